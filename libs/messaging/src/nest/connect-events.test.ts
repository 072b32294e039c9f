import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EnterpriseChanged, type CloudEvent } from '@gusu/contracts';
import { auditMigrations, Database } from '@gusu/database';
import { createTestDatabase, type TestDatabase } from '@gusu/testing';
import { Controller, Module, type DynamicModule, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventContext } from '../consumer/event-handlers.js';
import { changed, keyOf } from '../conformance/world.js';
import { connectEvents, DeadLetters, MessagingModule, messagingMigrations, outbox } from '../index.js';

@Controller()
class Listener {
  @EventPattern(EnterpriseChanged.type)
  async take(@Payload() payload: unknown, @Ctx() context: unknown): Promise<void> {
    const event = payload as CloudEvent<{ name: string }>;
    await (context as EventContext).tx.query('select 1');
    if (event.data.name === 'bad') throw new Error('the very reason');
  }
}

@Module({})
class Provided {
  static with(database: Database): DynamicModule {
    const provider = { provide: Database, useValue: database };
    return { module: Provided, global: true, providers: [provider], exports: [provider] };
  }
}

@Module({})
class Root {}

describe('an @EventPattern handler of a Nest application', () => {
  let db: TestDatabase;
  let app: INestApplication;

  beforeAll(async () => {
    db = await createTestDatabase({ migrations: [...auditMigrations, ...messagingMigrations] });
    const transport = { events: 'postgres' as const, logUrls: { 'enterprise-registry': db.eventsUrl } };
    const root: DynamicModule = {
      module: Root,
      controllers: [Listener],
      imports: [
        Provided.with(db.database),
        MessagingModule.forRoot({ service: 'enterprise-registry', transport }),
      ],
    };
    app = await NestFactory.create(root, new FastifyAdapter(), { logger: false });
    connectEvents(app);
    await app.startAllMicroservices();
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    await db.drop();
  });

  it('gets its events, and a failure keeps its cause', async () => {
    await db.database.transaction(async (tx) =>
      outbox.append(tx, changed(keyOf(1), 'good'), changed(keyOf(2), 'bad')),
    );
    const letters = app.get(DeadLetters, { strict: false });
    for (let tries = 0; tries < 200 && (await letters.list()).length === 0; tries += 1) await sleep(50);
    expect(await letters.list()).toMatchObject([{ key: keyOf(2), cause: 'HANDLER' }]);
    expect((await letters.list())[0]?.error).toContain('the very reason');
  });
});
