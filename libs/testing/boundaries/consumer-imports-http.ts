// as: apps/loan-compensation/src/loan/loan.consumer.ts
// refused by: gusu/suffix-imports
import { Permission } from '@gusu/http';
export const permission = Permission;
