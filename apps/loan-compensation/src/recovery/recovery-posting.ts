import type { LevelAmount } from './compensation.js';
import { compensationPaidOf, type LedgerLine, POOL_CASH } from '../pool/ledger.js';

/** What banks owe the pool of recoveries and of claw-backs, and what the pool owes them, bank by bank. */
export const receivableOf = (bankCode: string): string => `RECOVERY_RECEIVABLE.${bankCode}`;
export const clawbackReceivableOf = (bankCode: string): string => `CLAWBACK_RECEIVABLE.${bankCode}`;
export const payableTo = (bankCode: string): string => `PAYABLE_TO_BANK.${bankCode}`;
/** What each level got back. */
export const recoveryReceivedOf = (level: string): string => `RECOVERY_RECEIVED.${level}`;

const sum = (levels: readonly LevelAmount[]) =>
  levels.reduce((total, { amountFen }) => total + amountFen, 0n);
const present = (lines: readonly LedgerLine[]) => lines.filter(({ amountFen }) => amountFen !== 0n);

/** A payment leaves the cash, level by level; what is set off against it stays there and settles what the bank owed. */
export function paymentLines(
  levels: readonly LevelAmount[],
  setOffs: readonly { account: string; amountFen: bigint }[] = [],
): LedgerLine[] {
  const setOffFen = setOffs.reduce((total, { amountFen }) => total + amountFen, 0n);
  return present([
    ...levels.map(({ level, amountFen }) => ({ account: compensationPaidOf(level), amountFen })),
    ...setOffs.map(({ account, amountFen }) => ({ account, amountFen: -amountFen })),
    { account: POOL_CASH, amountFen: setOffFen - sum(levels) },
  ]);
}

/** The pool's share of a receipt is owed by the bank and belongs to the levels. */
export function recoveryLines(bankCode: string, levels: readonly LevelAmount[]): LedgerLine[] {
  return present([
    { account: receivableOf(bankCode), amountFen: sum(levels) },
    ...levels.map(({ level, amountFen }) => ({ account: recoveryReceivedOf(level), amountFen: -amountFen })),
  ]);
}

/** A share that was too much: what the bank has not remitted is owed no longer, what it has is owed to it (AT-10). */
export function correctionLines(
  bankCode: string,
  levels: readonly LevelAmount[],
  remittedFen: bigint,
): LedgerLine[] {
  return present([
    { account: receivableOf(bankCode), amountFen: sum(levels) + remittedFen },
    { account: payableTo(bankCode), amountFen: -remittedFen },
    ...levels.map(({ level, amountFen }) => ({ account: recoveryReceivedOf(level), amountFen: -amountFen })),
  ]);
}

/** A claw-back takes back what was paid; the bank owes it. */
export function clawbackLines(bankCode: string, levels: readonly LevelAmount[]): LedgerLine[] {
  return present([
    { account: clawbackReceivableOf(bankCode), amountFen: sum(levels) },
    ...levels.map(({ level, amountFen }) => ({ account: compensationPaidOf(level), amountFen: -amountFen })),
  ]);
}
