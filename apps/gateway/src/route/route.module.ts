import proxy from '@fastify/http-proxy';
import { refuse } from '@gusu/contracts';
import { languageOf, openTrace, PROBLEM_MEDIA_TYPE, problemOf } from '@gusu/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewaySettings } from '../settings.js';

const UPSTREAM_MILLIS = 120_000;
/** The address of funding.md §11, for banks that know no other. */
const BANK_ALIAS = '/api/loan-compensation/bank/v1';

type ProblemCode = 'service/unavailable' | 'request/not-found';

/** Answers for the gateway itself: nothing behind it could. */
export function answerProblem(request: FastifyRequest, reply: FastifyReply, code: ProblemCode): FastifyReply {
  const refusal = refuse(code);
  const traceId = openTrace(request.headers.traceparent as string | undefined).traceId;
  const problem = problemOf(refusal, {
    language: languageOf(request.headers['accept-language']),
    instance: request.url,
    traceId,
  });
  if (code === 'service/unavailable') void reply.header('retry-after', '1');
  return reply.status(refusal.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
}

/** The ways through the gateway: bodies pass as bytes, untouched and unread, so that signatures stay true. */
export async function routeToServices(server: FastifyInstance, settings: GatewaySettings): Promise<void> {
  const targets: { prefix: string; upstream: string; rewritePrefix: string }[] = Object.entries(
    settings.services,
  ).map(([service, upstream]) => ({ prefix: `/api/${service}`, upstream, rewritePrefix: '/' }));
  const loans = settings.services['loan-compensation'];
  if (loans) targets.push({ prefix: BANK_ALIAS, upstream: loans, rewritePrefix: '/v1/bank/v1' });
  if (settings.identityUrl)
    targets.push({ prefix: '/identity', upstream: settings.identityUrl, rewritePrefix: '/identity' });
  for (const target of targets)
    await server.register(proxy, {
      ...target,
      http: { requestOptions: { timeout: UPSTREAM_MILLIS } },
      replyOptions: {
        rewriteRequestHeaders: (request: FastifyRequest, headers: Record<string, unknown>) => ({
          ...headers,
          host: request.headers.host,
          'x-forwarded-for': request.ip,
          'x-forwarded-host': request.headers.host,
          'x-forwarded-proto': request.protocol,
        }),
        onError: (reply: FastifyReply) => void answerProblem(reply.request, reply, 'service/unavailable'),
      } as never,
    });
}
