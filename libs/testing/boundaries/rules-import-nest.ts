// as: apps/loan-compensation/src/loan/loan.rules.ts
// refused by: gusu/suffix-imports
import { Injectable } from '@nestjs/common';
export const injectable = Injectable;
