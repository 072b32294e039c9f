import type { INestApplication } from '@nestjs/common';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { EventStrategy } from './event-strategy.js';
import { KeepCauseFilter } from './keep-cause.filter.js';

/** Connects an application's `@EventPattern` handlers; `startAllMicroservices()` begins to consume. */
export function connectEvents(app: INestApplication): void {
  const events = app.connectMicroservice<MicroserviceOptions>({ strategy: app.get(EventStrategy) });
  events.useGlobalFilters(new KeepCauseFilter());
}
