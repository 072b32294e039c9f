import type { Acting } from './enterprise-record.js';

/** What happened to which object of an enterprise's facts; persons appear by their account alone. */
export interface FactChange {
  action: string;
  objectType: string;
  objectId: string;
  before?: unknown;
  after?: unknown;
  reason?: string;
}

/** The audit entry of one change, in the trace of the request that made it. */
export function factAudit(change: FactChange, actor: Acting, now: Date) {
  return {
    ...change,
    at: now.toISOString(),
    actorId: actor.id,
    traceId: actor.traceId,
  };
}
