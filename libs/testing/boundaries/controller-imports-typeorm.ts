// as: apps/loan-compensation/src/loan/loan.controller.ts
// refused by: gusu/suffix-imports
import { DataSource } from 'typeorm';
export const source = DataSource;
