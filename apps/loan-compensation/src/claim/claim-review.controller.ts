import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import { type Actor, type Clock, CLOCK } from '@gusu/values';
import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Claim } from './claim.js';
import * as dto from './claim.dto.js';
import { ClaimPaymentService } from './claim-payment.service.js';
import { ClaimReviewService } from './claim-review.service.js';

/** How a claim is taken back, and what the agency, the bureau, finance and the cashier do with claims. */
@ApiTags('补偿审批 claim review')
@Controller('v1/claims/:claimNo')
export class ClaimReviewController {
  constructor(
    private readonly reviews: ClaimReviewService,
    private readonly payments: ClaimPaymentService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('withdrawal')
  @HttpCode(200)
  @Permission('claim.withdraw')
  @Answers(dto.claimViewSchema)
  @Refusals('claim/not-found', 'claim/move-not-legal')
  @Summary({ zh: '撤回补偿申请', en: 'Take a claim back before its payment is ordered' })
  async withdraw(
    @Param('claimNo') claimNo: string,
    @Body({ schema: dto.claimReasonSchema }) { reason }: dto.ClaimReason,
    @Caller() caller: Actor,
  ) {
    return this.view(await this.reviews.withdraw(claimNo, reason, caller), caller);
  }

  @Post('return')
  @HttpCode(200)
  @Permission('claim.review')
  @Answers(dto.claimViewSchema)
  @Refusals(
    'claim/not-found',
    'claim/move-not-legal',
    'claim/four-eyes',
    'claim/not-a-party',
    'claim/returns-exhausted',
  )
  @Summary({ zh: '退回补正', en: 'Send a claim back with what is wrong with it' })
  async return(
    @Param('claimNo') claimNo: string,
    @Body({ schema: dto.claimReasonSchema }) { reason }: dto.ClaimReason,
    @Caller() caller: Actor,
  ) {
    return this.view(await this.reviews.return(claimNo, reason, caller), caller);
  }

  @Post('admission')
  @HttpCode(200)
  @Permission('claim.review')
  @Answers(dto.claimViewSchema)
  @Refusals(
    'claim/not-found',
    'claim/move-not-legal',
    'claim/four-eyes',
    'claim/not-a-party',
    'claim/calendar-missing',
  )
  @Summary({ zh: '受理', en: 'Admit a submitted claim to the review of the agency' })
  async admit(@Param('claimNo') claimNo: string, @Caller() caller: Actor) {
    return this.view(await this.reviews.step(claimNo, 'admit', caller), caller);
  }

  @Post('endorsement')
  @HttpCode(200)
  @Permission('claim.review')
  @Answers(dto.claimViewSchema)
  @Refusals(
    'claim/not-found',
    'claim/move-not-legal',
    'claim/four-eyes',
    'claim/not-a-party',
    'claim/calendar-missing',
  )
  @Summary({ zh: '受托机构审核通过', en: 'Pass the review of the agency' })
  async endorse(@Param('claimNo') claimNo: string, @Caller() caller: Actor) {
    return this.view(await this.reviews.step(claimNo, 'endorse', caller), caller);
  }

  @Post('verification')
  @HttpCode(200)
  @Permission('claim.verify')
  @Answers(dto.claimViewSchema)
  @Refusals(
    'claim/not-found',
    'claim/move-not-legal',
    'claim/four-eyes',
    'claim/not-a-party',
    'claim/calendar-missing',
  )
  @Summary({ zh: '主管部门核查通过，开始公示', en: 'Pass the review of the bureau and publish' })
  async verify(@Param('claimNo') claimNo: string, @Caller() caller: Actor) {
    return this.view(await this.reviews.step(claimNo, 'verify', caller), caller);
  }

  @Post('notice-conclusion')
  @HttpCode(200)
  @Permission('claim.verify')
  @Answers(dto.claimViewSchema)
  @Refusals(
    'claim/not-found',
    'claim/move-not-legal',
    'claim/four-eyes',
    'claim/not-a-party',
    'claim/notice-running',
    'claim/calendar-missing',
  )
  @Summary({ zh: '公示期满，转财政审批', en: 'Close the public notice after its last day' })
  async conclude(@Param('claimNo') claimNo: string, @Caller() caller: Actor) {
    return this.view(await this.reviews.conclude(claimNo, caller), caller);
  }

  @Post('rejection')
  @HttpCode(200)
  @Permission('claim.reject')
  @Answers(dto.claimViewSchema)
  @Refusals('claim/not-found', 'claim/move-not-legal', 'claim/not-a-party')
  @Summary({ zh: '不予补偿', en: 'Refuse a claim on a ground' })
  async reject(
    @Param('claimNo') claimNo: string,
    @Body({ schema: dto.claimRejectionSchema }) rejection: dto.ClaimRejection,
    @Caller() caller: Actor,
  ) {
    return this.view(await this.reviews.reject(claimNo, rejection, caller), caller);
  }

  @Post('suspension')
  @HttpCode(200)
  @Permission('claim.suspend')
  @Answers(dto.claimViewSchema)
  @Refusals('claim/not-found', 'claim/move-not-legal')
  @Summary({ zh: '暂停办理', en: 'Stop a claim where it stands' })
  async suspend(
    @Param('claimNo') claimNo: string,
    @Body({ schema: dto.claimReasonSchema }) { reason }: dto.ClaimReason,
    @Caller() caller: Actor,
  ) {
    return this.view(await this.reviews.suspend(claimNo, reason, caller), caller);
  }

  @Post('resumption')
  @HttpCode(200)
  @Permission('claim.suspend')
  @Answers(dto.claimViewSchema)
  @Refusals('claim/not-found', 'claim/move-not-legal', 'claim/not-a-party')
  @Summary({ zh: '恢复办理', en: 'Let a claim go on where it stood' })
  async resume(@Param('claimNo') claimNo: string, @Caller() caller: Actor) {
    return this.view(await this.reviews.resume(claimNo, caller), caller);
  }

  @Post('approval')
  @HttpCode(200)
  @Permission('claim.approve')
  @Answers(dto.claimViewSchema)
  @Refusals(
    'claim/not-found',
    'claim/move-not-legal',
    'claim/four-eyes',
    'claim/not-a-party',
    'claim/not-admissible',
    'claim/deferred',
    'claim/nothing-payable',
    'cap/exhausted',
  )
  @Summary({ zh: '财政审批，预留额度与资金', en: 'Approve a claim and set caps and cash aside' })
  async approve(@Param('claimNo') claimNo: string, @Caller() caller: Actor) {
    return this.view(await this.payments.approve(claimNo, caller), caller);
  }

  @Post('payment-order')
  @HttpCode(200)
  @Permission('claim.pay')
  @Answers(dto.claimViewSchema)
  @Refusals(
    'claim/not-found',
    'claim/move-not-legal',
    'claim/four-eyes',
    'claim/not-a-party',
    'claim/not-admissible',
    'claim/deferred',
    'claim/nothing-payable',
  )
  @Summary({ zh: '下达付款通知，金额冻结', en: 'Order the payment; its amounts are frozen' })
  async order(@Param('claimNo') claimNo: string, @Caller() caller: Actor) {
    return this.view(await this.payments.order(claimNo, caller), caller);
  }

  @Post('payment')
  @HttpCode(200)
  @Permission('claim.pay')
  @Answers(dto.claimViewSchema)
  @Refusals(
    'claim/not-found',
    'claim/move-not-legal',
    'claim/four-eyes',
    'claim/not-a-party',
    'claim/paid-too-early',
    'pool/cash-short',
  )
  @Summary({ zh: '登记付款', en: 'Record the payment' })
  async pay(
    @Param('claimNo') claimNo: string,
    @Body({ schema: dto.claimPaymentSchema }) payment: dto.ClaimPaymentBody,
    @Caller() caller: Actor,
  ) {
    return this.view(await this.payments.pay(claimNo, payment, caller), caller);
  }

  private view(claim: Claim, caller: Actor) {
    return dto.claimView(claim, caller, this.clock.now());
  }
}
