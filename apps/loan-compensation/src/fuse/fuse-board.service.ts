import { type Clock, CLOCK, today } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { CoveredPositionRepository } from '../covered-position/covered-position.repository.js';
import { PolicyVersionRepository } from '../loan-policy/policy-version.repository.js';
import { FuseRepository } from './fuse.repository.js';
import { StressRepository } from './stress.repository.js';

/** Puts together what officers watch: positions, the policy that reads them, the overdue loans behind them and the months before. */
@Injectable()
export class FuseBoardService {
  constructor(
    private readonly positions: CoveredPositionRepository,
    private readonly fuses: FuseRepository,
    private readonly stress: StressRepository,
    private readonly policies: PolicyVersionRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param bankCode of a bank that sees itself alone */
  async ofPool(poolCode: string, overdue: number, bankCode?: string) {
    const positions = await this.positions.ofPool(poolCode, today(this.clock), bankCode);
    const next = await this.stress.next(poolCode, overdue, bankCode);
    const trend = await this.fuses.trend(poolCode);
    const watched = [];
    for (const position of positions) {
      if (position.policyVersion === null) continue;
      const policy = await this.policies.policyOf(position.programme, position.policyVersion);
      const isIts = (one: { bankCode: string }) => one.bankCode === position.bankCode;
      watched.push({ position, policy, next: next.find(isIts), trend: trend.filter(isIts) });
    }
    return watched;
  }
}
