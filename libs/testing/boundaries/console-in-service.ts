// as: apps/loan-compensation/src/loan/loan.service.ts
// refused by: no-console
export const shout = () => console.log('x');
