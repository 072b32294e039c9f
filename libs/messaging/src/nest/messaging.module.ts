import { Database } from '@gusu/database';
import {
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { ConsumerOffsets } from '../consumer/consumer-offsets.js';
import { EventHandlers } from '../consumer/event-handlers.js';
import { PageApplier } from '../consumer/page-applier.js';
import { ReadModels } from '../consumer/read-models.js';
import { DeadLetters } from '../dead-letter/dead-letters.js';
import { Sequencer } from '../sequencer/sequencer.js';
import type { WorkerStatus } from '../status.js';
import type { EventTransport, Subscription } from '../transport.js';
import { EventStrategy } from './event-strategy.js';
import { createTransport, type TransportSettings } from './transport-choice.js';

export interface MessagingOptions {
  /** The service's name; its consumer group has the same. */
  service: string;
  transport: TransportSettings;
}

/** Runs what a service needs to announce: its sequencer and, with Kafka, the publisher. */
export class EventRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  private publisher: Subscription | undefined;

  constructor(
    private readonly sequencer: Sequencer,
    private readonly transport: EventTransport,
    private readonly strategy: EventStrategy,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.sequencer.start();
    this.publisher = this.transport.publisher?.();
    await this.publisher?.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sequencer.stop();
    await this.publisher?.stop();
  }

  /** Every background part of the event system with its state. */
  health(): WorkerStatus[] {
    const parts = [this.sequencer.health(), this.publisher?.health(), this.strategy.health()];
    return parts.filter((part): part is WorkerStatus => part !== undefined);
  }
}

/** Outbox, sequencer, consumers, read models and dead letters of one service. A `Database` must be provided globally. */
@Module({})
export class MessagingModule {
  static forRoot({ service, transport }: MessagingOptions): DynamicModule {
    const applier = {
      provide: PageApplier,
      inject: [Database, EventHandlers],
      useFactory: (database: Database, handlers: EventHandlers) =>
        new PageApplier(database, new ConsumerOffsets(database, service, 'applier'), handlers, service),
    };
    const strategy = {
      provide: EventStrategy,
      inject: [PageApplier, EventHandlers, TRANSPORT],
      useFactory: (pages: PageApplier, handlers: EventHandlers, chosen: EventTransport) =>
        new EventStrategy({ group: service, handlers, applier: pages, transport: chosen }),
    };
    return {
      module: MessagingModule,
      global: true,
      providers: [
        applier,
        strategy,
        { provide: EventHandlers, useFactory: () => new EventHandlers() },
        {
          provide: TRANSPORT,
          inject: [Database],
          useFactory: (database: Database) => createTransport(service, database, transport),
        },
        {
          provide: Sequencer,
          inject: [Database],
          useFactory: (database: Database) => new Sequencer(database),
        },
        {
          provide: EventRelay,
          inject: [Sequencer, TRANSPORT, EventStrategy],
          useFactory: (sequencer: Sequencer, chosen: EventTransport, events: EventStrategy) =>
            new EventRelay(sequencer, chosen, events),
        },
        {
          provide: DeadLetters,
          inject: [Database, PageApplier],
          useFactory: (database: Database, pages: PageApplier) => new DeadLetters(database, service, pages),
        },
        {
          provide: ReadModels,
          inject: [Database],
          useFactory: (database: Database) => new ReadModels(database, service, transport.logUrls),
        },
      ],
      exports: [EventStrategy, EventRelay, DeadLetters, PageApplier, ReadModels],
    };
  }
}

export const TRANSPORT = Symbol('event transport');
