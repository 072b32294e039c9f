import { refuse } from '@gusu/contracts';
import { availableParallelism } from 'node:os';

interface Waiting<Item, Verdict> {
  item: Item;
  answer: (verdict: Verdict) => void;
  fail: (error: unknown) => void;
}

interface Options<Item, Verdict> {
  /** Records a group in one transaction and returns a verdict for each, in order. */
  record: (items: Item[]) => Promise<Verdict[]>;
  /** Items with one key are recorded by one writer, one group after the other. */
  keyOf: (item: Item) => string;
  /** Half as many as there are cores where nothing is said: the other half is the database's. */
  writers?: number;
  largestGroup?: number;
  longestQueue?: number;
}

/**
 * Lets many callers share one commit: while a writer's transaction runs, what arrives waits and goes together in the next. A lone
 * caller waits for nobody. The queue is bounded; beyond it callers are told to come again.
 */
export class GroupCommit<Item, Verdict> {
  private readonly queues: Waiting<Item, Verdict>[][];
  private readonly isBusy: boolean[];
  private waiting = 0;

  constructor(private readonly options: Options<Item, Verdict>) {
    const writers = options.writers ?? Math.max(1, availableParallelism() >> 1);
    this.queues = Array.from({ length: writers }, () => []);
    this.isBusy = Array.from({ length: writers }, () => false);
  }

  /** @throws Refusal service/unavailable when the queue is full, or whatever the group's transaction failed with */
  record(item: Item): Promise<Verdict> {
    if (this.waiting >= (this.options.longestQueue ?? 10_000)) throw refuse('service/unavailable');
    const writer = hash(this.options.keyOf(item)) % this.queues.length;
    this.waiting += 1;
    return new Promise<Verdict>((answer, fail) => {
      this.queues[writer]?.push({ item, answer, fail });
      if (!this.isBusy[writer]) void this.work(writer);
    });
  }

  private async work(writer: number): Promise<void> {
    this.isBusy[writer] = true;
    for (;;) {
      const group = this.queues[writer]?.splice(0, this.options.largestGroup ?? 500) ?? [];
      if (group.length === 0) break;
      this.waiting -= group.length;
      await this.commit(group);
    }
    this.isBusy[writer] = false;
  }

  private async commit(group: readonly Waiting<Item, Verdict>[]): Promise<void> {
    try {
      const verdicts = await this.options.record(group.map(({ item }) => item));
      group.forEach(({ answer, fail }, index) => {
        const verdict = verdicts[index];
        if (verdict === undefined) fail(new Error('a verdict is missing'));
        else answer(verdict);
      });
    } catch (error) {
      group.forEach(({ fail }) => fail(error));
    }
  }
}

function hash(text: string): number {
  let value = 0;
  for (let at = 0; at < text.length; at += 1) value = (Math.imul(value, 31) + text.charCodeAt(at)) | 0;
  return value >>> 0;
}
