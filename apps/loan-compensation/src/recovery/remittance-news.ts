import { type DomainEvent, RemittanceOpened, RemittanceMissed } from '@gusu/contracts';
import { fenToJson } from '@gusu/values';
import { outstandingOf, type Remittance } from './remittance.js';

/** What is told of a remittance: how much is owed by when, and once more when that day is over (funding.md §6.4, §11). */
export function remittanceNews(remittance: Remittance, now: Date): DomainEvent {
  const { remittanceNo, firstClaimNo: claimNo, bankCode, recoveryNo, dueFen, dueOn: remitOn } = remittance;
  const origin = recoveryNo === null ? ('clawback' as const) : ('recovery' as const);
  const subject = { remittanceNo, claimNo, bankCode, origin, dueFen: fenToJson(dueFen), remitOn };
  return remittance.status === 'overdue'
    ? RemittanceMissed.of(claimNo, { ...subject, leftFen: fenToJson(outstandingOf(remittance)) }, now)
    : RemittanceOpened.of(claimNo, subject, now);
}
