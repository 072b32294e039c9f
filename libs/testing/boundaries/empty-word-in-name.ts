// as: apps/loan-compensation/src/loan/loan-utils.ts
// refused by: gusu/file-names
export const nothing = 1;
