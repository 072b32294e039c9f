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
import * as dto from './revocation.dto.js';
import { RevocationRepository } from './revocation.repository.js';
import { RevocationService } from './revocation.service.js';

@ApiTags('备案 filings')
@Controller('v1/filings/:filingNo/revocations')
export class RevocationController {
  constructor(
    private readonly service: RevocationService,
    private readonly revocations: RevocationRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Permission('filing-revocation.request')
  @Answers(dto.revocationViewSchema, { status: 201 })
  @Refusals(
    'filing/not-found',
    'filing/move-not-legal',
    'filing/compensated',
    'filing-revocation/already-requested',
  )
  @Summary({ zh: '申请撤销备案', en: 'Ask for a filing to be revoked' })
  request(
    @Param('filingNo') filingNo: string,
    @Body({ schema: dto.revocationRequestSchema }) requested: dto.RevocationRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      Reply.created(dto.revocationView(await this.service.request(tx, filingNo, requested, caller))),
    );
  }

  @Get()
  @Permission('filing-revocation.read')
  @Answers(dto.revocationsSchema)
  @Summary({ zh: '撤销备案申请清单', en: 'Requests to revoke a filing, the newest first' })
  async list(@Param('filingNo') filingNo: string) {
    return { items: (await this.revocations.list(filingNo)).map(dto.revocationView) };
  }

  @Post(':revocationId/decision')
  @HttpCode(200)
  @Permission('filing-revocation.decide')
  @Answers(dto.revocationViewSchema)
  @Refusals(
    'filing/not-found',
    'filing/move-not-legal',
    'filing/compensated',
    'filing-revocation/not-found',
    'filing-revocation/four-eyes',
    'filing-revocation/move-not-legal',
  )
  @Summary({
    zh: '决定是否撤销备案，须为另一人',
    en: 'Revoke a filing, or not: by another person than who asked',
  })
  async decide(
    @Param({ schema: dto.revocationPathSchema }) of: dto.RevocationPath,
    @Body({ schema: dto.revocationDecisionSchema }) { decision }: dto.RevocationDecision,
    @Caller() caller: Actor,
  ) {
    return dto.revocationView(await this.service.decide(of, decision, caller));
  }
}
