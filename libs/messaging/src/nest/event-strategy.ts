import type { CloudEvent } from '@gusu/contracts';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { EventContext, EventHandlers } from '../consumer/event-handlers.js';
import type { EventTransport, SliceApplier, Subscription } from '../transport.js';

interface Parts {
  group: string;
  handlers: EventHandlers;
  applier: SliceApplier;
  transport: EventTransport;
}

/** Brings events to `@EventPattern` handlers, over whichever transport was chosen. `extras: { batch: true }` asks for pages. */
export class EventStrategy extends Server implements CustomTransportStrategy {
  private subscription: Subscription | undefined;

  constructor(private readonly parts: Parts) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    const { group, handlers, applier, transport } = this.parts;
    for (const [pattern, handler] of this.messageHandlers) handlers.add(pattern, adapt(handler));
    if (handlers.topics.length === 0) {
      callback();
      return;
    }
    this.subscription = transport.subscribe({ group, topics: handlers.topics, applier });
    this.subscription.start().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    await this.subscription?.stop();
  }

  health() {
    return this.subscription?.health();
  }

  on(): never {
    throw new Error('the event strategy emits no events of its own');
  }

  unwrap<T>(): T {
    return this.subscription as T;
  }
}

function adapt(handler: MessageHandler) {
  return {
    batch: handler.extras?.batch === true,
    handle: async (events: CloudEvent | CloudEvent[], context: EventContext) => {
      const answer: unknown = await handler(events, context);
      // Nest hands back a stream that must be drained before the work is done.
      if (answer && typeof answer === 'object' && 'subscribe' in answer)
        await lastValueFrom(answer as never, { defaultValue: undefined });
    },
  };
}
