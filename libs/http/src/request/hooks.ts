import { refuse } from '@gusu/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Gate } from '../access/gate.js';
import type { Call } from './call.js';
import type { Metrics } from './metrics.js';
import { openTrace } from './trace.js';

const REQUEST_ID = /^[\w.:-]{1,100}$/;
const SLOW_MILLIS = 1_000;
/** More than any client of ours sends; beyond two thousand Node leaves headers out without a word. */
const MOST_HEADERS = 200;
/** What the log and the metrics call a request whose caller went away before its answer. */
const CALLER_GONE = 499;
const SECURITY = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000',
  'cache-control': 'no-store',
};

/** How many requests are being worked on, and whether new ones are still welcome. */
export class Traffic {
  inFlight = 0;
  isDraining = false;
}

/** Everything that happens to each request before and after its endpoint. */
export function installHooks(
  fastify: FastifyInstance,
  parts: { gate: Gate; metrics: Metrics; log: Logger; traffic: Traffic },
): void {
  const { gate, metrics, log, traffic } = parts;
  const record = (request: FastifyRequest, status: number) => {
    const millis = performance.now() - request.call.startedAt;
    const route = request.is404 ? '(none)' : (request.routeOptions.url ?? '(none)');
    metrics.observe(request.method, route, status, millis / 1_000);
    logRequest(log, request, { route, status, millis });
  };
  // Declared before the first request, so that every request has one shape.
  fastify.decorateRequest('call', null as unknown as Call);
  fastify.addHook('onRequest', (request, reply, done) => {
    request.call = openCall(request);
    traffic.inFlight += 1;
    // An answered request closes, too; one whose caller went away is never answered.
    reply.raw.once('close', () => {
      traffic.inFlight -= 1;
      record(request, reply.raw.writableFinished ? reply.statusCode : CALLER_GONE);
    });
    reply.headers(SECURITY);
    reply.header('traceparent', request.call.trace.traceparent);
    reply.header('x-request-id', request.call.requestId);
    if (traffic.isDraining) reply.header('connection', 'close');
    if (request.raw.rawHeaders.length > 2 * MOST_HEADERS) return done(refuse('request/headers-too-large'));
    if (request.url.includes('%00'))
      return done(refuse('request/invalid', {}, [{ pointer: '', code: 'CONTROL_CHARACTER' }]));
    gate.admit(request, reply).then(() => done(), done);
  });
}

function openCall(request: FastifyRequest): Call {
  const trace = openTrace(request.headers.traceparent);
  const given = request.headers['x-request-id'];
  return {
    requestId: typeof given === 'string' && REQUEST_ID.test(given) ? given : trace.traceId,
    trace,
    startedAt: performance.now(),
    actor: undefined,
    bytes: undefined,
  };
}

// One line a request only where somebody asked for it (debug); slow ones always.
function logRequest(
  log: Logger,
  request: FastifyRequest,
  { route, status, millis }: { route: string; status: number; millis: number },
): void {
  const level = millis > SLOW_MILLIS ? 'info' : 'debug';
  if (!log.isLevelEnabled(level)) return;
  const { call } = request;
  log[level](
    {
      requestId: call.requestId,
      traceId: call.trace.traceId,
      caller: call.actor?.id,
      method: request.method,
      route,
      status,
      millis: Math.round(millis * 10) / 10,
    },
    'request',
  );
}
