// as: apps/loan-compensation/src/loan/loan.test.ts
// refused by: no-restricted-syntax
import { it } from '@jest/globals';
it.only('is the only one', () => undefined);
