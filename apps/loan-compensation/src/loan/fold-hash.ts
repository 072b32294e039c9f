import { createHash } from 'node:crypto';
import type { LoanState } from './loan.js';

/** The state as canonical JSON: members in the order of the alphabet, fen as integers, nothing that is absent. */
export function canonicalLoan(state: LoanState): string {
  return JSON.stringify(state, (_key, value: unknown) => {
    if (typeof value === 'bigint') return Number(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Equal states have equal hashes, whatever the order in which their events arrived (I-04). */
export function foldHashOf(state: LoanState): string {
  return createHash('sha256').update(canonicalLoan(state)).digest('hex');
}
