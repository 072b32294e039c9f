import rateLimit from '@fastify/rate-limit';
import { refuse } from '@gusu/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface RateLimitOptions {
  /** Requests of one caller (its subject; its address where it has none) in a minute. */
  perMinute: number;
  /** Requests in a minute of one address that does not say who it is, or says it wrongly. */
  strangersPerMinute: number;
  /** Requests in a minute of one address that reads what is public. */
  readersPerMinute: number;
}

const MINUTE = 60_000;

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

/** How often a caller may come, told in every answer by `RateLimit-*` headers and, when it is too often, `Retry-After`. */
export class RateLimits {
  private constructor(
    private readonly callers: Limiter,
    private readonly strangers: Limiter,
    private readonly readers: Limiter,
  ) {}

  static async on(fastify: FastifyInstance, options: RateLimitOptions): Promise<RateLimits> {
    await fastify.register(rateLimit, { global: false });
    const limiter = (max: number, keyGenerator: (request: FastifyRequest) => string) =>
      fastify.createRateLimit({ max, timeWindow: MINUTE, keyGenerator });
    return new RateLimits(
      limiter(options.perMinute, (request) => request.call.actor?.id ?? `address ${request.ip}`),
      limiter(options.strangersPerMinute, (request) => request.ip),
      limiter(options.readersPerMinute, (request) => request.ip),
    );
  }

  countCaller(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.count(this.callers, request, reply, true);
  }

  countStranger(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.count(this.strangers, request, reply, true);
  }

  /** Counts by the address alone, whatever the request says of its caller. */
  countReader(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.count(this.readers, request, reply, true);
  }

  /** Refuses an address that has failed too often already, without counting this request. */
  refuseBusyStranger(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.count(this.strangers, request, reply, false);
  }

  private async count(
    limiter: Limiter,
    request: FastifyRequest,
    reply: FastifyReply,
    increment: boolean,
  ): Promise<void> {
    const state = await limiter(request, { increment });
    if (state.isAllowed) return;
    const isOver = increment ? state.isExceeded : state.remaining === 0;
    if (increment || isOver) {
      reply.header('ratelimit-limit', state.max);
      reply.header('ratelimit-remaining', state.remaining);
      reply.header('ratelimit-reset', state.ttlInSeconds);
    }
    if (!isOver) return;
    reply.header('retry-after', Math.max(1, state.ttlInSeconds));
    throw refuse('rate/exceeded', { limit: state.max, retryAfterSeconds: Math.max(1, state.ttlInSeconds) });
  }
}
