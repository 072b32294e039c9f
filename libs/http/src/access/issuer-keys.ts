import { createRemoteJWKSet, type JWTVerifyGetKey, type RemoteJWKSet } from 'jose';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** The issuer's keys cannot be fetched: nobody's token can be judged, which is not the caller's fault. */
export class IssuerUnavailable extends Error {
  constructor(cause: unknown) {
    super('the keys of the token issuer cannot be fetched', { cause });
    this.name = 'IssuerUnavailable';
  }
}

export interface IssuerKeysOptions {
  issuer: string;
  jwksUri?: string;
  /** Told about every success and failure of a fetch. */
  onAvailability?: (isUp: boolean, detail?: string) => void;
}

const FETCH_MILLIS = 5_000;
const COOL_DOWN_MILLIS = 10_000;
const MAX_AGE_MILLIS = 600_000;
const DISCOVERY_COOL_DOWN_MILLIS = 1_000;
const FIRST_PAUSE_MILLIS = 500;
const LAST_PAUSE_MILLIS = 10_000;
const KEY_MISTAKES = new Set(['ERR_JWKS_NO_MATCHING_KEY', 'ERR_JWKS_MULTIPLE_MATCHING_KEYS']);

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * The issuer's public keys, found through its discovery document. Keys are kept for ten minutes; an unknown key id asks the issuer
 * again, but not more often than every ten seconds, so that made-up key ids do not become a flood at its door.
 */
export class IssuerKeys {
  private keys: RemoteJWKSet | undefined;
  private lastFailure: { at: number; error: IssuerUnavailable } | undefined;
  private discovering: Promise<RemoteJWKSet> | undefined;

  constructor(private readonly options: IssuerKeysOptions) {}

  readonly get: JWTVerifyGetKey = async (header, token) => {
    const keys = await this.found();
    try {
      const key = await keys(header, token);
      this.options.onAvailability?.(true);
      return key;
    } catch (error) {
      if (KEY_MISTAKES.has((error as { code?: string }).code ?? '')) throw error;
      throw this.failed(error);
    }
  };

  /** Fetches the keys before the first caller needs them. */
  async warm(): Promise<void> {
    const keys = await this.found();
    try {
      if (!keys.fresh) await keys.reload();
      this.options.onAvailability?.(true);
    } catch (error) {
      throw this.failed(error);
    }
  }

  /** Fetches the keys, again and again with growing pauses until it succeeds. */
  async keepTrying(): Promise<void> {
    for (let pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(pause * 2, LAST_PAUSE_MILLIS)) {
      const isReached = await this.warm().then(
        () => true,
        () => false,
      );
      if (isReached) return;
      await sleep(pause, undefined, { ref: false });
    }
  }

  private found(): Promise<RemoteJWKSet> {
    if (this.keys) return Promise.resolve(this.keys);
    if (this.lastFailure && Date.now() - this.lastFailure.at < DISCOVERY_COOL_DOWN_MILLIS)
      return Promise.reject(this.lastFailure.error);
    this.discovering ??= this.discover().finally(() => (this.discovering = undefined));
    return this.discovering;
  }

  private async discover(): Promise<RemoteJWKSet> {
    try {
      const uri = this.options.jwksUri ?? (await this.jwksUri());
      this.keys = createRemoteJWKSet(new URL(uri), {
        timeoutDuration: FETCH_MILLIS,
        cooldownDuration: COOL_DOWN_MILLIS,
        cacheMaxAge: MAX_AGE_MILLIS,
      });
      return this.keys;
    } catch (error) {
      const unavailable = this.failed(error);
      this.lastFailure = { at: Date.now(), error: unavailable };
      throw unavailable;
    }
  }

  private async jwksUri(): Promise<string> {
    const base = this.options.issuer.replace(/\/$/, '');
    const answer = await fetch(`${base}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(FETCH_MILLIS),
      redirect: 'error',
    });
    if (!answer.ok) throw new Error(`discovery answered ${answer.status}`);
    const document = discovery.parse(await answer.json());
    if (document.issuer !== this.options.issuer)
      throw new Error(`discovery names another issuer: ${document.issuer}`);
    return document.jwks_uri;
  }

  private failed(error: unknown): IssuerUnavailable {
    const unavailable = error instanceof IssuerUnavailable ? error : new IssuerUnavailable(error);
    this.options.onAvailability?.(false, unavailable.message);
    return unavailable;
  }
}
