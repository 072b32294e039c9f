// as: apps/loan-compensation/src/loan/loan.module.ts
// refused by: no-restricted-imports
import { Kafka } from 'kafkajs';
export const kafka = Kafka;
