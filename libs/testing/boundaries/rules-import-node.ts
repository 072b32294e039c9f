// as: apps/loan-compensation/src/loan/loan.rules.ts
// refused by: gusu/suffix-imports
import { createHash } from 'node:crypto';
export const hash = createHash;
