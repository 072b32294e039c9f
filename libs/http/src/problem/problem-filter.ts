import { refuse } from '@gusu/contracts';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { openTrace } from '../request/trace.js';
import { languageOf, PROBLEM_MEDIA_TYPE, problemOf } from './problem.js';
import { refusalOf } from './refusal-of.js';

const RETRY_AFTER_SECONDS = 1;
/** After these nobody reads on what the caller still sends. */
const ENDS_CONNECTION = [408, 413, 431];

/** Turns whatever was thrown into the one form every caller can read. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    /** The methods an address knows, for a request with another one. */
    private readonly allowed: (path: string) => readonly string[],
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Answers from outside Nest: an address that cannot even be routed. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const trace = request.call?.trace ?? openTrace(request.headers.traceparent);
    const path = request.url.split('?', 1)[0] ?? '';
    const found = (request.is404 && this.otherMethod(path, reply)) || refusalOf(error, request.method);
    const refusal = found ?? refuse('service/fault');
    if (!found || refusal.status >= 500) this.report(error, request, refusal.code);
    if (reply.sent) return;
    const language = languageOf(request.headers['accept-language']);
    if (refusal.status === 401) reply.header('www-authenticate', challengeOf(refusal.code));
    if (refusal.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
    if (ENDS_CONNECTION.includes(refusal.status)) reply.header('connection', 'close');
    void reply
      .status(refusal.status)
      .header('content-type', PROBLEM_MEDIA_TYPE)
      .header('content-language', language)
      .send(JSON.stringify(problemOf(refusal, { language, instance: path, traceId: trace.traceId })));
  }

  private otherMethod(path: string, reply: FastifyReply) {
    const allowed = this.allowed(path);
    if (allowed.length === 0) return undefined;
    reply.header('allow', allowed.join(', '));
    return refuse('request/method', { allowed: allowed.join(', ') });
  }

  private report(error: unknown, request: FastifyRequest, code: string): void {
    this.log.error(
      {
        traceId: request.call?.trace.traceId,
        method: request.method,
        route: request.routeOptions?.url,
        code,
        err: error,
      },
      'request failed',
    );
  }
}

function challengeOf(code: string): string {
  return code === 'authentication/missing' ? 'Bearer' : 'Bearer error="invalid_token"';
}
