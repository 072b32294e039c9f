import type { ProvisionedUrls } from '@gusu/database';
import { freePort } from '@gusu/embedded-postgres';
import { join } from 'node:path';
import type { ChildOptions } from './child.js';
import { secretsFile, type Secrets } from './secrets.js';

export const SERVICES = ['enterprise-registry', 'loan-compensation'] as const;
const ROOT = join(import.meta.dirname, '..', '..', '..');

/** What the processes are told: where everything is, and the secrets between them. */
export interface Surroundings {
  base: string;
  port: number;
  dataDir: string;
  databases: ReadonlyMap<string, ProvisionedUrls>;
  secrets: Secrets;
  /** HOST:PORT, where events travel over a broker. */
  kafka?: string;
  /** An identity provider of somebody else's; ours is started where there is none. */
  issuer?: string;
}

/** Every Node process of the system, and the address of each service. */
export async function processesOf(
  surroundings: Surroundings,
): Promise<{ children: ChildOptions[]; addresses: Record<string, string> }> {
  const { base, port, dataDir, databases, issuer } = surroundings;
  const logDir = join(dataDir, 'log');
  const children: ChildOptions[] = [];
  const addresses: Record<string, string> = {};
  for (const service of databases.keys()) {
    const servicePort = await freePort();
    addresses[service] = `http://127.0.0.1:${servicePort}`;
    const env = serviceEnvironment(service, servicePort, surroundings);
    children.push({ name: service, main: appOf(service), env, logDir });
  }
  const gateway: Record<string, string> = { PORT: `${port}`, SERVICES: JSON.stringify(addresses) };
  if (issuer === undefined) {
    const identityPort = await freePort();
    gateway.IDENTITY_URL = `http://127.0.0.1:${identityPort}`;
    const main = join(import.meta.dirname, 'identity', 'main.js');
    const env = { PORT: `${identityPort}`, ISSUER: issuerOf(base), SECRETS_FILE: secretsFile(dataDir) };
    children.push({ name: 'identity', main, env, logDir });
  }
  children.push({ name: 'gateway', main: appOf('gateway'), env: gateway, logDir });
  return { children, addresses };
}

function serviceEnvironment(
  service: string,
  port: number,
  { base, databases, secrets, kafka, issuer }: Surroundings,
): Record<string, string> {
  const urls = databases.get(service);
  const logUrls = Object.fromEntries([...databases].map(([name, { eventsUrl }]) => [name, eventsUrl]));
  return {
    PORT: `${port}`,
    DATABASE_URL: urls?.appUrl ?? '',
    MIGRATION_DATABASE_URL: urls?.ownerUrl ?? '',
    OIDC_ISSUER: issuer ?? issuerOf(base),
    BANK_SECRET_KEY: secrets.bankSecretKey,
    EVENTS: kafka === undefined ? 'postgres' : 'kafka',
    KAFKA_BROKERS: kafka ?? '',
    EVENT_LOG_URLS: JSON.stringify(logUrls),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
  };
}

const issuerOf = (base: string) => `${base}/identity`;
const appOf = (name: string) => join(ROOT, 'apps', name, 'dist', 'main.js');
