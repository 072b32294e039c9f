import { provision, type ProvisionedUrls } from '@gusu/database';
import { freePort, isListening, startPostgres } from '@gusu/embedded-postgres';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from './child.js';
import { fillDemo } from './demo/demo.js';
import { ACCOUNTS } from './identity/accounts.js';
import type { Options } from './options.js';
import { readSecrets, secretsFile, type Secrets } from './secrets.js';

const SERVICES = ['enterprise-registry', 'loan-compensation'] as const;
const READY_MILLIS = 90_000;
const ROOT = join(import.meta.dirname, '..', '..', '..');

type Stop = () => Promise<void>;

/** Everything that runs, started in order and stopped in the reverse. */
export class System {
  private readonly stops: Stop[] = [];
  private isStopping = false;

  constructor(private readonly options: Options) {}

  get base(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }

  async start(): Promise<void> {
    const { dataDir, port } = this.options;
    if (await isListening(port)) throw new Error(`port ${port} is in use; choose another with --port`);
    mkdirSync(join(dataDir, 'log'), { recursive: true });
    const secrets = await readSecrets(dataDir);
    const adminUrl = process.env.DATABASE_URL ?? (await this.embeddedPostgres(secrets));
    const [urls, kafka] = await Promise.all([this.databases(adminUrl, secrets), this.broker()]);
    const addresses = await this.processes(urls, kafka, secrets);
    await this.untilReady();
    // Demo data comes in through our own accounts, which another identity provider does not know.
    if (this.options.withDemo && process.env.OIDC_ISSUER === undefined) await this.demo(secrets);
    this.announce(addresses, secrets);
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    for (const stop of this.stops.reverse()) await stop();
  }

  private async embeddedPostgres(secrets: Secrets): Promise<string> {
    const dataDir = join(this.options.dataDir, 'postgres');
    const server = await startPostgres({ dataDir, password: secrets.postgresPassword, durable: true });
    this.stops.push(() => server.stop('fast'));
    return server.superuserUrl;
  }

  private async databases(
    adminUrl: string,
    { databasePassword }: Secrets,
  ): Promise<Map<string, ProvisionedUrls>> {
    const passwords = { owner: databasePassword, app: databasePassword, events: databasePassword };
    const urls = new Map<string, ProvisionedUrls>();
    for (const service of SERVICES)
      urls.set(service, await provision({ adminUrl, name: service.replaceAll('-', '_'), passwords }));
    return urls;
  }

  private async broker(): Promise<string | undefined> {
    const { kafka, dataDir } = this.options;
    if (kafka !== 'local') return kafka;
    const place = new URL('../../kafka/dist/main.js', import.meta.url).href;
    const { kafkaAvailability, startKafka } = (await import(place)) as KafkaLauncher;
    const { available, reason } = await kafkaAvailability();
    if (!available) throw new Error(`--kafka local: ${reason}`);
    const broker = await startKafka({ dataDir: join(dataDir, 'kafka') });
    this.stops.push(broker.stop);
    return broker.brokers;
  }

  private async processes(
    urls: Map<string, ProvisionedUrls>,
    kafka: string | undefined,
    secrets: Secrets,
  ): Promise<Record<string, string>> {
    const issuer = process.env.OIDC_ISSUER ?? `${this.base}/identity`;
    const identityPort = await freePort();
    const logUrls = Object.fromEntries([...urls].map(([service, { eventsUrl }]) => [service, eventsUrl]));
    const children: Child[] = [];
    const addresses: Record<string, string> = {};
    for (const [service, { appUrl, ownerUrl }] of urls) {
      const port = await freePort();
      addresses[service] = `http://127.0.0.1:${port}`;
      const env = {
        PORT: `${port}`,
        DATABASE_URL: appUrl,
        MIGRATION_DATABASE_URL: ownerUrl,
        OIDC_ISSUER: issuer,
        BANK_SECRET_KEY: secrets.bankSecretKey,
        EVENTS: kafka === undefined ? 'postgres' : 'kafka',
        KAFKA_BROKERS: kafka ?? '',
        EVENT_LOG_URLS: JSON.stringify(logUrls),
        LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
      };
      children.push(this.child(service, join(ROOT, 'apps', service, 'dist', 'main.js'), env));
    }
    const isLocal = process.env.OIDC_ISSUER === undefined;
    if (isLocal) {
      const env = {
        PORT: `${identityPort}`,
        ISSUER: issuer,
        SECRETS_FILE: secretsFile(this.options.dataDir),
      };
      children.push(this.child('identity', join(import.meta.dirname, 'identity', 'main.js'), env));
    }
    const gateway = {
      PORT: `${this.options.port}`,
      SERVICES: JSON.stringify(addresses),
      ...(isLocal ? { IDENTITY_URL: `http://127.0.0.1:${identityPort}` } : {}),
    };
    children.push(this.child('gateway', join(ROOT, 'apps', 'gateway', 'dist', 'main.js'), gateway));
    this.stops.push(async () => void (await Promise.all(children.map((child) => child.stop()))));
    children.forEach((child) => child.start());
    return addresses;
  }

  private child(name: string, main: string, env: Record<string, string>): Child {
    return new Child({ name, main, env, logDir: join(this.options.dataDir, 'log') });
  }

  private async untilReady(): Promise<void> {
    const deadline = Date.now() + READY_MILLIS;
    let last: string;
    while (!this.isStopping) {
      try {
        const answer = await fetch(`${this.base}/health`);
        if (answer.ok) return;
        last = await answer.text();
      } catch (error) {
        last = error instanceof Error ? error.message : String(error);
      }
      if (Date.now() > deadline)
        throw new Error(
          `not ready after ${READY_MILLIS / 1000} s: ${last}; see ${join(this.options.dataDir, 'log')}`,
        );
      await sleep(50);
    }
  }

  private async demo(secrets: Secrets): Promise<void> {
    const done = join(this.options.dataDir, 'demo.json');
    if (existsSync(done) || this.isStopping) return;
    const filled = await fillDemo(this.base, secrets.accounts);
    writeFileSync(done, JSON.stringify(filled, null, 2), { mode: 0o600 });
  }

  private announce(addresses: Record<string, string>, secrets: Secrets): void {
    if (this.isStopping) return;
    console.log('\naddress');
    console.log(`  ${`${this.base}/docs`.padEnd(40)} Swagger of all services`);
    for (const service of Object.keys(addresses)) console.log(`  ${this.base}/api/${service}/v1`);
    if (process.env.OIDC_ISSUER === undefined) {
      console.log('\naccount  secret  role');
      for (const { account, role } of ACCOUNTS)
        console.log(`${account}  ${secrets.accounts[account]}  ${role}`);
    }
    console.log(`\nready ${this.base}`);
  }
}

interface KafkaLauncher {
  kafkaAvailability(): Promise<{ available: boolean; reason?: string }>;
  startKafka(options: { dataDir: string }): Promise<{ brokers: string; stop: Stop }>;
}
