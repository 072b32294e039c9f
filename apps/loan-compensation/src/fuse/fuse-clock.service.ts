import { Database } from '@gusu/database';
import { type Clock, CLOCK, type LocalDate, localDateOf } from '@gusu/values';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { MovedPosition } from '../covered-position/covered-position.js';
import { CoveredPositionRepository } from '../covered-position/covered-position.repository.js';
import { Interval } from '../deadline/interval.js';
import { PolicyVersionRepository } from '../loan-policy/policy-version.repository.js';
import { monthEndBefore } from './fuse-lift.rules.js';
import { FuseRepository } from './fuse.repository.js';
import { measureOf } from './fuse.rules.js';

/** Later than this nobody can say any more what stood at the end of the month; it is left out, and a fuse stays longer. */
const LATEST_DAY_OF_MONTH = '03';

/** Keeps what every fuse reads when a month is over, once: taking a fuse back rests on it. */
@Injectable()
export class FuseClockService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('fuse');
  private kept: LocalDate | undefined;
  private readonly interval = new Interval(
    () => this.tick(this.clock.now()),
    (error) => this.logger.error({ message: 'the month ends of fuses were not kept', error }),
  );

  constructor(
    private readonly database: Database,
    private readonly positions: CoveredPositionRepository,
    private readonly fuses: FuseRepository,
    private readonly policies: PolicyVersionRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.interval.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.interval.stop();
  }

  /** What stands at the first look after the end of a month is kept for it; returns for how many fuses. */
  async tick(now: Date): Promise<number> {
    const monthEnd = monthEndBefore(localDateOf(now));
    const isTooLate = localDateOf(now).slice(-2) > LATEST_DAY_OF_MONTH;
    if (isTooLate || this.kept === monthEnd) return 0;
    const count = await this.database.transaction(async (tx) => {
      const positions = await this.positions.all(tx, monthEnd);
      const measures = await Promise.all(positions.map((position) => this.measure(tx, position)));
      return this.fuses.keepMonthEnds(tx, monthEnd, measures.flat(), now);
    });
    this.kept = monthEnd;
    return count;
  }

  private async measure(tx: Parameters<FuseRepository['keepMonthEnds']>[0], position: MovedPosition) {
    const { programme, policyVersion, poolCode, bankCode } = position;
    if (policyVersion === null) return [];
    const { terms } = await this.policies.policyOf(programme, policyVersion, tx);
    return [{ poolCode, bankCode, ...measureOf(position, terms) }];
  }
}
