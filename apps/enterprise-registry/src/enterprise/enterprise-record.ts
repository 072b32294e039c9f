import type { DomainEvent } from '@gusu/contracts';
import type { Actor } from '@gusu/values';
import type { Enterprise } from './enterprise.js';

/** Who acts, and the trace of the request it happens in, so that audit and events can be followed back. */
export type Acting = Actor & { traceId?: string; traceparent?: string };

/** The audit entry of one move of one enterprise: what it was, what it is. Persons appear by their account alone. */
export function auditOf(
  action: string,
  actor: Acting,
  after: Enterprise,
  before?: Enterprise,
  reason?: string,
) {
  return {
    at: after.recordedAt.toISOString(),
    actorId: actor.id,
    action: `enterprise.${action}`,
    objectType: 'enterprise',
    objectId: after.creditCode,
    before,
    after,
    reason,
    traceId: actor.traceId,
  };
}

/** The event as part of the caller's trace. */
export function traced(event: DomainEvent, actor: Acting): DomainEvent {
  return { ...event, traceparent: actor.traceparent };
}
