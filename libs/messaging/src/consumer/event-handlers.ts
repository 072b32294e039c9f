import type { CloudEvent } from '@gusu/contracts';
import type { Tx } from '@gusu/database';

/** What a handler is given beside the event: the transaction that its effect and the offset commit in. */
export interface EventContext {
  tx: Tx;
  group: string;
  topic: string;
}

/** A handler of single events, or of pages of them (`batch`). */
export interface EventHandler {
  batch: boolean;
  handle(events: CloudEvent | CloudEvent[], context: EventContext): Promise<unknown>;
}

/**
 * The handlers of one service. A pattern is an event type, or a topic: then the handler gets every type of that topic, in order.
 */
export class EventHandlers {
  private readonly byPattern = new Map<string, EventHandler>();

  add(pattern: string, handler: EventHandler): void {
    if (this.byPattern.has(pattern)) throw new Error(`two handlers for ${pattern}`);
    this.byPattern.set(pattern, handler);
  }

  /** The handler of a type; none when the service is not interested. */
  find(type: string): EventHandler | undefined {
    return this.byPattern.get(type) ?? this.byPattern.get(topicOf(type));
  }

  /** The topics this service listens to. */
  get topics(): string[] {
    const topics = [...this.byPattern.keys()].map((pattern) =>
      pattern.split('.').length > 2 ? topicOf(pattern) : pattern,
    );
    return [...new Set(topics)].sort();
  }
}

function topicOf(type: string): string {
  return type.slice(0, type.lastIndexOf('.'));
}
