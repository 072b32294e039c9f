import { refuse } from '@gusu/contracts';
import type { Actor } from '@gusu/values';
import type { AskedConfirmation, Confirmation, DoubtfulEvent } from './confirmation.js';

/**
 * Settles the doubt about an event that looks like one sent before (funding.md §8 AT-06, §10.14). Whoever may confirm has been decided by
 * permission and scope; the first word stands, and the same word again is no other one.
 * @throws Refusal bank-event/already-confirmed, bank-event/not-in-doubt
 */
export function confirmEvent(
  event: DoubtfulEvent,
  earlier: Confirmation | undefined,
  { isSeparate, reason }: AskedConfirmation,
  { by, now }: { by: Actor; now: Date },
): Confirmation {
  const { bankCode, eventId } = event;
  if (earlier) {
    if (earlier.isSeparate === isSeparate) return earlier;
    throw refuse('bank-event/already-confirmed', { eventId, isSeparate: earlier.isSeparate });
  }
  if (event.status !== 'PARKED' || event.code !== 'SUSPECT_DUPLICATE')
    throw refuse('bank-event/not-in-doubt', { eventId, status: event.status, code: event.code });
  return { bankCode, eventId, isSeparate, reason, confirmedBy: by.id, confirmedAt: now.toISOString() };
}
