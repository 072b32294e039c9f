import { LoanChanged, LoanStatusChanged, type DomainEvent } from '@gusu/contracts';
import { loanKey } from './bank-event.js';
import type { LoanChange } from './event-record.js';

/** What others are told of a loan whose folded state is another one: what it is now, and its status when that is another one too. */
export function announcementsOf(change: LoanChange, now: Date): DomainEvent[] {
  if (!change.isNews) return [];
  const { bankCode, dueBillNo, creditCode, status, statusBefore, statusOn: since } = change;
  const subject = { bankCode, dueBillNo, ...(creditCode === null ? {} : { creditCode }) };
  const key = loanKey(bankCode, dueBillNo);
  const version = Number(change.version);
  const { principalFen, foldHash } = change;
  const state = { status, principalFen: Number(principalFen), foldHash, version };
  const changed = LoanChanged.of(key, { ...subject, ...state }, now);
  if (statusBefore === status || since === null) return [changed];
  const before = statusBefore === null ? {} : { statusBefore };
  return [changed, LoanStatusChanged.of(key, { ...subject, ...before, status, since, version }, now)];
}
