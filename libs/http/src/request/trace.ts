import { randomFillSync } from 'node:crypto';

/** W3C trace context of one request: where it came from and the span that is ours. */
export interface Trace {
  /** 32 hex digits; what a person quotes and a log line carries. */
  traceId: string;
  /** `00-<trace>-<our span>-<flags>`, to hand on: with the answer, and with the events the request causes. */
  traceparent: string;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const NO_TRACE = '0'.repeat(32);
const NO_SPAN = '0'.repeat(16);

// Random bytes are drawn in pages: one call to the kernel's generator for a few hundred requests.
const pool = Buffer.alloc(6_144);
let used = pool.length;

function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}

/** Continues the caller's trace; one that is absent or malformed is replaced by a new one. */
export function openTrace(header: string | string[] | undefined): Trace {
  const parts = typeof header === 'string' ? TRACEPARENT.exec(header) : null;
  const given = parts && parts[1] !== NO_TRACE && parts[2] !== NO_SPAN ? parts : null;
  const traceId = given?.[1] ?? randomHex(16);
  return { traceId, traceparent: `00-${traceId}-${randomHex(8)}-${given?.[3] ?? '01'}` };
}
