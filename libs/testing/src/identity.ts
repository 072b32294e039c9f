import type { Role } from '@gusu/values';
import {
  createLocalJWKSet,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWTHeaderParameters,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whom a test token is for, in the words of an access token. */
export interface TestClaims {
  sub: string;
  roles: readonly Role[];
  enterprise?: string;
  bank?: string;
  district?: string;
  department?: string;
}

interface SignOptions {
  issuer?: string;
  audience?: string;
  /** Seconds from now; negative for a token that is over. */
  expiresIn?: number;
  /** Instead of the identity's own key. */
  key?: CryptoKey | Uint8Array;
  header?: Partial<JWTHeaderParameters>;
  /** Claims that replace or, when undefined, remove what would be there. */
  payload?: JWTPayload;
}

export const TEST_ISSUER = 'https://identity.test';
export const TEST_AUDIENCE = 'gusu';
const KEY_ID = 'test-1';
const ALGORITHM = 'ES256';
const HOUR = 3_600;

interface KeyPair {
  publicKey: CryptoKey;
  privateKey: CryptoKey;
}

let pair: Promise<KeyPair> | undefined;
const keyPair = (): Promise<KeyPair> => (pair ??= generateKeyPair(ALGORITHM, { extractable: true }));

async function keySet() {
  const { publicKey } = await keyPair();
  return { keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: ALGORITHM, use: 'sig' }] };
}

/** The keys of the test identity, for a service that is given them instead of asking an issuer. */
export const testKeys: JWTVerifyGetKey = async (header, token) =>
  createLocalJWKSet(await keySet())(header, token);

/** A good access token for these claims; every option makes it a worse one. */
export async function signTestToken(claims: TestClaims, options: SignOptions = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const payload: JWTPayload = {
    ...claims,
    roles: [...claims.roles],
    iss: options.issuer ?? TEST_ISSUER,
    aud: options.audience ?? TEST_AUDIENCE,
    iat: now,
    exp: now + (options.expiresIn ?? HOUR),
    ...options.payload,
  };
  return new SignJWT(payload)
    .setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID, typ: 'at+jwt', ...options.header })
    .sign(options.key ?? (await keyPair()).privateKey);
}

/** Tokens that look like these claims and must open nothing, by what is wrong with them. */
export async function badTestTokens(
  claims: TestClaims,
  issuer = TEST_ISSUER,
): Promise<Record<string, string>> {
  const sign = (options: SignOptions = {}) => signTestToken(claims, { issuer, ...options });
  const stranger = await generateKeyPair(ALGORITHM, { extractable: true });
  const publicPem = new TextEncoder().encode(await exportSPKI((await keyPair()).publicKey));
  const good = await sign();
  const [head = '', , signature = ''] = good.split('.');
  const promoted = Buffer.from(JSON.stringify({ ...claims, roles: ['city-lead'], iss: issuer })).toString(
    'base64url',
  );
  return {
    'alg none': new UnsecuredJWT({ ...claims, roles: [...claims.roles] })
      .setIssuer(issuer)
      .setAudience(TEST_AUDIENCE)
      .setExpirationTime('1h')
      .encode(),
    'an HMAC with our public key': await sign({ header: { alg: 'HS256' }, key: publicPem }),
    'a foreign key id': await sign({ header: { kid: 'foreign' }, key: stranger.privateKey }),
    'a foreign key under our key id': await sign({ key: stranger.privateKey }),
    'a key of its own in jwk': await sign({
      header: { jwk: await exportJWK(stranger.publicKey) },
      key: stranger.privateKey,
    }),
    'a key of its own at jku': await sign({
      header: { jku: 'http://127.0.0.1:1/keys', kid: 'foreign' },
      key: stranger.privateKey,
    }),
    'a key of its own at x5u': await sign({
      header: { x5u: 'http://127.0.0.1:1/certificate', kid: 'foreign' },
      key: stranger.privateKey,
    }),
    'a time that is over': await sign({ expiresIn: -1 }),
    'a time to come': await sign({ payload: { nbf: Math.floor(Date.now() / 1_000) + HOUR } }),
    'no time at all': await sign({ payload: { exp: undefined } }),
    'another audience': await sign({ audience: 'another-service' }),
    'another issuer': await sign({ issuer: 'https://elsewhere.test' }),
    'no subject': await sign({ payload: { sub: undefined } }),
    'roles that are no list': await sign({ payload: { roles: 'city-lead' } }),
    'a scoped role without its scope': await sign({
      payload: { roles: ['district-clerk'], district: undefined },
    }),
    'another content under a good signature': `${head}.${promoted}.${signature}`,
    'no signature': good.slice(0, good.lastIndexOf('.') + 1),
    'no dots': 'garbage',
    'a hundred kilobytes': await sign({ payload: { padding: 'x'.repeat(75_000) } }),
  };
}

export interface ServedIdentity {
  issuer: string;
  /** How often its keys were asked for. */
  keyRequests(): number;
  sign(claims: TestClaims, options?: SignOptions): Promise<string>;
  close(): Promise<void>;
}

/** The test identity as an issuer on loopback, with its discovery document and its keys. */
export async function serveTestIdentity(port = 0): Promise<ServedIdentity> {
  let keyRequests = 0;
  const keys = JSON.stringify(await keySet());
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/.well-known/openid-configuration')
      response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/jwks` }));
    else if (request.url === '/jwks') {
      keyRequests += 1;
      response.end(keys);
    } else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    keyRequests: () => keyRequests,
    sign: (claims, options) => signTestToken(claims, { issuer, ...options }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
