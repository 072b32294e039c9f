import { createRequire } from 'node:module';

interface RequestQueue {
  pending: unknown[];
  throttledUntil: number;
  scheduleCheckPendingRequests(): void;
}

/**
 * kafkajs 2.2.4 re-arms a timer for every connection although nothing waits and nothing is throttled: with a time in the past, so it fires about
 * every millisecond for ever (tulios/kafkajs #1751). The queue is checked anyway whenever a request is added or answered, so
 * with nothing pending there is nothing to schedule.
 */
export function stopIdleSpin(): void {
  const module = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
    prototype: RequestQueue;
  };
  const { prototype } = module;
  const schedule = prototype.scheduleCheckPendingRequests;
  if ('isIdleAware' in schedule) return;
  const idleAware = function (this: RequestQueue): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
  prototype.scheduleCheckPendingRequests = Object.assign(idleAware, { isIdleAware: true });
}
