import type { CloudEvent } from '@gusu/contracts';
import type { WorkerStatus } from './status.js';

/** One delivered event. What could not be read as one of ours carries its defect instead and goes to the dead letters. */
export interface Delivery {
  /** Offset in the producer's log. Absent for what did not come from one of our logs. */
  off?: bigint;
  key?: string;
  event?: CloudEvent;
  /** Why this is not an event of ours. */
  defect?: string;
  /** The bytes as they came, kept with a dead letter. */
  body: string;
}

/** Consecutive deliveries of one partition, in order. */
export interface Slice {
  part: number;
  /** The offset this slice starts from, as the fence of this owner stands. */
  from: bigint;
  /** The offset after it. */
  to: bigint;
  epoch: bigint;
  deliveries: Delivery[];
}

/**
 * Applies slices of one topic in one transaction: the step of every fence and the effects commit together.
 * @throws Fenced when another owner took a partition over; everything is rolled back
 */
export interface SliceApplier {
  apply(topic: string, slices: readonly Slice[]): Promise<void>;
}

/** Somebody else owns the partition, or this slice was applied already. */
export class Fenced extends Error {
  constructor(topic: string) {
    super(`fenced off ${topic}`);
    this.name = 'Fenced';
  }
}

/** One group's reading of some topics. Both transports hold the same promises; the conformance suite says which. */
export interface Subscription {
  start(): Promise<void>;
  stop(): Promise<void>;
  health(): WorkerStatus;
}

export interface SubscriptionRequest {
  group: string;
  topics: readonly string[];
  applier: SliceApplier;
}

/** What moves events between services: the producers' own logs, or a Kafka fed from them. */
export interface EventTransport {
  readonly name: 'postgres' | 'kafka';
  subscribe(request: SubscriptionRequest): Subscription;
  /** What a producing service must run besides its sequencer; nothing where consumers read the log itself. */
  publisher?(): Subscription;
}
