import { provision, type ProvisionedUrls } from '@gusu/database';
import { startPostgres } from '@gusu/embedded-postgres';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { announce } from './announce.js';
import { startChild } from './child.js';
import { fillDemo } from './demo/demo.js';
import { KeptRunning, type Running } from './kept-running.js';
import type { Options } from './options.js';
import { refuseTakenPort } from './port.js';
import { processesOf, SERVICES } from './processes.js';
import { readSecrets, type Secrets } from './secrets.js';

const READY_MILLIS = 90_000;
const LOOK_MILLIS = 50;

/** Everything that runs: started in order, kept running, stopped in the reverse order. */
export class System {
  private readonly running: { stop(): Promise<void> }[] = [];
  private readonly halt = new AbortController();
  private starting: Promise<void> | undefined;

  constructor(private readonly options: Options) {}

  get base(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }

  /** @throws Error in words for a person; an AbortError when it was stopped meanwhile */
  start(): Promise<void> {
    this.starting = this.bringUp();
    return this.starting;
  }

  async stop(): Promise<void> {
    this.halt.abort();
    // What is just being started must be there before it can be stopped.
    await this.starting?.catch(() => undefined);
    for (const part of this.running.reverse()) await part.stop();
  }

  private async bringUp(): Promise<void> {
    const { dataDir, port, withDemo } = this.options;
    const { DATABASE_URL: ownDatabase, OIDC_ISSUER: issuer } = process.env;
    await refuseTakenPort(port);
    mkdirSync(join(dataDir, 'log'), { recursive: true });
    const secrets = await readSecrets(dataDir);
    const adminUrl = ownDatabase ?? (await this.postgres(secrets));
    const coming = [this.databases(adminUrl, secrets), this.kafka()] as const;
    // Both are waited for, also when one fails: what came up must be there to be stopped.
    await Promise.allSettled(coming);
    const [databases, kafka] = await Promise.all(coming);
    this.halt.signal.throwIfAborted();
    const { base } = this;
    const { children, addresses } = await processesOf({
      base,
      port,
      dataDir,
      databases,
      secrets,
      kafka,
      issuer,
    });
    const started = await Promise.all(
      children.map((child) => KeptRunning.start(child.name, async () => startChild(child))),
    );
    this.running.push({
      stop: async () => void (await Promise.all(started.map((child) => child.stop()))),
    });
    await this.untilReady();
    // Demo data comes in through our own accounts, which another identity provider does not know.
    if (withDemo && issuer === undefined) await this.demo(secrets);
    announce(base, Object.keys(addresses), issuer === undefined ? secrets.accounts : undefined);
  }

  /** Keeps a server running on the port it first got, because everybody else was told of that one. */
  private async keep<Server extends Running>(
    name: string,
    launch: (earlier: Server | undefined) => Promise<Server>,
  ): Promise<Server> {
    this.halt.signal.throwIfAborted();
    const kept = await KeptRunning.start(name, launch);
    this.running.push(kept);
    this.halt.signal.throwIfAborted();
    return kept.current;
  }

  private async postgres({ postgresPassword: password }: Secrets): Promise<string> {
    const dataDir = join(this.options.dataDir, 'postgres');
    const { superuserUrl } = await this.keep(
      'postgres',
      (earlier?: Awaited<ReturnType<typeof startPostgres>>) =>
        startPostgres({ dataDir, password, durable: true, port: earlier?.port }),
    );
    return superuserUrl;
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

  private async kafka(): Promise<string | undefined> {
    const { kafka, dataDir } = this.options;
    if (kafka !== 'local') return kafka;
    const place = new URL('../../kafka/dist/main.js', import.meta.url).href;
    const { kafkaAvailability, startKafka } = (await import(place)) as KafkaLauncher;
    const { available, reason } = await kafkaAvailability();
    if (!available) throw new Error(`--kafka local: ${reason}`);
    const { brokers } = await this.keep('kafka', (earlier?: Broker) =>
      startKafka({ dataDir: join(dataDir, 'kafka'), port: earlier?.port }),
    );
    return brokers;
  }

  private async untilReady(): Promise<void> {
    const { signal } = this.halt;
    const deadline = Date.now() + READY_MILLIS;
    for (;;) {
      const state = await stateOf(this.base, signal);
      if (state === 'ready') return;
      if (Date.now() > deadline)
        throw new Error(
          `not ready after ${READY_MILLIS / 1000} s: ${state}; see ${join(this.options.dataDir, 'log')}`,
        );
      await sleep(LOOK_MILLIS, undefined, { signal });
    }
  }

  private async demo(secrets: Secrets): Promise<void> {
    const done = join(this.options.dataDir, 'demo.json');
    if (existsSync(done)) return;
    const filled = await fillDemo(this.base, secrets.accounts, this.halt.signal);
    writeFileSync(done, JSON.stringify(filled, null, 2), { mode: 0o600 });
  }
}

async function stateOf(base: string, signal: AbortSignal): Promise<string> {
  try {
    const answer = await fetch(`${base}/health`, { signal });
    return answer.ok ? 'ready' : await answer.text();
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}

interface Broker extends Running {
  brokers: string;
  port: number;
}

interface KafkaLauncher {
  kafkaAvailability(): Promise<{ available: boolean; reason?: string }>;
  startKafka(options: { dataDir: string; port?: number }): Promise<Broker>;
}
