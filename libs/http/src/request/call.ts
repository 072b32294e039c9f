import type { Actor } from '@gusu/values';
import type { FastifyRequest } from 'fastify';
import type { Trace } from './trace.js';
import type { EndpointConfig } from './route-config.js';

/** Who calls, together with the trace the call belongs to. */
export interface Caller extends Actor {
  readonly traceId: string;
  readonly traceparent: string;
}

/** What the hooks learn about one request. */
export interface Call {
  readonly requestId: string;
  readonly trace: Trace;
  readonly startedAt: number;
  /** Nobody until a token or a signature has said who. */
  actor: Actor | undefined;
  /** The body as it came, for signatures and fingerprints; not for streams. */
  bytes: Buffer | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    call: Call;
  }
  interface FastifyContextConfig extends EndpointConfig {
    /** Nest declares none of its own; the brand keeps the interface from being empty. */
    readonly endpoint?: never;
  }
}

/** Says who calls, for an endpoint that authenticates by itself. */
export function identify(request: FastifyRequest, actor: Actor): void {
  request.call.actor = actor;
}

export function callerOf(request: FastifyRequest): Caller | undefined {
  const { actor, trace } = request.call;
  return actor && { ...actor, traceId: trace.traceId, traceparent: trace.traceparent };
}
