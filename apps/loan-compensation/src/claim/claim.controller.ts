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
import { type Actor, type Clock, CLOCK, today } from '@gusu/values';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import * as dto from './claim.dto.js';
import { ClaimPaymentService } from './claim-payment.service.js';
import { ClaimRepository } from './claim.repository.js';
import { ClaimService } from './claim.service.js';

/** What a bank does with its claims, and what everybody who may see them reads of them. */
@ApiTags('补偿申请 claims')
@Controller('v1/claims')
export class ClaimController {
  constructor(
    private readonly service: ClaimService,
    private readonly payments: ClaimPaymentService,
    private readonly claims: ClaimRepository,
    private readonly idempotency: Idempotency,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Permission('claim.draft')
  @Answers(dto.claimViewSchema, { status: 201 })
  @Refusals('loan/not-found', 'claim/not-admissible', 'bank/not-yours')
  @Summary({ zh: '起草补偿申请', en: 'Draft a claim with its pack' })
  draft(
    @Body({ schema: dto.claimRequestSchema }) body: dto.ClaimRequestBody,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    const request = { ...body, ...figuresOf(body) };
    return this.idempotency.once(key, async (tx) =>
      Reply.created(this.view(await this.service.draft(tx, request, caller), caller)),
    );
  }

  @Post(':claimNo/amendment')
  @HttpCode(200)
  @Permission('claim.draft')
  @Answers(dto.claimViewSchema)
  @Refusals('claim/not-found', 'claim/move-not-legal')
  @Summary({ zh: '补正补偿申请材料', en: 'Put right a draft or a returned claim' })
  async amend(
    @Param('claimNo') claimNo: string,
    @Body({ schema: dto.claimAmendmentSchema }) body: dto.ClaimAmendment,
    @Caller() caller: Actor,
  ) {
    return this.view(await this.service.amend(claimNo, { ...body, ...figuresOf(body) }, caller), caller);
  }

  @Post(':claimNo/submission')
  @HttpCode(200)
  @Permission('claim.submit')
  @Answers(dto.claimViewSchema)
  @Refusals('claim/not-found', 'claim/not-admissible', 'claim/move-not-legal', 'claim/four-eyes')
  @Summary({ zh: '复核并提交，须为另一人', en: 'Submit a claim that somebody else drafted' })
  async submit(@Param('claimNo') claimNo: string, @Caller() caller: Actor) {
    return this.view(await this.service.submit(claimNo, caller), caller);
  }

  @Get()
  @Permission('claim.read')
  @Answers(dto.claimsSchema)
  @Summary({ zh: '补偿申请清单', en: 'Claims; a bank sees its own' })
  async list(@Query({ schema: dto.claimPageSchema }) page: dto.ClaimPage, @Caller() caller: Actor) {
    const { overdue, ...query } = page;
    const late = overdue === 'true' ? { isOverdueOn: today(this.clock) } : {};
    const claims = await this.claims.list({ ...query, ...late }, caller);
    const next = claims.length === page.limit ? claims.at(-1)?.claimNo : undefined;
    const items = claims.map((claim) => this.view(claim, caller));
    return { items, ...(next === undefined ? {} : { next }) };
  }

  @Get(':claimNo')
  @Permission('claim.read')
  @Answers(dto.claimViewSchema)
  @Refusals('claim/not-found')
  @Summary({ zh: '一件补偿申请', en: 'One claim' })
  async get(@Param('claimNo') claimNo: string, @Caller() caller: Actor) {
    return this.view(await this.claims.get(claimNo, caller), caller);
  }

  @Get(':claimNo/steps')
  @Permission('claim.read')
  @Answers(dto.claimStepsSchema)
  @Refusals('claim/not-found')
  @Summary({ zh: '办理过程', en: 'Every step that a claim took' })
  async steps(@Param('claimNo') claimNo: string, @Caller() caller: Actor) {
    await this.claims.get(claimNo, caller);
    return { items: await this.claims.steps(claimNo) };
  }

  @Get(':claimNo/preview')
  @Permission('claim.read')
  @Answers(dto.claimPreviewSchema)
  @Refusals('claim/not-found')
  @Summary({ zh: '测算：谁付多少', en: 'Who would pay what if it were decided now' })
  async preview(@Param('claimNo') claimNo: string, @Caller() caller: Actor) {
    return dto.previewView(await this.payments.preview(claimNo, caller));
  }

  private view(claim: Parameters<typeof dto.claimView>[0], caller: Actor) {
    return dto.claimView(claim, caller, this.clock.now());
  }
}

function figuresOf({ certifiedPrincipalFen, otherPolicyPaidFen }: dto.ClaimAmendment) {
  return {
    certifiedPrincipalFen: BigInt(certifiedPrincipalFen),
    otherPolicyPaidFen: BigInt(otherPolicyPaidFen),
  };
}
