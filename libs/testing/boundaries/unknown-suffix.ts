// as: apps/loan-compensation/src/loan/loan.provider.ts
// refused by: gusu/file-names
export const nothing = 1;
