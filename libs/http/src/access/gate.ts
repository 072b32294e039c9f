import { refuse } from '@gusu/contracts';
import type { Actor } from '@gusu/values';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RateLimits } from '../request/rate-limits.js';
import { mayDo } from './permissions.js';
import { type AccessRule, PUBLIC } from './permission.js';
import type { TokenVerifier } from './token-verifier.js';

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * Stands in front of every endpoint, before its body is read: who are you, how often do you come, may you do this.
 * Endpoints of the platform itself (health, metrics, documents) are named to it; any other that is neither public nor names a permission is
 * refused.
 */
export class Gate {
  constructor(
    private readonly tokens: TokenVerifier,
    private readonly limits: RateLimits,
    private readonly isOpen: (request: FastifyRequest) => boolean,
  ) {}

  async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (request.is404) return this.limits.countStranger(request, reply);
    if (this.isOpen(request)) return;
    const access = request.routeOptions.config.access;
    if (access === PUBLIC) return this.limits.countReader(request, reply);
    const actor = await this.authenticate(request, reply, access);
    request.call.actor = actor;
    await this.limits.countCaller(request, reply);
    // Fail closed: an endpoint that names no permission belongs to nobody.
    if (!access) throw refuse('permission/denied');
    if (actor && !mayDo(access.permission, actor.roles))
      throw refuse('permission/denied', { permission: access.permission });
  }

  private async authenticate(
    request: FastifyRequest,
    reply: FastifyReply,
    access: AccessRule | undefined,
  ): Promise<Actor | undefined> {
    const header = request.headers.authorization;
    if (header === undefined) {
      if (access?.authentication === 'signature') return undefined;
      await this.limits.countStranger(request, reply);
      throw refuse('authentication/missing');
    }
    const token = BEARER.exec(header)?.[1] ?? '';
    const remembered = this.tokens.remembered(token);
    if (remembered) return remembered;
    await this.limits.refuseBusyStranger(request, reply);
    try {
      return await this.tokens.verify(token);
    } catch (error) {
      await this.limits.countStranger(request, reply);
      throw error;
    }
  }
}
