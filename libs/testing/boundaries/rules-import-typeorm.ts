// as: apps/loan-compensation/src/loan/loan.rules.ts
// refused by: gusu/suffix-imports
import { Entity } from 'typeorm';
export const entity = Entity;
