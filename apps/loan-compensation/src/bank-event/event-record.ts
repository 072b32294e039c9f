import { BANK_REFUSALS, type BankExceptionCode, type BankRefusalCode } from '@gusu/contracts';
import type { EventOutcome } from '../loan/loan-fold.rules.js';
import type { LocalDate } from '@gusu/values';
import type { Cover } from '../covered-position/covered-position.js';
import type { LoanStatus } from '../loan/loan.js';
import type { BankEvent, EventReceipt, EventStatus } from './bank-event.js';

/** A due bill's row under lock; `state` and `tail` as they are stored. */
export interface LockedLoan {
  bankCode: string;
  dueBillNo: string;
  filingNo: string | null;
  state: string;
  tail: string;
  foldHash: string;
  version: bigint;
  /** What its filing in force covers. */
  cover: Cover | undefined;
}

export interface NewEvent {
  bankCode: string;
  eventId: string;
  dueBillNo: string;
  receiptNo: string;
  fingerprint: Buffer;
  body: string;
  status: EventStatus;
  code: string | null;
  waitsFor: string | null;
}

export interface MovedEvent {
  bankCode: string;
  eventId: string;
  status: string;
  code: string | null;
  waitsFor: string | null;
}

export interface LoanChange {
  bankCode: string;
  dueBillNo: string;
  creditCode: string | null;
  /** The day on which it was filed, when it is. */
  filedOn: LocalDate | null;
  /** Whether the folded state is another one; else only the end of the fold moved. */
  isNews: boolean;
  version: bigint;
  status: LoanStatus;
  /** The status that was stored; none of a due bill heard of for the first time. */
  statusBefore: LoanStatus | null;
  /** The day since which the status holds. */
  statusOn: LocalDate | null;
  principalFen: bigint;
  plannedFen: bigint;
  state: string;
  foldHash: string;
  tail: string;
}

/** Whether an event is the filing of an enterprise that is not, or not yet, an active one of the copy. */
export function isOfUnknownBorrower({ fact }: BankEvent, active: ReadonlySet<string>): boolean {
  return fact.type === 'filing.submitted' && !active.has(fact.creditCode);
}

/** Such a filing is held until the registry's event arrives; one that took effect before stands whatever becomes of its enterprise. */
export function heldOf(
  events: readonly BankEvent[],
  active: ReadonlySet<string>,
  admitted: ReadonlySet<string>,
): Map<string, BankExceptionCode> {
  const held = events.filter((event) => isOfUnknownBorrower(event, active) && !admitted.has(event.eventId));
  return new Map(held.map(({ eventId }) => [eventId, 'ENTERPRISE_UNKNOWN']));
}

export function waitsForOf(event: BankEvent, active: ReadonlySet<string>): string | null {
  const { fact } = event;
  return fact.type === 'filing.submitted' && !active.has(fact.creditCode) ? fact.creditCode : null;
}

/** What stands against an event that has just arrived; what only makes it wait is no refusal. */
export function refusalOf(outcome: EventOutcome): BankRefusalCode | undefined {
  if (outcome.kind !== 'parked') return undefined;
  return outcome.obstacle in BANK_REFUSALS ? (outcome.obstacle as BankRefusalCode) : undefined;
}

/**
 * The refusal of a newcomer whose earlier date would push out what already took effect: a filing, a reversal or a disbursement that stands
 * is not replaced by one that comes later (I-05, I-06, I-10).
 */
export function refusalByDisplacing(
  before: ReadonlyMap<string, EventOutcome>,
  after: ReadonlyMap<string, EventOutcome>,
): BankRefusalCode | undefined {
  for (const [eventId, outcome] of after) {
    const refused = refusalOf(outcome);
    if (refused && before.get(eventId)?.kind === 'applied') return refused;
  }
  return undefined;
}

/** What the bank is told of an event. */
export function verdictOf(outcome: EventOutcome): Pick<EventReceipt, 'status' | 'code'> {
  if (outcome.kind === 'parked') return { status: 'PARKED', code: outcome.obstacle };
  if (outcome.kind === 'applied' && outcome.noticed) return { status: 'APPLIED', code: outcome.noticed };
  return { status: 'APPLIED' };
}

/** What is stored of an event, as it stands now. */
export function storedStatusOf(outcome: EventOutcome | undefined): { status: string; code: string | null } {
  if (outcome?.kind === 'reversed') return { status: 'REVERSED', code: null };
  if (outcome?.kind === 'discarded') return { status: 'DISCARDED', code: null };
  const { status, code } = verdictOf(outcome ?? { kind: 'applied' });
  return { status, code: code ?? null };
}
