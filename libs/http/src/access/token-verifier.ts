import { refuse } from '@gusu/contracts';
import { systemClock, type Actor, type Clock } from '@gusu/values';
import { jwtVerify, type JWTVerifyGetKey } from 'jose';
import { createHash } from 'node:crypto';
import { actorOf } from './claims.js';
import { IssuerUnavailable } from './issuer-keys.js';

export interface TokenVerifierOptions {
  issuer: string;
  audience: string;
  keys: JWTVerifyGetKey;
  clock?: Clock;
  /** How many verified tokens are remembered. */
  remembered?: number;
}

// Fixed here and asymmetric only: what a token's header asks for can only be refused by it, never widened.
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
const LONGEST_TOKEN = 8_192;
const REMEMBERED = 10_000;
/** So that a key withdrawn by the issuer stops working within minutes although its tokens live longer. */
const REMEMBER_MILLIS = 300_000;

interface Verified {
  actor: Actor;
  until: number;
}

/**
 * Decides whether an access token is genuine and meant for us. A verified token is remembered by its hash until it expires, because
 * a bank posts thousands of messages under one token and a signature costs more than the rest of the request.
 */
export class TokenVerifier {
  private readonly verified = new Map<string, Verified>();
  private readonly clock: Clock;

  constructor(private readonly options: TokenVerifierOptions) {
    this.clock = options.clock ?? systemClock;
  }

  /** The actor of a token verified before and still in force. */
  remembered(token: string): Actor | undefined {
    const hash = hashOf(token);
    const found = this.verified.get(hash);
    if (!found) return undefined;
    if (found.until > this.clock.now().getTime()) return found.actor;
    this.verified.delete(hash);
    return undefined;
  }

  /**
   * @throws Refusal `authentication/invalid`, always the same whatever is wrong with the token
   * @throws Refusal `service/unavailable` when the issuer's keys cannot be had
   */
  async verify(token: string): Promise<Actor> {
    if (token.length > LONGEST_TOKEN) throw refuse('authentication/invalid');
    const now = this.clock.now();
    try {
      const { payload } = await jwtVerify(token, this.options.keys, {
        algorithms: ALGORITHMS,
        issuer: this.options.issuer,
        audience: this.options.audience,
        requiredClaims: ['exp', 'sub'],
        currentDate: now,
      });
      const actor = actorOf(payload);
      if (!actor || payload.exp === undefined) throw refuse('authentication/invalid');
      this.remember(token, actor, Math.min(payload.exp * 1_000, now.getTime() + REMEMBER_MILLIS));
      return actor;
    } catch (error) {
      throw error instanceof IssuerUnavailable
        ? Object.assign(refuse('service/unavailable'), { cause: error })
        : Object.assign(refuse('authentication/invalid'), { cause: error });
    }
  }

  private remember(token: string, actor: Actor, until: number): void {
    // The oldest goes first; a Map keeps the order of insertion.
    if (this.verified.size >= (this.options.remembered ?? REMEMBERED)) {
      const oldest = this.verified.keys().next();
      if (!oldest.done) this.verified.delete(oldest.value);
    }
    this.verified.set(hashOf(token), { actor, until });
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
