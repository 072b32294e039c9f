import proxy from '@fastify/http-proxy';
import { refuse } from '@gusu/contracts';
import type { ProblemFilter } from '@gusu/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { GatewaySettings } from '../settings.js';
import { headersForCaller, headersForService } from './headers.js';

/** The address of funding.md §11, for banks that know no other. */
const BANK_ALIAS = '/api/loan-compensation/bank/v1';
/** Methods that change nothing: if one is not answered, nothing is in doubt. */
const SAFE = ['GET', 'HEAD', 'OPTIONS'];
/** Failures before a single byte of the request was on its way. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'];

interface Way {
  prefix: string;
  upstream: string;
  rewritePrefix: string;
  /** What stands before the service's own addresses when its caller is sent on. */
  locationPrefix: string;
}

/** The ways through the gateway: bodies pass as bytes, untouched and unread, so that signatures stay true. */
export async function routeToServices(
  server: FastifyInstance,
  settings: GatewaySettings,
  problems: ProblemFilter,
): Promise<void> {
  // Fastify reads some types by itself; here every body is a stream that somebody else reads.
  server.removeAllContentTypeParsers();
  server.setErrorHandler((error: { statusCode?: number }, request, reply) =>
    // What the router and the proxy refuse are addresses that leave their service's own ground.
    problems.answer((error.statusCode ?? 500) < 500 ? refuse('request/not-found') : error, request, reply),
  );
  const requestOptions = { timeout: settings.upstreamMillis };
  for (const { locationPrefix, ...way } of waysOf(settings))
    await server.register(proxy, {
      ...way,
      internalRewriteLocationHeader: false,
      http: { requestOptions },
      replyOptions: {
        rewriteRequestHeaders: (request: FastifyRequest, headers: IncomingHttpHeaders) =>
          headersForService(headers, {
            method: request.method,
            ip: request.ip,
            host: request.headers.host,
            protocol: request.protocol,
          }),
        rewriteHeaders: (headers: IncomingHttpHeaders) => headersForCaller(headers, locationPrefix),
        onError: (reply: FastifyReply, { error }: { error: Error }) => {
          // What is left of a body nobody reads any more would keep the connection from ever being used or closed.
          if (!reply.request.raw.complete) void reply.header('connection', 'close');
          problems.answer(unanswered(reply.request.method, error), reply.request, reply);
        },
      } as never,
    });
}

function waysOf({ services, identityUrl }: GatewaySettings): Way[] {
  const ways = Object.entries(services).map(([service, upstream]) => {
    const prefix = `/api/${service}`;
    return { prefix, upstream, rewritePrefix: '/', locationPrefix: prefix };
  });
  const loans = services['loan-compensation'];
  if (loans)
    ways.push({
      prefix: BANK_ALIAS,
      upstream: loans,
      rewritePrefix: '/v1/bank/v1',
      locationPrefix: '/api/loan-compensation',
    });
  if (identityUrl)
    ways.push({ prefix: '/identity', upstream: identityUrl, rewritePrefix: '/identity', locationPrefix: '' });
  return ways;
}

/** What a caller may conclude when a service did not answer: try again, or find out first whether it was done. */
function unanswered(method: string, error: Error): Error {
  const code = (error.cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  const isKnown = SAFE.includes(method) || NEVER_SENT.includes(code);
  return Object.assign(refuse(isKnown ? 'service/unavailable' : 'service/outcome-unknown'), { cause: error });
}
