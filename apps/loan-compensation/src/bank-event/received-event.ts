import { canonicalBody } from './canonical-body.js';
import type { ReceivedEvent } from './bank-event.js';
import { EventDefect } from './bank-event-fields.js';
import { readBankEvent } from './bank-event-reader.js';

const TEXT = /"(?:[^"\\]|\\.)*"/g;
// A fraction or an exponent in any number: a reader would round it, and no field of ours has one.
const INEXACT = /\d[.eE]/;

/**
 * Parses the bytes of a signed message.
 * @throws EventDefect EVENT_SCHEMA for what is not UTF-8 JSON, AMOUNT_FORMAT for a number that is not written as an integer
 */
export function parseMessage(bytes: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (INEXACT.test(text.replace(TEXT, '""'))) throw new EventDefect('AMOUNT_FORMAT', '');
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw error instanceof EventDefect ? error : new EventDefect('EVENT_SCHEMA', '');
  }
}

/** @throws EventDefect with the first defect of the event */
export function receiveEvent(value: unknown, now: Date): ReceivedEvent {
  const event = readBankEvent(value, now);
  const { text, fingerprint } = canonicalBody(value);
  return { event, body: text, fingerprint };
}
