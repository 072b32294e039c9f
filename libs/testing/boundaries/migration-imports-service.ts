// as: apps/loan-compensation/src/migrations/loan.ts
// refused by: gusu/suffix-imports
import { LoanService } from '../loan/loan.service.js';
export const service = LoanService;
