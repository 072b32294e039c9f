import type { CloudEvent } from '@gusu/contracts';
import { DatabaseUnavailable, type Database, type Tx } from '@gusu/database';
import { setTimeout as sleep } from 'node:timers/promises';
import { deadLetterRows } from '../dead-letter/dead-letter-rows.js';
import { eventMetrics } from '../metrics.js';
import { Fenced, type Delivery, type Slice, type SliceApplier } from '../transport.js';
import { contractDefect } from './contract-defect.js';
import type { ConsumerOffsets } from './consumer-offsets.js';
import type { EventContext, EventHandler, EventHandlers } from './event-handlers.js';

export interface ApplierOptions {
  /** How often a failing event is tried in all. */
  attempts?: number;
  /** The wait before the second try; it doubles with each. */
  backoffMillis?: number;
  /** A handler that takes longer has failed. */
  handlerMillis?: number;
}

const DEFAULTS = { attempts: 5, backoffMillis: 50, handlerMillis: 20_000 };

/** Why an event was put aside instead of applied. */
export type DeadLetterCause = 'SCHEMA' | 'HANDLER' | 'TIMEOUT';

class HandlerTimeout extends Error {}

/**
 * Applies pages so that an effect and the offset commit together. When a page fails, its events are tried one by one; one that keeps
 * failing is put aside with its cause and its key is parked: later events of the key wait behind it, other keys flow on.
 */
export class PageApplier implements SliceApplier {
  private readonly options: Required<ApplierOptions>;

  constructor(
    private readonly database: Database,
    private readonly offsets: ConsumerOffsets,
    private readonly handlers: EventHandlers,
    private readonly group: string,
    options: ApplierOptions = {},
  ) {
    this.options = { ...DEFAULTS, ...options };
  }

  async apply(topic: string, slices: readonly Slice[]): Promise<void> {
    const isClean = slices.every(({ deliveries }) =>
      deliveries.every((delivery) => this.defectOf(delivery) === undefined),
    );
    if (isClean && (await this.tryPage(topic, slices))) return;
    for (const slice of slices) await this.applySingly(topic, slice);
  }

  /** Runs the handler of one event in a transaction somebody else opened: what a redrive does. */
  async applyOne(tx: Tx, topic: string, event: CloudEvent): Promise<void> {
    const handler = this.handlers.find(event.type);
    if (handler) await this.run(handler, [event], { tx, group: this.group, topic });
  }

  private async tryPage(topic: string, slices: readonly Slice[]): Promise<boolean> {
    try {
      await this.database.transaction((tx) => this.effect(tx, topic, slices));
      count(topic, slices);
      return true;
    } catch (error) {
      if (error instanceof Fenced || error instanceof DatabaseUnavailable) throw error;
      return false;
    }
  }

  private async effect(tx: Tx, topic: string, slices: readonly Slice[]): Promise<void> {
    const all = slices.flatMap(({ part, deliveries }) => deliveries.map((delivery) => ({ part, delivery })));
    const keys = [
      ...new Set(all.flatMap(({ delivery }) => (delivery.key === undefined ? [] : [delivery.key]))),
    ];
    const parked = await this.offsets.step(tx, topic, slices, keys);
    const behind = all.filter(({ delivery }) => delivery.key !== undefined && parked.has(delivery.key));
    await deadLetterRows.addWaiting(tx, { group: this.group, topic }, behind);
    const context = { tx, group: this.group, topic };
    let run: { handler: EventHandler; events: CloudEvent[] } | undefined;
    for (const { delivery } of all) {
      if (!delivery.event || (delivery.key !== undefined && parked.has(delivery.key))) continue;
      const handler = this.handlers.find(delivery.event.type);
      if (!handler) continue;
      if (run && run.handler !== handler) {
        await this.run(run.handler, run.events, context);
        run = undefined;
      }
      if (run) run.events.push(delivery.event);
      else run = { handler, events: [delivery.event] };
    }
    if (run) await this.run(run.handler, run.events, context);
  }

  private async run(handler: EventHandler, events: CloudEvent[], context: EventContext): Promise<void> {
    if (handler.batch) return this.inTime(handler.handle(events, context));
    for (const event of events) await this.inTime(handler.handle(event, context));
  }

  private async inTime(work: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const millis = this.options.handlerMillis;
      timer = setTimeout(
        () => reject(new HandlerTimeout(`the handler took longer than ${millis} ms`)),
        millis,
      );
    });
    try {
      await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async applySingly(topic: string, slice: Slice): Promise<void> {
    let from = slice.from;
    for (const [index, delivery] of slice.deliveries.entries()) {
      const next = slice.deliveries[index + 1];
      const to = next === undefined ? slice.to : (next.off ?? from);
      await this.applyStubbornly(topic, { ...slice, from, to, deliveries: [delivery] }, delivery);
      from = to;
    }
    if (slice.deliveries.length === 0)
      await this.database.transaction((tx) => this.effect(tx, topic, [slice]));
  }

  private async applyStubbornly(topic: string, slice: Slice, delivery: Delivery): Promise<void> {
    const defect = this.defectOf(delivery);
    let failure: unknown = new Error(defect);
    let attempts = defect === undefined ? 0 : this.options.attempts;
    for (; attempts < this.options.attempts; attempts += 1) {
      if (attempts > 0) await sleep(this.options.backoffMillis * 2 ** (attempts - 1));
      try {
        await this.database.transaction((tx) => this.effect(tx, topic, [slice]));
        count(topic, [slice]);
        return;
      } catch (error) {
        if (error instanceof Fenced || error instanceof DatabaseUnavailable) throw error;
        failure = error;
      }
    }
    await this.putAside(topic, slice, delivery, { cause: causeOf(defect, failure), failure });
  }

  private async putAside(
    topic: string,
    slice: Slice,
    delivery: Delivery,
    why: { cause: DeadLetterCause; failure: unknown },
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const keys = delivery.key === undefined ? [] : [delivery.key];
      const parked = await this.offsets.step(tx, topic, [slice], keys);
      const place = { group: this.group, topic };
      if (delivery.key !== undefined && parked.has(delivery.key))
        return deadLetterRows.addWaiting(tx, place, [{ part: slice.part, delivery }]);
      await deadLetterRows.park(tx, place, {
        part: slice.part,
        delivery,
        cause: why.cause,
        error: textOf(why.failure),
        attempts: why.cause === 'SCHEMA' ? 1 : this.options.attempts,
      });
    });
    eventMetrics.deadLetters.inc({ group: this.group, topic, cause: why.cause });
  }

  /** Why a delivery can be nobody's event; undefined when it can be tried. */
  private defectOf({ event, defect }: Delivery): string | undefined {
    if (!event) return defect ?? 'not an event';
    if (!this.handlers.find(event.type)) return undefined;
    return contractDefect(event);
  }
}

function causeOf(defect: string | undefined, failure: unknown): DeadLetterCause {
  if (defect !== undefined) return 'SCHEMA';
  return failure instanceof HandlerTimeout ? 'TIMEOUT' : 'HANDLER';
}

function textOf(failure: unknown): string {
  return failure instanceof Error ? (failure.stack ?? failure.message) : JSON.stringify(failure);
}

function count(topic: string, slices: readonly Slice[]): void {
  const now = Date.now();
  const delay = eventMetrics.delay.labels(topic);
  let events = 0;
  for (const { deliveries } of slices)
    for (const { event } of deliveries) {
      events += 1;
      if (event) delay.observe(Math.max(0, now - Date.parse(event.time)) / 1_000);
    }
  eventMetrics.applied.inc({ topic }, events);
}
