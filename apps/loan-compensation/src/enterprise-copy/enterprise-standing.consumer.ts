import type { CloudEvent, QualificationState } from '@gusu/contracts';
import type { EventContext } from '@gusu/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { EnterpriseStandingRepository } from './enterprise-standing.repository.js';
import { type CreditEventFact, newest, type RevenueFact } from './enterprise-standing.rules.js';

/** Keeps what the registry says of titles, revenue and credit, a page of events at a time. */
@Controller()
export class EnterpriseStandingConsumer {
  constructor(private readonly standings: EnterpriseStandingRepository) {}

  @EventPattern('enterprise-registry.qualification', { batch: true })
  async keepTitles(
    @Payload() events: CloudEvent<QualificationState>[],
    @Ctx() context: unknown,
  ): Promise<void> {
    const titles = newest(events, ({ qualificationId }) => qualificationId);
    await this.standings.saveTitles((context as EventContext).tx, titles);
  }

  @EventPattern('enterprise-registry.annual-facts', { batch: true })
  async keepRevenue(@Payload() events: CloudEvent<RevenueFact>[], @Ctx() context: unknown): Promise<void> {
    const years = newest(events, ({ creditCode, fiscalYear }) => `${creditCode} ${fiscalYear}`);
    await this.standings.saveRevenue((context as EventContext).tx, years);
  }

  @EventPattern('enterprise-registry.credit-event', { batch: true })
  async keepCreditEvents(
    @Payload() events: CloudEvent<CreditEventFact>[],
    @Ctx() context: unknown,
  ): Promise<void> {
    const recorded = newest(events, ({ creditEventId }) => creditEventId);
    await this.standings.saveCreditEvents((context as EventContext).tx, recorded);
  }
}
