import { audit, Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { CLOCK, type Clock } from '@gusu/values';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DeadlineRepository } from '../deadline/deadline.repository.js';
import { Interval } from '../deadline/interval.js';
import { CLOCK_ACTOR } from '../qualification/title-book.repository.js';
import { auditOfNotice } from './public-notice-record.js';
import { PublicNoticeRepository } from './public-notice.repository.js';
import { closeNotice } from './public-notice.rules.js';

const NOTICES_AT_ONCE = 50;

/** Closes notices when their last day is over. */
@Injectable()
export class PublicNoticeClockService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('public-notice');
  private readonly interval = new Interval(
    () => this.tick(this.clock.now()),
    (error) => this.logger.error({ message: 'notices were not closed', error }),
  );

  constructor(
    private readonly database: Database,
    private readonly notices: PublicNoticeRepository,
    private readonly deadlines: DeadlineRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.interval.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.interval.stop();
  }

  /** Returns how many were closed. Another instance at it is left alone. */
  async tick(now: Date): Promise<number> {
    for (let total = 0; ;) {
      const count = await this.database.transaction((tx) => this.page(tx, now));
      total += count;
      if (count < NOTICES_AT_ONCE) return total;
    }
  }

  private async page(tx: Tx, now: Date): Promise<number> {
    if (!(await this.deadlines.take(tx, 'public-notice'))) return 0;
    const over = await this.notices.lockOver(tx, now, NOTICES_AT_ONCE);
    for (const before of over) {
      const closed = closeNotice(before, now);
      if (!closed) continue;
      await this.notices.save(tx, closed.notice);
      outbox.append(tx, closed.event);
      audit.append(tx, auditOfNotice('close', CLOCK_ACTOR, closed.notice, before));
    }
    return over.length;
  }
}
