import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { join } from 'node:path';
import { ACCOUNTS } from './identity/accounts.js';

/** Everything secret on this machine, made once and kept in the data folder for its owner alone. */
export interface Secrets {
  postgresPassword: string;
  databasePassword: string;
  bankSecretKey: string;
  cookieKey: string;
  accounts: Record<string, string>;
  signingKey: JWK;
}

const secret = () => randomBytes(18).toString('base64url');

export const secretsFile = (dataDir: string): string => join(dataDir, 'secrets.json');

export async function readSecrets(dataDir: string): Promise<Secrets> {
  const file = secretsFile(dataDir);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const secrets: Secrets = {
    postgresPassword: secret(),
    databasePassword: secret(),
    bankSecretKey: secret(),
    cookieKey: secret(),
    accounts: Object.fromEntries(ACCOUNTS.map(({ account }) => [account, secret()])),
    signingKey: { ...(await exportJWK(privateKey)), kid: secret(), use: 'sig', alg: 'ES256' },
  };
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  const listed = ACCOUNTS.map(({ account, role }) => ({ account, secret: secrets.accounts[account], role }));
  writeFileSync(join(dataDir, 'accounts.json'), JSON.stringify(listed, null, 2), { mode: 0o600 });
  return secrets;
}
