import { Answers, Permission, Refusals, Summary } from '@gusu/http';
import { type Clock, CLOCK, today } from '@gusu/values';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PolicyVersionRepository } from '../loan-policy/policy-version.repository.js';
import { poolPositionSchema, poolPositionView } from './covered-position.dto.js';
import { CoveredPositionRepository } from './covered-position.repository.js';

@ApiTags('资金池 risk pools')
@Controller('v1/pools/:poolCode/position')
export class CoveredPositionController {
  constructor(
    private readonly positions: CoveredPositionRepository,
    private readonly policies: PolicyVersionRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permission('pool.read')
  @Answers(poolPositionSchema)
  @Refusals('pool/not-found')
  @Summary({ zh: '资金池在保余额与剩余空间', en: 'What a pool covers, and how much more it may' })
  async get(@Param('poolCode') poolCode: string) {
    const on = today(this.clock);
    const { programme, policyVersion, capitalFen } = await this.positions.ground(poolCode, on);
    const positions = await this.positions.ofPool(poolCode, on);
    const policy =
      policyVersion === null ? undefined : await this.policies.policyOf(programme, policyVersion);
    return poolPositionView(poolCode, capitalFen, positions, policy);
  }
}
