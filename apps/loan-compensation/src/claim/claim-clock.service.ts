import { audit, Database } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { type Actor, type Clock, CLOCK, localDateOf } from '@gusu/values';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { callbackOutbox } from '../callback/callback-outbox.repository.js';
import { Interval } from '../deadline/interval.js';
import { CompensationBookService } from '../recovery/compensation-book.service.js';
import { CompensationRepository } from '../recovery/compensation.repository.js';
import { RemittanceRepository } from '../recovery/remittance.repository.js';
import { remittanceNews } from '../recovery/remittance-news.js';
import { missRemittance } from '../recovery/remittance.rules.js';
import { ClaimCaseRepository } from './claim-case.repository.js';
import { BY_ITSELF, ClaimStepService } from './claim-step.service.js';

const EVERY_MILLIS = 5_000;
const REMITTANCES_AT_ONCE = 200;
const NOBODY: Actor = { id: BY_ITSELF, roles: [] };

/**
 * Follows the loans of claims on their way and of paid ones, and looks after the days of remittances. Each look is a transaction of its own under the
 * locks of its loan, so that another instance at it, or the end of the process, does no harm.
 */
@Injectable()
export class ClaimClockService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('claim');
  private readonly interval = new Interval(
    () => this.look(),
    (error) => this.logger.error({ message: 'claims were not looked after', error }),
    EVERY_MILLIS,
  );
  /** What each claim was followed up to; lost with the process, which follows them all once more. */
  private marks: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly database: Database,
    private readonly cases: ClaimCaseRepository,
    private readonly steps: ClaimStepService,
    private readonly recoveries: {
      books: CompensationBookService;
      compensations: CompensationRepository;
      remittances: RemittanceRepository;
    },
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.interval.arm();
  }

  onApplicationShutdown(): Promise<void> {
    return this.interval.stop();
  }

  /** One look at everything that may have changed by itself. A loan that cannot be followed now is followed by the next. */
  async look(): Promise<void> {
    const seen = new Map<string, string>();
    for (const { claimNo, mark } of await this.cases.claims.onTheirWay()) {
      const isNews = this.marks.get(claimNo) !== mark;
      if (!isNews || (await this.safely(claimNo, () => this.followClaim(claimNo)))) seen.set(claimNo, mark);
    }
    this.marks = seen;
    for (const dueBill of await this.recoveries.compensations.behindTheirLoans())
      await this.safely(dueBill.dueBillNo, () => this.followCompensation(dueBill));
    await this.safely('remittances', () => this.missRemittances());
  }

  private async followClaim(claimNo: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const opened = await this.cases.open(tx, claimNo, NOBODY, this.clock.now());
      await this.steps.follow(tx, opened);
    });
  }

  private async followCompensation(dueBill: { bankCode: string; dueBillNo: string }): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.cases.openPaid(tx, dueBill);
      await this.recoveries.books.follow(tx, dueBill, this.clock.now());
    });
  }

  private async missRemittances(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const { remittances } = this.recoveries;
      const today = localDateOf(now);
      for (const before of await remittances.lockMissed(tx, today, REMITTANCES_AT_ONCE)) {
        const after = missRemittance(before, today);
        await remittances.save(tx, after);
        const event = remittanceNews(after, now);
        outbox.append(tx, event);
        await callbackOutbox.append(tx, [{ bankCode: after.bankCode, event }]);
        const of = { objectType: 'remittance', objectId: before.remittanceNo, before, after };
        audit.append(tx, { at: now.toISOString(), actorId: BY_ITSELF, action: 'remittance.miss', ...of });
      }
    });
  }

  private async safely(what: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.logger.error({ message: `${what} could not be followed`, error });
      return false;
    }
  }
}
