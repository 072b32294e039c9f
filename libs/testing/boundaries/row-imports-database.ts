// as: apps/loan-compensation/src/loan/loan.row.ts
// refused by: gusu/suffix-imports
import { Database } from '@gusu/database';
export const database = Database;
