import { provision, type ProvisionedUrls } from '@gusu/database';
import { startPostgres, type RunningPostgres } from '@gusu/embedded-postgres';
import { serveTestIdentity, TEST_AUDIENCE, type ServedIdentity, type TestClaims } from '@gusu/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ceilings } from './ceiling/ceilings.js';
import { ServiceProcess } from './service-process.js';

const PASSWORD = 'bench';
const PASSWORDS = { owner: PASSWORD, app: PASSWORD, events: PASSWORD };
const SERVICES = ['enterprise-registry', 'loan-compensation'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** A PostgreSQL as `npm start` runs it (every acknowledged commit on disk), an identity provider, and the services on demand. */
export class Machine {
  private readonly running: ServiceProcess[] = [];

  private constructor(
    private readonly folder: string,
    private readonly postgres: RunningPostgres,
    private readonly identity: ServedIdentity,
    readonly urls: Readonly<Record<ServiceName, ProvisionedUrls>>,
    readonly ceilings: Ceilings,
  ) {}

  static async start(): Promise<Machine> {
    const folder = mkdtempSync(join(tmpdir(), 'gusu-bench-'));
    const postgres = await startPostgres({
      dataDir: join(folder, 'postgres'),
      password: PASSWORD,
      durable: true,
    });
    const made = (name: string) => provision({ adminUrl: postgres.superuserUrl, name, passwords: PASSWORDS });
    const urls = {
      'enterprise-registry': await made('enterprise_registry'),
      'loan-compensation': await made('loan_compensation'),
    };
    const ceilings = await Ceilings.prepare((await made('ceiling')).ownerUrl);
    return new Machine(folder, postgres, await serveTestIdentity(), urls, ceilings);
  }

  /** Of the superuser, on the database of a service: for what happens outside the services. */
  adminUrl(service: ServiceName): string {
    const url = new URL(this.postgres.superuserUrl);
    url.pathname = `/${service.replaceAll('-', '_')}`;
    return url.href;
  }

  async startService(
    service: ServiceName,
    events: Record<string, string> = { EVENTS: 'postgres' },
  ): Promise<ServiceProcess> {
    const logUrls = Object.fromEntries(SERVICES.map((name) => [name, this.urls[name].eventsUrl]));
    const env = {
      DATABASE_URL: this.urls[service].appUrl,
      MIGRATION_DATABASE_URL: this.urls[service].ownerUrl,
      OIDC_ISSUER: this.identity.issuer,
      OIDC_AUDIENCE: TEST_AUDIENCE,
      BANK_SECRET_KEY: PASSWORD,
      EVENT_LOG_URLS: JSON.stringify(logUrls),
      // The bench is one caller that comes more often than a person may.
      RATE_LIMIT_PER_MINUTE: '1000000000',
      LOG_LEVEL: 'warn',
      ...events,
    };
    const started = await ServiceProcess.start(service, env, join(this.folder, 'log'));
    this.running.push(started);
    return started;
  }

  /** A registry on an empty database beside the one that the other rows fill. */
  async startRegistryOfItsOwn(name: string): Promise<{ service: ServiceProcess; adminUrl: string }> {
    const urls = await provision({ adminUrl: this.postgres.superuserUrl, name, passwords: PASSWORDS });
    const service = await this.startService('enterprise-registry', {
      EVENTS: 'postgres',
      DATABASE_URL: urls.appUrl,
      MIGRATION_DATABASE_URL: urls.ownerUrl,
    });
    const url = new URL(this.postgres.superuserUrl);
    url.pathname = `/${name}`;
    return { service, adminUrl: url.href };
  }

  /** A city officer's token. */
  officer(): Promise<string> {
    return this.tokenOf({ sub: 'bench', roles: ['city-officer'] });
  }

  tokenOf(person: TestClaims): Promise<string> {
    return this.identity.sign(person);
  }

  async stop(): Promise<void> {
    for (const service of this.running.reverse()) await service.stop();
    await this.identity.close();
    await this.postgres.stop('fast');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
