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
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CompensationRepository } from './compensation.repository.js';
import * as dto from './recovery.dto.js';
import { RecoveryCloseService } from './recovery-close.service.js';
import { RemittanceRepository } from './remittance.repository.js';
import { RemittanceService } from './remittance.service.js';

@ApiTags('追偿与返还 recoveries and remittances')
@Controller('v1')
export class RecoveryController {
  constructor(
    private readonly compensations: CompensationRepository,
    private readonly remittances: RemittanceRepository,
    private readonly service: RemittanceService,
    private readonly closing: RecoveryCloseService,
    private readonly idempotency: Idempotency,
  ) {}

  @Get('claims/:claimNo/recoveries')
  @Permission('recovery.read')
  @Answers(dto.recoveryViewSchema)
  @Refusals('recovery/not-found')
  @Summary({
    zh: '追偿台账：负担、分配期、收回、调整',
    en: 'What is borne of a paid claim and what came back',
  })
  async recoveries(@Param('claimNo') claimNo: string, @Caller() caller: Actor) {
    return dto.recoveryView(await this.compensations.get(claimNo, caller));
  }

  @Post('claims/:claimNo/closing')
  @HttpCode(200)
  @Permission('recovery.close')
  @Answers(dto.recoveryViewSchema)
  @Refusals('claim/not-found', 'recovery/not-found', 'recovery/not-whole', 'recovery/not-remitted')
  @Summary({ zh: '销案', en: 'Close a case in which everything came back' })
  async close(@Param('claimNo') claimNo: string, @Caller() caller: Actor) {
    await this.closing.close(claimNo, caller);
    return dto.recoveryView(await this.compensations.get(claimNo, caller));
  }

  @Get('remittances')
  @Permission('remittance.read')
  @Answers(dto.remittancesSchema)
  @Summary({ zh: '返还清单，按到期日', en: 'Remittances by their last day; a bank sees its own' })
  async list(@Query({ schema: dto.remittancePageSchema }) page: dto.RemittancePage, @Caller() caller: Actor) {
    return { items: (await this.remittances.list(page, caller)).map(dto.remittanceView) };
  }

  @Post('remittances/:remittanceNo/payments')
  @Permission('remittance.record')
  @Answers(dto.remittanceViewSchema, { status: 201 })
  @Refusals('remittance/not-found', 'remittance/move-not-legal', 'remittance/too-much')
  @Summary({ zh: '登记返还到账', en: 'Record money that a bank remitted' })
  record(
    @Param('remittanceNo') remittanceNo: string,
    @Body({ schema: dto.remittancePaymentSchema }) payment: dto.RemittancePaymentBody,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    const given = { ...payment, amountFen: BigInt(payment.amountFen) };
    return this.idempotency.once(key, async (tx) =>
      Reply.created(dto.remittanceView(await this.service.record(tx, remittanceNo, given, caller))),
    );
  }

  @Post('remittances/:remittanceNo/reconciliation')
  @HttpCode(200)
  @Permission('remittance.reconcile')
  @Answers(dto.remittanceViewSchema)
  @Refusals('remittance/not-found', 'remittance/move-not-legal', 'remittance/four-eyes')
  @Summary({ zh: '与专户对账，须为另一人', en: 'Find a remittance on the statement of the account' })
  async reconcile(@Param('remittanceNo') remittanceNo: string, @Caller() caller: Actor) {
    return dto.remittanceView(await this.service.reconcile(remittanceNo, caller));
  }

  @Post('remittances/:remittanceNo/set-off')
  @HttpCode(200)
  @Permission('remittance.set-off')
  @Answers(dto.remittanceViewSchema)
  @Refusals(
    'remittance/not-found',
    'remittance/move-not-legal',
    'remittance/not-yet-overdue',
    'remittance/no-payable-claim',
  )
  @Summary({ zh: '逾期返还抵扣应付补偿', en: 'Take what is overdue from the next payment to the bank' })
  async setOff(
    @Param('remittanceNo') remittanceNo: string,
    @Body({ schema: dto.setOffSchema }) { claimNo }: dto.SetOffBody,
    @Caller() caller: Actor,
  ) {
    return dto.remittanceView(await this.service.setOff(remittanceNo, claimNo, caller));
  }
}
