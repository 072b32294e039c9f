// as: apps/loan-compensation/src/loan/loan.service.ts
// refused by: gusu/suffix-imports
import { LoanController } from './loan.controller.js';
export const controller = LoanController;
