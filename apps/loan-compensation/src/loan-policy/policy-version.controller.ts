import {
  Answers,
  Caller,
  Idempotency,
  type IdempotencyKey,
  Idempotent,
  Permission,
  Refusals,
  Reply,
  Summary,
} from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type PolicyPath,
  policyPathSchema,
  type PolicyRequest,
  policyRequestSchema,
  policySummariesSchema,
  policySummary,
  policyView,
  policyViewSchema,
} from './policy-version.dto.js';
import { PolicyVersionRepository } from './policy-version.repository.js';
import { PolicyVersionService } from './policy-version.service.js';

@ApiTags('贷款政策 loan policies')
@Controller('v1/loan-policies')
export class PolicyVersionController {
  constructor(
    private readonly service: PolicyVersionService,
    private readonly versions: PolicyVersionRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Permission('loan-policy.propose')
  @Answers(policyViewSchema, { status: 201 })
  @Refusals('loan-policy/version-taken', 'loan-policy/version-skipped', 'loan-policy/begins-too-early')
  @Summary({ zh: '提出政策版本', en: 'Propose a version of a loan policy' })
  propose(
    @Body({ schema: policyRequestSchema }) document: PolicyRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => {
      const proposed = await this.service.propose(tx, document, caller);
      return Reply.created(policyView(proposed), `/v1/loan-policies/${proposed.policy.id}`);
    });
  }

  @Get()
  @Permission('loan-policy.read')
  @Answers(policySummariesSchema)
  @Summary({ zh: '政策版本清单', en: 'All versions of all loan policies' })
  async list() {
    return { items: (await this.versions.list()).map(policySummary) };
  }

  @Get(':programme/:version')
  @Permission('loan-policy.read')
  @Answers(policyViewSchema)
  @Refusals('loan-policy/not-found')
  @Summary({
    zh: '一个政策版本及每项参数的出处与可信度',
    en: 'One version, with the source and the confidence of each figure',
  })
  async get(@Param({ schema: policyPathSchema }) { programme, version }: PolicyPath) {
    return policyView(await this.versions.get(programme, version));
  }

  @Post(':programme/:version/approval')
  @HttpCode(200)
  @Permission('loan-policy.approve')
  @Answers(policyViewSchema)
  @Refusals(
    'loan-policy/not-found',
    'loan-policy/four-eyes',
    'loan-policy/move-not-legal',
    'loan-policy/begins-too-early',
    'loan-policy/overlap',
  )
  @Summary({
    zh: '审批政策版本，第二人审批即发布',
    en: 'Approve a version; the second approval publishes it',
  })
  async approve(
    @Param({ schema: policyPathSchema }) { programme, version }: PolicyPath,
    @Caller() caller: Actor,
  ) {
    return policyView(await this.service.approve(programme, version, caller));
  }

  @Post(':programme/:version/withdrawal')
  @HttpCode(200)
  @Permission('loan-policy.propose')
  @Answers(policyViewSchema)
  @Refusals('loan-policy/not-found', 'loan-policy/move-not-legal')
  @Summary({ zh: '撤回尚未发布的版本', en: 'Withdraw a version that is not published' })
  async withdraw(
    @Param({ schema: policyPathSchema }) { programme, version }: PolicyPath,
    @Caller() caller: Actor,
  ) {
    return policyView(await this.service.withdraw(programme, version, caller));
  }
}
