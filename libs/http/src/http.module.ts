import { Database } from '@gusu/database';
import {
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type OnModuleInit,
  type Type,
} from '@nestjs/common';
import { CLOCK, type Clock, systemClock } from '@gusu/values';
import type { Logger } from 'pino';
import { Health } from './health/health.js';
import { Idempotency } from './idempotency/idempotency.js';
import { IdempotencyPurge } from './idempotency/idempotency-purge.js';
import type { ServiceSettings } from './settings.js';

/** Injection tokens of what has no class of its own: `@Inject(LOG) log: Logger`. The one of the clock is in `@gusu/values`. */
export const LOG = Symbol('Logger');
export const SETTINGS = Symbol('ServiceSettings');

/** Gives every slice of a service its database, idempotency, health, clock, log and settings. */
@Module({})
export class HttpModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly purge: IdempotencyPurge,
  ) {}

  static around(
    module: Type | DynamicModule,
    parts: { database: Database; settings: ServiceSettings; health: Health; log: Logger; clock?: Clock },
  ): DynamicModule {
    const purge = new IdempotencyPurge(
      new Idempotency(parts.database),
      parts.settings.idempotencyHours,
      parts.log,
    );
    const shared = [
      { provide: Database, useValue: parts.database },
      { provide: Health, useValue: parts.health },
      { provide: CLOCK, useValue: parts.clock ?? systemClock },
      { provide: LOG, useValue: parts.log },
      { provide: SETTINGS, useValue: parts.settings },
      { provide: IdempotencyPurge, useValue: purge },
      Idempotency,
    ];
    return { module: HttpModule, global: true, imports: [module], providers: shared, exports: shared };
  }

  onModuleInit(): void {
    this.purge.start();
  }

  /** Last of all: the modules imported here have stopped using the database by now. */
  async onApplicationShutdown(): Promise<void> {
    this.purge.stop();
    await this.database.close();
  }
}
