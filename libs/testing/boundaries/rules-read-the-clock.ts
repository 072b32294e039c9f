// as: apps/loan-compensation/src/loan/loan.rules.ts
// refused by: no-restricted-syntax
export const today = () => new Date();
