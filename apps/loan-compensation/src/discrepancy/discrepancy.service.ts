import { Database } from '@gusu/database';
import { type Actor, type Clock, CLOCK } from '@gusu/values';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { acceptException } from './discrepancy.rules.js';
import { DiscrepancyRepository } from './discrepancy.repository.js';
import type { Discrepancy } from './discrepancy.js';
import { FindingRepository } from './finding.repository.js';
import { announceResolved, FindingService } from './finding.service.js';

const EVERY_MILLIS = 60_000;
const AT_ONCE = 200;
/** parkTtl (funding.md §6.3). */
const PARKED_MILLIS = 10 * 86_400_000;

/** Exceptions that officers settle, and those that only the passing of time makes. */
@Injectable()
export class DiscrepancyService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('discrepancy');
  private readonly findings = new FindingService();
  private readonly parked = new FindingRepository();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly exceptions: DiscrepancyRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), EVERY_MILLIS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
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

  // A look that fails is made again with the next.
  private wake(): void {
    this.looking ??= this.tick(this.clock.now())
      .then(
        () => undefined,
        (error: unknown) => this.logger.error({ message: 'waiting events were not looked at', error }),
      )
      .finally(() => (this.looking = undefined));
  }
}
