import { countMembers, scanJson } from '@gusu/values';
import { canonicalBody } from './canonical-body.js';
import type { EventVerdict, ReceivedEvent } from './bank-event.js';
import { EventDefect } from './bank-event-fields.js';
import { readBankEvent, requirePast, type Horizon } from './bank-event-reader.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const SENDER = /"bankCode"\s*:\s*"([A-Za-z0-9_-]{1,64})"/;

/** Who the bytes claim to be from, without reading them: nothing of an unsigned message is looked at before its signature. */
export function claimedSender(bytes: Buffer): string | undefined {
  return SENDER.exec(bytes.toString('latin1'))?.[1];
}

/**
 * Parses the bytes of a signed message.
 * @throws EventDefect EVENT_SCHEMA for what is not UTF-8 JSON, AMOUNT_FORMAT for a number that is not written as an integer
 */
export function parseMessage(bytes: Buffer): unknown {
  try {
    const text = UTF8.decode(bytes);
    const scan = scanJson(bytes);
    // A reader would round it, and no field of ours has one.
    if (scan.isInexact) throw new EventDefect('AMOUNT_FORMAT', '');
    const value = JSON.parse(text) as unknown;
    // Of a member that stands twice a parser keeps one, another parser the other.
    if (countMembers(value) !== scan.members) throw new EventDefect('EVENT_SCHEMA', '');
    return value;
  } catch (error) {
    throw error instanceof EventDefect ? error : new EventDefect('EVENT_SCHEMA', '');
  }
}

/** @throws EventDefect with the first defect of the event */
export function receiveEvent(value: unknown, horizon: Horizon): ReceivedEvent {
  const event = readBankEvent(value);
  requirePast(event, horizon);
  const { text, fingerprint } = canonicalBody(value);
  return { event, body: text, fingerprint };
}

export type RefusedEvent = Extract<EventVerdict, { kind: 'refused' }>;

/** One event out of a message that a bank has signed; a defect, or another bank's name in it, is the verdict on it. */
export function receiveFrom(
  bankCode: string,
  value: unknown,
  horizon: Horizon,
): ReceivedEvent | RefusedEvent {
  if (!isFrom(bankCode, value)) return foreignEvent(value);
  try {
    return receiveEvent(value, horizon);
  } catch (error) {
    if (!(error instanceof EventDefect)) throw error;
    return { kind: 'refused', eventId: eventIdOf(value), code: error.code, pointer: error.pointer };
  }
}

export const isFrom = (bankCode: string, value: unknown): boolean => memberOf(value, 'bankCode') === bankCode;

export function foreignEvent(value: unknown): RefusedEvent {
  return { kind: 'refused', eventId: eventIdOf(value), code: 'SIGNATURE_INVALID', pointer: '/bankCode' };
}

export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function eventIdOf(value: unknown): string | undefined {
  const id = memberOf(value, 'eventId');
  return typeof id === 'string' ? id.slice(0, 64) : undefined;
}
