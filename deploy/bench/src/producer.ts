import { EnterpriseChanged } from '@gusu/contracts';
import { Database } from '@gusu/database';
import { MessagingModule, outbox, type TransportSettings } from '@gusu/messaging';
import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { syntheticCode } from './synthetic-register.js';

/** Enterprises that change; each has its own key, so that the load is spread as in life. */
const KEYS = 500;
const FIRST_KEY = 700_000;

@Module({})
class ProducerModule {
  static with(database: Database, transport: TransportSettings): DynamicModule {
    return {
      module: ProducerModule,
      global: true,
      imports: [MessagingModule.forRoot({ service: 'enterprise-registry', transport })],
      providers: [{ provide: Database, useValue: database }],
      exports: [Database],
    };
  }
}

/** The producing half of a service: transactions that announce, its sequencer, and with Kafka its publisher. */
export class Producer {
  private constructor(
    private readonly database: Database,
    private readonly app: INestApplicationContext,
  ) {}

  static async start(url: string, transport: TransportSettings): Promise<Producer> {
    const database = await Database.connect({ url, applicationName: 'bench-producer' });
    const module = ProducerModule.with(database, transport);
    const app = await NestFactory.createApplicationContext(module, { logger: ['error'] });
    return new Producer(database, app);
  }

  /** Announces `perSecond` changes a second, each in a transaction of its own, on time whether or not the one before is done. */
  async produce(seconds: number, perSecond: number): Promise<number> {
    const started = performance.now();
    const running: Promise<void>[] = [];
    const total = seconds * perSecond;
    for (let n = 0; n < total;) {
      const due = Math.min(total, Math.floor(((performance.now() - started) * perSecond) / 1_000));
      for (; n < due; n += 1) running.push(this.announce(FIRST_KEY + (n % KEYS)));
      await sleep(1);
    }
    await Promise.all(running);
    return total;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.close();
  }

  private announce(n: number): Promise<void> {
    const creditCode = syntheticCode(n);
    return this.database.transaction((tx) => {
      const now = new Date();
      const data = {
        ...EnterpriseChanged.example,
        creditCode,
        name: `苏州测量第${n}号公司 ${now.getTime()}`,
      };
      outbox.append(tx, EnterpriseChanged.of(creditCode, data, now));
      return Promise.resolve();
    });
  }
}
