import { addDays, localDateOf, type LocalDate } from '@gusu/values';
import type { BankEvent, LoanFact } from './bank-event.js';
import { EventDefect, Fields, requireExactNumbers } from './bank-event-fields.js';
import { FACT_READERS } from './bank-fact-reader.js';

/**
 * Reads one bank event (funding.md §5). Types of later issues and unknown ones are accepted as `unsupported`; members nobody knows are left
 * alone, the raw body is kept anyway.
 * @throws EventDefect with the code and pointer of the first defect
 */
export function readBankEvent(value: unknown): BankEvent {
  const envelope = Fields.of(value, '');
  const { type, ...event } = readEnvelope(envelope);
  const reader = FACT_READERS[type];
  const fact: LoanFact = reader
    ? reader(envelope.object('data'), envelope)
    : { type: 'unsupported', name: type };
  // Only a reversal or a correction names a target; a repayment that does was meant to be one and would count twice.
  if (reader && !('reversalOf' in fact) && envelope.has('reversalOf'))
    throw new EventDefect('EVENT_SCHEMA', '/reversalOf');
  requireExactNumbers(value);
  return { ...event, fact };
}

/**
 * Reads an event that was recorded before. One that came before its type was understood, and is not what is now asked of it, goes on waiting
 * as it came.
 */
export function readRecordedEvent(value: unknown): BankEvent {
  try {
    return readBankEvent(value);
  } catch (error) {
    if (!(error instanceof EventDefect)) throw error;
    const { type: name, ...event } = readEnvelope(Fields.of(value, ''));
    return { ...event, fact: { type: 'unsupported', name } };
  }
}

function readEnvelope(envelope: Fields): Omit<BankEvent, 'fact'> & { type: string } {
  envelope.oneOf('specVersion', ['1.0']);
  return {
    type: envelope.text('type', 64),
    bankCode: envelope.id('bankCode'),
    eventId: envelope.id('eventId'),
    dueBillNo: envelope.id('dueBillNo'),
    ...(envelope.has('seq') ? { seq: envelope.integer('seq', 0, Number.MAX_SAFE_INTEGER) } : {}),
    occurredAt: envelope.instant('occurredAt'),
    valueDate: envelope.day('valueDate'),
  };
}

/** The latest day of value and time of occurrence, in millis, that a message received now may name (I-21). */
export interface Horizon {
  valueDate: LocalDate;
  occurredMillis: number;
}

/** A day after the day of receipt, and 300 s after its time. */
export function horizonOf(received: Date): Horizon {
  return { valueDate: addDays(localDateOf(received), 1), occurredMillis: received.getTime() + 300_000 };
}

/**
 * Asked once, when the event arrives: what was accepted is read again by a later fold, whatever the clock says then.
 * @throws EventDefect VALUE_DATE_FUTURE
 */
export function requirePast(event: BankEvent, horizon: Horizon): void {
  if (event.valueDate > horizon.valueDate) throw new EventDefect('VALUE_DATE_FUTURE', '/valueDate');
  const corrected = event.fact.type === 'event.corrected' ? event.fact.replacement.valueDate : undefined;
  if (corrected !== undefined && corrected > horizon.valueDate)
    throw new EventDefect('VALUE_DATE_FUTURE', '/data/replacement/valueDate');
  if (Date.parse(event.occurredAt) > horizon.occurredMillis)
    throw new EventDefect('VALUE_DATE_FUTURE', '/occurredAt');
}
