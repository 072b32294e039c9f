// as: apps/loan-compensation/src/loan/loan.module.ts
// refused by: no-restricted-imports
import { createTestDatabase } from '@gusu/testing';
export const database = createTestDatabase;
