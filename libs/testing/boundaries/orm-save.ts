// as: apps/loan-compensation/src/loan/loan.repository.ts
// refused by: no-restricted-syntax
export const store = (tx: { manager: { save(row: object): Promise<void> } }, row: object) =>
  tx.manager.save(row);
