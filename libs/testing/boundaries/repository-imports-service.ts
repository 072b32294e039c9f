// as: apps/loan-compensation/src/loan/loan.repository.ts
// refused by: gusu/suffix-imports
import { LoanService } from './loan.service.js';
export const service = LoanService;
