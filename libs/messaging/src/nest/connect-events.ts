import type { INestApplication } from '@nestjs/common';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { EventStrategy } from './event-strategy.js';
import { KeepCauseFilter } from './keep-cause.filter.js';

/** Connects an application's `@EventPattern` handlers; `startAllMicroservices()` begins to consume. */
export function connectEvents(app: INestApplication): void {
  const strategy = app.get(EventStrategy, { strict: false });
  // Initialised when it starts: before that, Nest takes no filters for it any more.
  const events = app.connectMicroservice<MicroserviceOptions>({ strategy }, { deferInitialization: true });
  events.useGlobalFilters(new KeepCauseFilter());
}
