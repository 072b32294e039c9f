import { refuse } from '@gusu/contracts';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { callerOf, type Caller as CallingActor } from '../request/call.js';

/**
 * The actor of the request: `@Caller() actor: Actor`. Where an endpoint authenticates by itself nobody may have been named
 * yet: `@Caller({ optional: true }) actor?: Actor`.
 */
export const Caller = createParamDecorator(
  (options: { optional?: boolean } | undefined, context: ExecutionContext): CallingActor | undefined => {
    const caller = callerOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (!caller && !options?.optional) throw refuse('authentication/missing');
    return caller;
  },
);

/** The bytes of the request's body as they came: `@BodyBytes() bytes: Buffer`. Empty when there was none. */
export const BodyBytes = createParamDecorator(
  (_: unknown, context: ExecutionContext): Buffer =>
    context.switchToHttp().getRequest<FastifyRequest>().call.bytes ?? Buffer.alloc(0),
);

/** The trace of the request: `@RequestTrace() trace: Trace`. */
export const RequestTrace = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().call.trace,
);
