import { Database, type Tx } from '@gusu/database';
import { type Clock, CLOCK, type LocalDate, localDateOf } from '@gusu/values';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Interval } from '../deadline/interval.js';
import { PolicyVersionRepository } from '../loan-policy/policy-version.repository.js';
import { borrowerOf } from './borrower.rules.js';
import { isQualifiedOn } from './eligibility.rules.js';
import { FilingDueRepository } from './filing-due.repository.js';
import { FilingEndService, type LockedFiling } from './filing-end.service.js';

const AT_ONCE = 100;
const CLOCK_ACTOR = 'system:clock';

/** Ends filings when their day has come: nothing was disbursed in time, or a title did not come by the day it was filed on condition of. */
@Injectable()
export class FilingClockService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('filing');
  private readonly interval = new Interval(
    () => this.tick(this.clock.now()),
    (error) => this.logger.error({ message: 'filings were not brought up to date', error }),
  );

  constructor(
    private readonly database: Database,
    private readonly due: FilingDueRepository,
    private readonly ends: FilingEndService,
    private readonly policies: PolicyVersionRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.interval.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.interval.stop();
  }

  /** Brings every filing up to that instant; returns how many it settled. Another instance at it is left alone. */
  async tick(now: Date): Promise<number> {
    for (let total = 0; ;) {
      const settled = await this.database.transaction((tx) => this.page(tx, now));
      if (settled === 0) return total;
      total += settled;
    }
  }

  private async page(tx: Tx, now: Date): Promise<number> {
    if (!(await this.due.take(tx))) return 0;
    const today = localDateOf(now);
    const undrawn = await this.due.lockUndrawn(tx, today, AT_ONCE);
    for (const locked of undrawn)
      await this.ends.endWithPosition(tx, locked, 'lapse', { endedBy: CLOCK_ACTOR, ending: null, now });
    if (undrawn.length > 0) return undrawn.length;
    const conditional = await this.due.lockConditional(tx, today, AT_ONCE);
    for (const locked of conditional) await this.settleCondition(tx, locked, now);
    return conditional.length;
  }

  /** AT-26: revoked the day after, unless the title was there by the last day. */
  private async settleCondition(tx: Tx, locked: LockedFiling, now: Date): Promise<void> {
    const { filing } = locked;
    const until = filing.conditionalUntil;
    if (until === null || filing.policyId === null) return;
    if (await this.isMet(tx, locked, until))
      return this.due.keepConditionMet(tx, filing.filingNo, localDateOf(now));
    const facts = { endedBy: CLOCK_ACTOR, ending: 'conditionUnmet', now } as const;
    await this.ends.endWithPosition(tx, locked, 'revoke', facts);
  }

  private async isMet(tx: Tx, { filing }: LockedFiling, until: LocalDate): Promise<boolean> {
    const version = Number(filing.policyId?.split('/')[1]);
    const { terms } = await this.policies.policyOf(filing.programme, version, tx);
    const known = await this.due.enterprise(tx, filing.creditCode);
    return known !== undefined && isQualifiedOn(until, borrowerOf(known, until), terms);
  }
}
