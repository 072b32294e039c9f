import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  poolMembershipView,
  poolMembershipViewSchema,
  poolPage,
  poolPageSchema,
  poolQuerySchema,
  type PoolRequest,
} from './cultivation-pool.dto.js';
import { CultivationPoolRepository } from './cultivation-pool.repository.js';

@ApiTags('培育库 cultivation pool')
@Controller('v1')
export class CultivationPoolController {
  constructor(private readonly pools: CultivationPoolRepository) {}

  @Get('enterprises/:creditCode/cultivation-pool')
  @Permission('cultivation-pool.read')
  @Refusals('enterprise/not-found')
  @Answers(poolMembershipViewSchema)
  @Summary({ zh: '企业在培育库中的历次梯队', en: 'The rungs on which an enterprise stands and stood' })
  async ofEnterprise(@Param('creditCode') creditCode: string, @Caller() caller: Actor) {
    return poolMembershipView(await this.pools.ofEnterprise(creditCode, caller));
  }

  @Get('cultivation-pool')
  @Permission('cultivation-pool.read')
  @Answers(poolPageSchema)
  @Summary({ zh: '某梯队的在库企业', en: 'Who stands on a rung now' })
  async page(@Query({ schema: poolQuerySchema }) { cursor, ...query }: PoolRequest, @Caller() caller: Actor) {
    return poolPage(await this.pools.page({ ...query, after: cursor }, caller), query.limit);
  }
}
