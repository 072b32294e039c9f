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
import { PoolRepository } from '../pool/pool.repository.js';
import { FuseBoardService } from './fuse-board.service.js';
import * as dto from './fuse.dto.js';
import { FuseRepository } from './fuse.repository.js';
import { FuseService } from './fuse.service.js';

@ApiTags('熔断 fuses')
@Controller('v1/pools/:poolCode')
export class FuseController {
  constructor(
    private readonly service: FuseService,
    private readonly board: FuseBoardService,
    private readonly fuses: FuseRepository,
    private readonly pools: PoolRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Get('fuses')
  @Permission('fuse.read')
  @Answers(dto.fusesSchema)
  @Refusals('pool/not-found')
  @Summary({
    zh: '熔断监测与压力测试：资金池及各银行',
    en: 'The fuses of a pool and its banks, and what they would read if the next overdue loans went bad',
  })
  async list(
    @Param('poolCode') poolCode: string,
    @Query({ schema: dto.stressQuerySchema }) { overdue }: dto.StressQuery,
    @Caller() caller: Actor,
  ) {
    await this.pools.get(poolCode);
    const watched = await this.board.ofPool(poolCode, overdue, caller.bank);
    return { items: watched.map(dto.fuseView) };
  }

  @Get('fuse-changes')
  @Permission('fuse-change.read')
  @Answers(dto.fuseChangesSchema)
  @Refusals('pool/not-found')
  @Summary({ zh: '熔断等级变化记录', en: 'How the levels of the fuses changed, the newest first' })
  async changes(@Param('poolCode') poolCode: string) {
    await this.pools.get(poolCode);
    return { items: (await this.fuses.changes(poolCode)).map(dto.fuseChangeView) };
  }

  @Post('fuse-lifts')
  @Permission('fuse-lift.request')
  @Answers(dto.liftViewSchema, { status: 201 })
  @Refusals(
    'pool/not-found',
    'fuse/not-found',
    'fuse/no-policy',
    'fuse/not-tripped',
    'fuse/resume-not-held',
    'fuse-lift/already-requested',
  )
  @Summary({ zh: '申请解除熔断', en: 'Ask for a fuse to be taken back' })
  requestLift(
    @Param('poolCode') poolCode: string,
    @Body({ schema: dto.liftRequestSchema }) { bankCode = '', docNo, reason }: dto.LiftRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    const requested = { poolCode, bankCode, docNo, reason };
    return this.idempotency.once(key, async (tx) =>
      Reply.created(dto.liftView(await this.service.requestLift(tx, requested, caller))),
    );
  }

  @Get('fuse-lifts')
  @Permission('fuse-change.read')
  @Answers(dto.liftsSchema)
  @Refusals('pool/not-found')
  @Summary({ zh: '解除熔断申请清单', en: 'Requests to take fuses back, the newest first' })
  async lifts(@Param('poolCode') poolCode: string) {
    await this.pools.get(poolCode);
    return { items: (await this.fuses.lifts(poolCode)).map(dto.liftView) };
  }

  @Post('fuse-lifts/:liftId/decision')
  @HttpCode(200)
  @Permission('fuse-lift.decide')
  @Answers(dto.liftViewSchema)
  @Refusals(
    'pool/not-found',
    'fuse-lift/not-found',
    'fuse-lift/four-eyes',
    'fuse-lift/move-not-legal',
    'fuse/no-policy',
    'fuse/not-tripped',
    'fuse/resume-not-held',
  )
  @Summary({
    zh: '决定是否解除熔断，须为另一人',
    en: 'Take a fuse back, or not: by another person than who asked',
  })
  async decideLift(
    @Param({ schema: dto.liftPathSchema }) of: dto.LiftPath,
    @Body({ schema: dto.liftDecisionSchema }) { decision }: dto.LiftDecision,
    @Caller() caller: Actor,
  ) {
    return dto.liftView(await this.service.decideLift(of, decision, caller));
  }
}
