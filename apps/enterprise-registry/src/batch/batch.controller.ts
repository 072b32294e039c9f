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
import type { z } from 'zod';
import {
  type BatchDecision,
  batchDecisionSchema,
  batchIdSchema,
  batchListSchema,
  batchQuerySchema,
  batchRequestSchema,
  batchView,
  type BatchView,
  batchViewSchema,
} from './batch.dto.js';
import type { BatchCall } from './batch.js';
import { BatchRepository } from './batch.repository.js';
import { BatchService } from './batch.service.js';

@ApiTags('申报批次 batch')
@Controller('v1/batches')
export class BatchController {
  constructor(
    private readonly service: BatchService,
    private readonly batches: BatchRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @Permission('batch.read')
  @Answers(batchListSchema)
  @Summary({ zh: '申报批次与受理窗口', en: 'Calls for applications and when they take them' })
  async list(@Query({ schema: batchQuerySchema }) { programme }: z.infer<typeof batchQuerySchema>) {
    return { items: (await this.batches.list(programme)).map(batchView) };
  }

  @Post()
  @Permission('batch.keep')
  @Answers(batchViewSchema, { status: 201 })
  @Summary({
    zh: '拟定申报批次，另一人批准后开放',
    en: 'Call for applications; it counts once another person approves',
  })
  propose(
    @Body({ schema: batchRequestSchema }) call: BatchCall,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      Reply.created(batchView(await this.service.propose(tx, call, caller)), '/v1/batches'),
    );
  }

  @Post(':batchId/approval')
  @HttpCode(200)
  @Permission('batch.keep')
  @Refusals('batch/not-found', 'batch/same-person', 'batch/not-proposer', 'batch/move-not-legal')
  @Answers(batchViewSchema)
  @Summary({ zh: '批准、驳回或撤回（双人）', en: 'Approve, reject or withdraw; never one person alone' })
  async decide(
    @Param('batchId', { schema: batchIdSchema }) batchId: string,
    @Body({ schema: batchDecisionSchema }) request: BatchDecision,
    @Caller() caller: Actor,
  ): Promise<BatchView> {
    const reason = 'reason' in request ? request.reason : undefined;
    return batchView(await this.service.decide(batchId, { move: request.decision, reason }, caller));
  }
}
