import type { Slice, SliceApplier } from '../transport.js';

interface Waiting {
  slice: Slice;
  done: () => void;
  fail: (error: unknown) => void;
}

/**
 * Lets partitions of one topic share a transaction: while one runs, the slices that arrive wait and go together in the next. Kafka hands out
 * partition by partition, and a commit for each would cost more than the effects in it.
 */
export class GroupApplier {
  private readonly queues = new Map<string, Waiting[]>();

  constructor(private readonly applier: SliceApplier) {}

  /** @throws Fenced for every slice of a transaction in which one fence was not where its slice starts */
  apply(topic: string, slice: Slice): Promise<void> {
    return new Promise<void>((done, fail) => {
      const queue = this.queues.get(topic);
      if (queue) queue.push({ slice, done, fail });
      else void this.work(topic, [{ slice, done, fail }]);
    });
  }

  private async work(topic: string, queue: Waiting[]): Promise<void> {
    this.queues.set(topic, queue);
    // What the broker handed out together comes in one turn of the event loop.
    await new Promise(setImmediate);
    while (queue.length > 0) await this.commit(topic, queue.splice(0));
    this.queues.delete(topic);
  }

  private async commit(topic: string, group: readonly Waiting[]): Promise<void> {
    try {
      await this.applier.apply(
        topic,
        group.map(({ slice }) => slice),
      );
      for (const { done } of group) done();
    } catch (error) {
      for (const { fail } of group) fail(error);
    }
  }
}
