import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EnterpriseChanged } from '@gusu/contracts';
import { auditMigrations } from '@gusu/database';
import { idempotencyMigrations } from '@gusu/http';
import { EventRelay, MessagingModule, messagingMigrations, type TransportSettings } from '@gusu/messaging';
import { createTestDatabase, TEST_ISSUER, type TestDatabase } from '@gusu/testing';
import { Controller, Module, type DynamicModule } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService, type ServicePlan } from './index.js';

@Controller()
class Listener {
  @EventPattern(EnterpriseChanged.type)
  take(@Payload() _event: unknown): void {}
}

@Module({ controllers: [Listener] })
class Slices {}

@Module({})
class Root {
  static with(transport: TransportSettings): DynamicModule {
    return { module: Root, imports: [MessagingModule.forRoot({ service: 'third', transport }), Slices] };
  }
}

const plan: ServicePlan = {
  service: 'third',
  title: { zh: '第三个服务', en: 'A third service' },
  migrations: [...auditMigrations, ...messagingMigrations, ...idempotencyMigrations],
  modules: (transport) => Root.with(transport),
};

describe('a service made from its plan and its environment', () => {
  let db: TestDatabase;
  let app: NestFastifyApplication;
  let base: string;

  beforeAll(async () => {
    db = await createTestDatabase();
    app = await createService(plan, {
      DATABASE_URL: db.appUrl,
      MIGRATION_DATABASE_URL: db.ownerUrl,
      EVENT_LOG_URLS: JSON.stringify({ 'enterprise-registry': db.eventsUrl }),
      OIDC_ISSUER: TEST_ISSUER,
      LOG_LEVEL: 'fatal',
    });
    await app.startAllMicroservices();
    await app.listen(0, '127.0.0.1');
    base = await app.getUrl();
  });
  afterAll(async () => {
    await app.close();
    await db.drop();
  });

  const dependencies = async () => {
    const answer = await fetch(`${base}/health/ready`);
    const body = (await answer.json()) as { dependencies: { name: string; up: boolean; detail?: string }[] };
    return new Map(body.dependencies.map((one) => [one.name, one]));
  };

  it('has made its tables before it serves', async () => {
    expect(await db.database.query('select from outbox')).toEqual([]);
  });

  it('tells of every background part by name and since when', async () => {
    const found = await dependencies();
    expect([...found.keys()].sort()).toEqual([
      'consumer enterprise-registry.enterprise',
      'postgres',
      'sequencer',
      'token-issuer',
    ]);
    expect(found.get('sequencer')).toMatchObject({ up: true, since: expect.stringMatching(/^\d{4}-.*Z$/) });
  });

  it('names the part that fails and why, but not where', async () => {
    const relay = app.get(EventRelay, { strict: false });
    const wasHealthy = relay.health.bind(relay);
    const since = new Date('2021-06-01T00:00:00Z');
    const detail = 'connect ECONNREFUSED 127.0.0.1:5432 for postgres://app:secret@db/x';
    relay.health = () => [{ name: 'publisher', up: false, since, detail }];
    expect((await dependencies()).get('publisher')).toEqual({
      name: 'publisher',
      up: false,
      since: since.toISOString(),
      detail: 'connect ECONNREFUSED [address] for [address]',
    });
    relay.health = wasHealthy;
  });

  it('serves the counters of its event system beside those of its requests', async () => {
    const text = await (await fetch(`${base}/metrics`)).text();
    expect(text).toMatch(/^# TYPE gusu_events_applied_total counter$/m);
    expect(text).toMatch(/^# TYPE http_request_duration_seconds histogram$/m);
    expect(text).toMatch(/^process_cpu_seconds_total\{service="third"\} [\d.]+$/m);
  });

  it('says every missing setting before it touches a database', async () => {
    await expect(createService(plan, { PORT: 'x' })).rejects.toThrow(/PORT.*DATABASE_URL.*OIDC_ISSUER/);
  });
});
