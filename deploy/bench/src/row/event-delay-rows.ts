import type { TransportSettings } from '@gusu/messaging';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { quantileBetween, readBuckets, samplesIn } from '../histogram.js';
import { LocalKafka } from '../local-kafka.js';
import type { Machine } from '../machine.js';
import { median, rounds, type Row } from '../measure.js';
import { Producer } from '../producer.js';
import type { ServiceProcess } from '../service-process.js';

const PER_SECOND = 1_000;
const SECONDS = 8;
const WARM_SECONDS = 8;
// A broker that has just started is busy compiling itself.
const WARM_BROKER_SECONDS = 15;
const METRIC = 'gusu_event_delay_seconds';
const TOPIC = 'topic="enterprise-registry.enterprise"';

/** Millis from the announcement of an event to the commit of its effect in the loan service, by round. */
class DelayBench {
  private constructor(
    private readonly machine: Machine,
    private readonly producer: Producer,
    private readonly loans: ServiceProcess,
  ) {}

  /** Starts producer and consumer, warms them up, and stops them whatever becomes of the work. */
  static async during<Result>(
    machine: Machine,
    brokers: string | undefined,
    work: (bench: DelayBench) => Promise<Result>,
  ): Promise<Result> {
    const bench = await DelayBench.start(machine, brokers);
    try {
      await bench.round(brokers === undefined ? WARM_SECONDS : WARM_BROKER_SECONDS);
      return await work(bench);
    } finally {
      await bench.stop();
    }
  }

  private static async start(machine: Machine, brokers?: string): Promise<DelayBench> {
    const [transport, env]: [TransportSettings, Record<string, string>] =
      brokers === undefined
        ? [{ events: 'postgres', logUrls: {} }, { EVENTS: 'postgres' }]
        : [
            { events: 'kafka', brokers: [brokers], logUrls: {} },
            { EVENTS: 'kafka', KAFKA_BROKERS: brokers },
          ];
    // The registry makes its tables, and its topics on a broker; what it would announce is announced here.
    await (await machine.startService('enterprise-registry', env)).stop();
    const loans = await machine.startService('loan-compensation', env);
    const producer = await Producer.start(machine.urls['enterprise-registry'].appUrl, transport);
    return new DelayBench(machine, producer, loans);
  }

  async round(seconds = SECONDS): Promise<{ p50: number; p99: number }> {
    const before = await readBuckets(this.loans, METRIC, TOPIC);
    const announced = await this.producer.produce(seconds, PER_SECOND);
    for (let tries = 0; ; tries += 1) {
      const after = await readBuckets(this.loans, METRIC, TOPIC);
      if (samplesIn(after) - samplesIn(before) >= announced) {
        const at = (share: number) => quantileBetween(before, after, share) * 1_000;
        return { p50: at(0.5), p99: at(0.99) };
      }
      if (tries > 600) throw new Error('not every event had its effect within a minute');
      await sleep(100);
    }
  }

  /** The same rounds while somebody else's writing transaction stays open. */
  async roundsBesideForeign(count: number): Promise<{ p50: number; p99: number }[]> {
    const foreign = new Client({ connectionString: this.machine.adminUrl('enterprise-registry') });
    await foreign.connect();
    await foreign.query('set idle_in_transaction_session_timeout = 0');
    await foreign.query('begin');
    await foreign.query('select pg_current_xact_id()');
    try {
      return await rounds(count, () => this.round());
    } finally {
      await foreign.query('commit');
      await foreign.end();
    }
  }

  private async stop(): Promise<void> {
    await this.producer.stop();
    await this.loans.stop();
  }
}

const p50Remark = (seen: readonly { p50: number }[]) =>
  `p50 ${median(seen.map(({ p50 }) => p50)).toFixed(1)} ms`;

export function delayRow(machine: Machine): Row {
  return {
    name: 'event-delay',
    what: `outbox to committed effect in another service at ${PER_SECOND} events/s, embedded log, p99`,
    floor: 25,
    goal: 8,
    isCeiling: true,
    async measure(count) {
      const seen = await DelayBench.during(machine, undefined, (bench) => rounds(count, () => bench.round()));
      return { value: median(seen.map(({ p99 }) => p99)), unit: 'ms', remark: p50Remark(seen) };
    },
  };
}

export function foreignRow(machine: Machine): Row {
  return {
    name: 'event-delay-foreign',
    what: 'the same with a foreign write transaction open, against without, p99',
    floor: 3,
    goal: 1.5,
    isCeiling: true,
    async measure(count) {
      const both = await DelayBench.during(machine, undefined, async (bench) => [
        await rounds(count, () => bench.round()),
        await bench.roundsBesideForeign(count),
      ]);
      const [p99Alone, p99] = both.map((seen) => median(seen.map((one) => one.p99))) as [number, number];
      const remark = `${p99Alone.toFixed(1)} ms without; open for ${count * SECONDS} s`;
      return { value: p99, unit: 'ms', ratio: p99 / p99Alone, remark };
    },
  };
}

export function kafkaDelayRow(machine: Machine): Row {
  return {
    name: 'event-delay-kafka',
    what: 'outbox to committed effect over a real Kafka, p99',
    floor: 50,
    goal: 20,
    isCeiling: true,
    async measure(count) {
      const kafka = await LocalKafka.start();
      if ('reason' in kafka)
        return { value: Number.NaN, unit: 'ms', remark: `not measured: ${kafka.reason}` };
      try {
        const seen = await DelayBench.during(machine, kafka.brokers, (bench) =>
          rounds(count, () => bench.round()),
        );
        return { value: median(seen.map(({ p99 }) => p99)), unit: 'ms', remark: p50Remark(seen) };
      } finally {
        await kafka.stop();
      }
    },
  };
}
