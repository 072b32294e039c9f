import type { FuseChange } from './fuse.js';

/** A fuse is named by its pool, and by its bank where it is that of one bank. */
export function fuseId({ poolCode, bankCode }: { poolCode: string; bankCode: string }): string {
  return bankCode === '' ? poolCode : `${poolCode}:${bankCode}`;
}

/** What others are told of a change. */
export function fuseNews(change: FuseChange) {
  const { poolCode, bankCode, previousLevel, level, numeratorFen, denominatorFen, loans, policyId } = change;
  return {
    poolCode,
    ...(bankCode === '' ? {} : { bankCode }),
    previousLevel,
    level,
    numeratorFen: Number(numeratorFen),
    denominatorFen: Number(denominatorFen),
    loans,
    policyId,
    changedAt: change.changedAt.toISOString(),
  };
}
