import {
  Answers,
  Caller,
  Idempotency,
  Idempotent,
  Permission,
  Refusals,
  Reply,
  Summary,
  type IdempotencyKey,
} from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  bankKeyRequestSchema,
  bankKeysSchema,
  bankKeyViewSchema,
  partnerBankExitSchema,
  partnerBankSchema,
  partnerBanksSchema,
  type BankKeyRequest,
  type BankKeyView,
  type PartnerBankView,
} from './partner-bank.dto.js';
import { PartnerBankRepository } from './partner-bank.repository.js';
import { PartnerBankService } from './partner-bank.service.js';

@ApiTags('合作银行 partner banks')
@Controller('v1/partner-banks')
export class PartnerBankController {
  constructor(
    private readonly service: PartnerBankService,
    private readonly banks: PartnerBankRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Permission('partner-bank.manage')
  @Answers(partnerBankSchema, { status: 201 })
  @Refusals('bank/already-registered')
  @Summary({ zh: '登记合作银行', en: 'Register a partner bank' })
  register(
    @Body({ schema: partnerBankSchema }) bank: PartnerBankView,
    @Caller() actor: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      Reply.created(await this.service.register(tx, bank, actor)),
    );
  }

  @Get()
  @Permission('partner-bank.read')
  @Answers(partnerBanksSchema)
  @Summary({ zh: '合作银行名单', en: 'The partner banks; a bank sees itself' })
  list(@Caller() actor: Actor): Promise<PartnerBankView[]> {
    return this.banks.list(actor);
  }

  @Post(':bankCode/exit')
  @Permission('partner-bank.manage')
  @Answers(partnerBankExitSchema, { status: 201 })
  @Refusals('bank/not-found', 'bank/already-exited')
  @Summary({
    zh: '合作银行退出，不再受理其补偿申请',
    en: 'Let a partner bank leave; it claims nothing any more',
  })
  exit(
    @Param('bankCode') bankCode: string,
    @Caller() actor: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => {
      await this.service.exit(tx, bankCode, actor);
      return Reply.created({ bankCode });
    });
  }

  @Post(':bankCode/keys')
  @Permission('partner-bank.manage')
  @Answers(bankKeyViewSchema, { status: 201 })
  @Refusals('bank/not-found')
  @Summary({ zh: '新增签名密钥，密钥只显示一次', en: 'Add a signing key; a secret is shown once' })
  addKey(
    @Param('bankCode') bankCode: string,
    @Body({ schema: bankKeyRequestSchema }) request: BankKeyRequest,
    @Caller() actor: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      Reply.created(await this.service.addKey(tx, bankCode, request, actor)),
    );
  }

  @Get(':bankCode/keys')
  @Permission('partner-bank.manage')
  @Answers(bankKeysSchema)
  @Summary({ zh: '某行的签名密钥', en: 'The keys of a bank, without their secrets' })
  keys(@Param('bankCode') bankCode: string): Promise<BankKeyView[]> {
    return this.banks.keysOf(bankCode);
  }

  @Post(':bankCode/keys/:keyId/revocation')
  @Permission('partner-bank.manage')
  @Answers(bankKeyViewSchema)
  @Refusals('bank-key/not-found')
  @Summary({ zh: '吊销签名密钥', en: 'Revoke a key' })
  revoke(
    @Param('bankCode') bankCode: string,
    @Param('keyId') keyId: string,
    @Caller() actor: Actor,
  ): Promise<Reply> {
    return this.idempotency.once(undefined, async (tx) =>
      Reply.ok(await this.service.revokeKey(tx, bankCode, keyId, actor)),
    );
  }
}
