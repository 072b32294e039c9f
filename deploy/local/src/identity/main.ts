// The local identity provider: OpenID Connect for one machine. A deployment sets OIDC_ISSUER to its own.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { JWK } from 'jose';
import { Provider } from 'oidc-provider';
import { exitWithParent } from '../exit-with-parent.js';
import { ACCOUNTS, claimsOf } from './accounts.js';

interface Secrets {
  accounts: Record<string, string>;
  signingKey: JWK;
  cookieKey: string;
}

const AUDIENCE = 'gusu';
const HOUR_SECONDS = 3_600;
const MOUNT = '/identity';

const issuer = process.env.ISSUER ?? '';
const secrets = JSON.parse(readFileSync(process.env.SECRETS_FILE ?? '', 'utf8')) as Secrets;
const byName = new Map(ACCOUNTS.map((account) => [account.account, account]));

const provider = new Provider(issuer, {
  clients: ACCOUNTS.map(({ account }) => ({
    client_id: account,
    client_secret: secrets.accounts[account] ?? '',
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    // The one key of this provider is an elliptic one.
    id_token_signed_response_alg: 'ES256' as const,
    token_endpoint_auth_method: 'client_secret_post',
  })),
  jwks: { keys: [secrets.signingKey] } as never,
  cookies: { keys: [secrets.cookieKey] },
  ttl: { ClientCredentials: HOUR_SECONDS },
  extraTokenClaims: (_context, token) => {
    const account = byName.get(token.clientId ?? '');
    return account ? claimsOf(account) : undefined;
  },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => `urn:${AUDIENCE}`,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: '',
        audience: AUDIENCE,
        accessTokenTTL: HOUR_SECONDS,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
});
provider.proxy = true;

const answer = provider.callback();
const server = createServer((request, response) => {
  const url = request.url ?? '/';
  if (!url.startsWith(`${MOUNT}/`)) {
    response.writeHead(404).end();
    return;
  }
  // The provider finds its mount point by comparing the two.
  Object.assign(request, { originalUrl: url, url: url.slice(MOUNT.length) });
  void answer(request, response);
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log(`identity ${issuer}`));
exitWithParent(() => server.close(() => process.exit(0)));
