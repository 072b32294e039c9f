import type { CloudEvent, EnterpriseState } from '@gusu/contracts';
import type { EventContext } from '@gusu/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { WaitingFilingService } from '../bank-event/waiting-filing.service.js';
import { keepNewest } from './enterprise-copy.rules.js';
import { EnterpriseCopyRepository } from './enterprise-copy.repository.js';

/** Keeps the copy of the registry's enterprises current, a page of events at a time. */
@Controller()
export class EnterpriseConsumer {
  constructor(
    private readonly copies: EnterpriseCopyRepository,
    private readonly waiting: WaitingFilingService,
  ) {}

  @EventPattern('enterprise-registry.enterprise', { batch: true })
  async keep(@Payload() events: CloudEvent<EnterpriseState>[], @Ctx() context: unknown): Promise<void> {
    const { tx } = context as EventContext;
    const facts = [...keepNewest(new Map(), events).values()];
    await this.copies.save(tx, facts);
    await this.waiting.retry(
      tx,
      facts.map(({ state }) => state.creditCode),
    );
  }
}
