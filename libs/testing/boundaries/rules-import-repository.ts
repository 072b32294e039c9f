// as: apps/loan-compensation/src/loan/loan.rules.ts
// refused by: gusu/suffix-imports
import { LoanRepository } from './loan.repository.js';
export const repository = LoanRepository;
