import { Database } from '@gusu/database';
import { type Actor, type Clock, CLOCK } from '@gusu/values';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Interval } from '../deadline/interval.js';
import { acceptException } from './discrepancy.rules.js';
import { DiscrepancyRepository } from './discrepancy.repository.js';
import type { Discrepancy } from './discrepancy.js';
import { FindingRepository } from './finding.repository.js';
import { announceResolved, FindingService } from './finding.service.js';

const AT_ONCE = 200;
/** parkTtl (funding.md §6.3). */
const PARKED_MILLIS = 10 * 86_400_000;

/** Exceptions that officers settle, and those that only the passing of time makes. */
@Injectable()
export class DiscrepancyService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('discrepancy');
  private readonly findings = new FindingService();
  private readonly parked = new FindingRepository();
  private readonly interval = new Interval(
    () => this.tick(this.clock.now()),
    (error) => this.logger.error({ message: 'waiting events were not looked at', error }),
  );

  constructor(
    private readonly database: Database,
    private readonly exceptions: DiscrepancyRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.interval.arm();
  }

  onApplicationShutdown(): Promise<void> {
    return this.interval.stop();
  }

  /** @throws Refusal discrepancy/not-found, discrepancy/not-open */
  accept(discrepancyId: string, reason: string, actor: Actor): Promise<Discrepancy> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const before = await this.exceptions.lock(tx, discrepancyId);
      const accepted = acceptException(before, reason, { by: actor.id, now });
      await this.exceptions.resolve(tx, accepted);
      announceResolved(tx, [accepted], actor.id, now);
      return accepted;
    });
  }

  /** Opens an exception for each event that has waited more than ten days. Returns how many. */
  async tick(now: Date): Promise<number> {
    for (let total = 0; ;) {
      const opened = await this.database.transaction(async (tx) => {
        const since = new Date(now.getTime() - PARKED_MILLIS);
        return this.findings.open(tx, await this.parked.overdueParked(tx, since, AT_ONCE), now);
      });
      total += opened.length;
      if (opened.length < AT_ONCE) return total;
    }
  }
}
