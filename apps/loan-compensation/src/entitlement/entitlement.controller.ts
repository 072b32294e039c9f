import { Answers, Permission, Refusals, Summary } from '@gusu/http';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PolicyVersionRepository } from '../loan-policy/policy-version.repository.js';
import { PoolRepository } from '../pool/pool.repository.js';
import { entitlementsSchema, entitlementsView } from './entitlement.dto.js';
import { EntitlementRepository } from './entitlement.repository.js';
import { entitlementOf, linesOf } from './entitlement.rules.js';

@ApiTags('资金池 risk pools')
@Controller('v1/pools/:poolCode/entitlements')
export class EntitlementController {
  constructor(
    private readonly entitlements: EntitlementRepository,
    private readonly policies: PolicyVersionRepository,
    private readonly pools: PoolRepository,
  ) {}

  @Get()
  @Permission('pool.read')
  @Answers(entitlementsSchema)
  @Refusals('pool/not-found')
  @Summary({
    zh: '应补测算：若全部不良贷款今日申请补偿，资金池与各银行各承担多少',
    en: 'What the pool would owe, and each bank bear, if every non-performing loan were claimed as it stands',
  })
  async get(@Param('poolCode') poolCode: string) {
    await this.pools.get(poolCode);
    const [drawn, loans] = await Promise.all([
      this.entitlements.drawn(poolCode),
      this.entitlements.bad(poolCode),
    ]);
    const bad = [];
    for (const loan of loans) {
      const { terms } = await this.policies.policyOf(loan.programme, loan.policyVersion);
      bad.push({ bankCode: loan.bankCode, entitlement: entitlementOf(loan, terms) });
    }
    const { total, banks } = linesOf(drawn, bad);
    return entitlementsView(poolCode, total, banks);
  }
}
