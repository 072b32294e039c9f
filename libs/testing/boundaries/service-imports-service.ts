// as: apps/loan-compensation/src/loan/loan.module.ts
// refused by: @nx/enforce-module-boundaries
import { AppModule } from '../../../enterprise-registry/src/app.module.js';
export const module = AppModule;
