// as: apps/loan-compensation/src/loan/loan.repository.ts
// refused by: gusu/suffix-imports
import fastify from 'fastify';
export const server = fastify;
