// as: apps/loan-compensation/src/loan/loan.service.ts
// refused by: gusu/suffix-imports
import { Permission } from '@gusu/http';
export const permission = Permission;
