import { BANK_REFUSALS, type BankExceptionCode, type BankRefusalCode } from '@gusu/contracts';
import { canonicalLoan, foldHashOf } from '../loan/fold-hash.js';
import type { EventOutcome, Fold } from '../loan/loan-fold.rules.js';
import { statusOf } from '../loan/loan-status.rules.js';
import type { BankEvent, EventReceipt, EventStatus, ReceivedEvent } from './bank-event.js';

/** A due bill's row under lock. */
export interface LockedLoan {
  bankCode: string;
  dueBillNo: string;
  filingNo: string | null;
  foldHash: string;
  version: bigint;
}

/** A recorded event as the fold needs it. */
export interface StoredEvent {
  bankCode: string;
  dueBillNo: string;
  eventId: string;
  body: string;
  status: string;
  code: string | null;
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
  filingNo: string | null;
  status: string;
  principalFen: bigint;
  plannedFen: bigint;
  state: string;
  foldHash: string;
}

/** One due bill while a batch is at work on it. */
export interface Desk {
  loan: LockedLoan;
  events: BankEvent[];
  stored: Map<string, StoredEvent>;
  arrived: Map<string, { received: ReceivedEvent; receiptNo: string }>;
  fold: Fold;
}

/** A filing of an enterprise that is not, or not yet, an active one of the copy is held until the registry's event arrives. */
export function heldOf(
  events: readonly BankEvent[],
  active: ReadonlySet<string>,
): Map<string, BankExceptionCode> {
  const held = new Map<string, BankExceptionCode>();
  for (const { eventId, fact } of events)
    if (fact.type === 'filing.submitted' && !active.has(fact.creditCode))
      held.set(eventId, 'ENTERPRISE_UNKNOWN');
  return held;
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
export function refusalByDisplacing(before: Fold, after: Fold): BankRefusalCode | undefined {
  for (const [eventId, outcome] of after.outcomes) {
    const refused = refusalOf(outcome);
    if (refused && before.outcomes.get(eventId)?.kind === 'applied') return refused;
  }
  return undefined;
}

export function verdictOf(outcome: EventOutcome): Pick<EventReceipt, 'status' | 'code'> {
  if (outcome.kind === 'parked') return { status: 'PARKED', code: outcome.obstacle };
  if (outcome.kind === 'applied' && outcome.noticed) return { status: 'APPLIED', code: outcome.noticed };
  return { status: 'APPLIED' };
}

function storedStatusOf(outcome: EventOutcome | undefined): { status: string; code: string | null } {
  if (outcome?.kind === 'reversed') return { status: 'REVERSED', code: null };
  const { status, code } = verdictOf(outcome ?? { kind: 'applied' });
  return { status, code: code ?? null };
}

function waitsForOf(event: BankEvent, active: ReadonlySet<string>): string | null {
  const { fact } = event;
  return fact.type === 'filing.submitted' && !active.has(fact.creditCode) ? fact.creditCode : null;
}

export function newEventsOf({ arrived, fold }: Desk, active: ReadonlySet<string>): NewEvent[] {
  return [...arrived.values()].map(({ received: { event, fingerprint, body }, receiptNo }) => {
    const { status, code } = verdictOf(fold.outcomes.get(event.eventId) ?? { kind: 'applied' });
    const { bankCode, eventId, dueBillNo } = event;
    const waitsFor = waitsForOf(event, active);
    return {
      bankCode,
      eventId,
      dueBillNo,
      receiptNo,
      fingerprint,
      body,
      status,
      code: code ?? null,
      waitsFor,
    };
  });
}

export function movedEventsOf({ events, stored, fold }: Desk, active: ReadonlySet<string>): MovedEvent[] {
  return events.flatMap((event) => {
    const before = stored.get(event.eventId);
    const after = storedStatusOf(fold.outcomes.get(event.eventId));
    if (!before || (before.status === after.status && before.code === after.code)) return [];
    return [
      { bankCode: event.bankCode, eventId: event.eventId, ...after, waitsFor: waitsForOf(event, active) },
    ];
  });
}

export function filingNoOf({ loan, fold }: Desk, number: bigint): string {
  const year = fold.state.filing?.filedOn.slice(0, 4) ?? '';
  return `KDT-${year}-${loan.bankCode}-${number.toString().padStart(6, '0')}`;
}

export function changeOf({ loan, fold: { state } }: Desk, filingNo: string | null): LoanChange {
  return {
    bankCode: loan.bankCode,
    dueBillNo: loan.dueBillNo,
    creditCode: state.filing?.creditCode ?? null,
    filingNo,
    status: statusOf(state),
    principalFen: state.principalFen,
    plannedFen: state.filing?.plannedAmountFen ?? 0n,
    state: canonicalLoan(state),
    foldHash: foldHashOf(state),
  };
}

export function loanChangedOf(change: LoanChange, { loan, fold }: Desk) {
  const { bankCode, dueBillNo, creditCode, principalFen, foldHash } = change;
  return {
    bankCode,
    dueBillNo,
    ...(creditCode === null ? {} : { creditCode }),
    status: statusOf(fold.state),
    principalFen: Number(principalFen),
    foldHash,
    version: Number(loan.version) + 1,
  };
}
