import { refuse } from '@gusu/contracts';
import type { CallbackDelivery, CallbackSettings } from './callback.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after each attempt the next one is made (funding.md §11). */
export const RETRY_MILLIS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** A tenth more or less, so that banks are not called all at once after an outage of ours. */
const JITTER = 0.1;

/** An attempt that was made: the bank's status, if it answered at all. */
export interface Attempted {
  httpStatus: number | null;
  at: Date;
  /** From 0 up to 1. */
  chance: number;
}

/**
 * What becomes of a delivery after an attempt (funding.md §11): 2xx is success, 410 stops, everything else is tried again until the schedule
 * is over.
 */
export function afterAttempt(
  delivery: CallbackDelivery,
  { httpStatus, at, chance }: Attempted,
): CallbackDelivery {
  const attempts = delivery.attempts + 1;
  if (httpStatus !== null && httpStatus >= 200 && httpStatus < 300)
    return { ...delivery, attempts, status: 'delivered', nextAt: null, deliveredAt: at };
  if (httpStatus === 410) return { ...delivery, attempts, status: 'stopped', nextAt: null };
  const pause = RETRY_MILLIS[attempts - 1];
  if (pause === undefined) return { ...delivery, attempts, status: 'failed', nextAt: null };
  const millis = Math.round(pause * (1 + JITTER * (2 * chance - 1)));
  return { ...delivery, attempts, status: 'pending', nextAt: new Date(at.getTime() + millis) };
}

/**
 * A person asks for one more attempt, now.
 * @throws Refusal callback/already-delivered
 */
export function retryDelivery(delivery: CallbackDelivery, now: Date): CallbackDelivery {
  if (delivery.status === 'delivered')
    throw refuse('callback/already-delivered', { deliveryId: delivery.deliveryId });
  return { ...delivery, status: 'pending', nextAt: now };
}

/**
 * Where a bank may be called back: over https, without a name and password in the address, and not on our own machine.
 * @throws Refusal callback/address-not-allowed
 */
export function requireCallbackUrl(text: string, { isLoopbackAllowed }: CallbackSettings): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  const isAllowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal && isLoopbackAllowed);
  if (!url || !isAllowed || (isLocal && !isLoopbackAllowed) || url.username || url.password || url.hash)
    throw refuse('callback/address-not-allowed');
  return url;
}
