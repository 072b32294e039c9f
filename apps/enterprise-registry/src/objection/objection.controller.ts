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
import type { z } from 'zod';
import { noticeIdSchema } from '../public-notice/public-notice.dto.js';
import {
  objectionDecisionSchema,
  objectionIdSchema,
  objectionListSchema,
  objectionReceipt,
  objectionReceiptSchema,
  objectionRequestSchema,
  objectionView,
  objectionViewSchema,
} from './objection.dto.js';
import { ObjectionRepository } from './objection.repository.js';
import { ObjectionService } from './objection.service.js';

const id = { schema: objectionIdSchema };
const decision = { schema: objectionDecisionSchema };
type Decision = z.infer<typeof objectionDecisionSchema>;

@ApiTags('异议 objection')
@Controller('v1')
export class ObjectionController {
  constructor(
    private readonly cases: ObjectionService,
    private readonly objections: ObjectionRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Post('public-notices/:noticeId/objections')
  @Permission('objection.file')
  @Refusals('public-notice/not-found', 'objection/not-listed', 'objection/late')
  @Answers(objectionReceiptSchema, { status: 201 })
  @Summary({ zh: '实名提出异议，附理由与证据', en: 'Object by name, with reasons and evidence' })
  file(
    @Param('noticeId', { schema: noticeIdSchema }) noticeId: string,
    @Body({ schema: objectionRequestSchema }) request: z.infer<typeof objectionRequestSchema>,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      Reply.created(objectionReceipt(await this.cases.file(tx, noticeId, request, caller))),
    );
  }

  @Get('public-notices/:noticeId/objections')
  @Permission('objection.read')
  @Answers(objectionListSchema)
  @Summary({ zh: '某次公示的异议', en: 'The objections to a notice' })
  async ofNotice(@Param('noticeId', { schema: noticeIdSchema }) noticeId: string) {
    return { items: (await this.objections.ofNotice(noticeId)).map(objectionView) };
  }

  @Get('objections/:objectionId')
  @Permission('objection.read')
  @Refusals('objection/not-found')
  @Answers(objectionViewSchema)
  @Summary({ zh: '异议详情', en: 'One objection' })
  async get(@Param('objectionId', id) objectionId: string) {
    return objectionView(await this.objections.get(objectionId));
  }

  @Post('objections/:objectionId/acceptance')
  @HttpCode(200)
  @Permission('objection.decide')
  @Refusals('objection/not-found', 'objection/move-not-legal', 'deadline/calendar-missing')
  @Answers(objectionViewSchema)
  @Summary({ zh: '受理异议，仅暂缓该对象', en: 'Accept; only the item objected to is held' })
  async accept(@Param('objectionId', id) objectionId: string, @Caller() caller: Actor) {
    return objectionView(await this.cases.accept(objectionId, caller));
  }

  @Post('objections/:objectionId/rejection')
  @HttpCode(200)
  @Permission('objection.decide')
  @Refusals('objection/not-found', 'objection/move-not-legal')
  @Answers(objectionViewSchema)
  @Summary({ zh: '不予受理', en: 'Not accepted' })
  async reject(
    @Param('objectionId', id) objectionId: string,
    @Body(decision) { reason }: Decision,
    @Caller() caller: Actor,
  ) {
    return objectionView(await this.cases.reject(objectionId, reason, caller));
  }

  @Post('objections/:objectionId/upholding')
  @HttpCode(200)
  @Permission('objection.decide')
  @Refusals('objection/not-found', 'objection/move-not-legal')
  @Answers(objectionViewSchema)
  @Summary({ zh: '异议成立，撤下该对象', en: 'Uphold; the item leaves the list' })
  async uphold(
    @Param('objectionId', id) objectionId: string,
    @Body(decision) { reason }: Decision,
    @Caller() caller: Actor,
  ) {
    return objectionView(await this.cases.uphold(objectionId, reason, caller));
  }

  @Post('objections/:objectionId/partial-upholding')
  @HttpCode(200)
  @Permission('objection.decide')
  @Refusals('objection/not-found', 'objection/move-not-legal')
  @Answers(objectionViewSchema)
  @Summary({ zh: '异议部分成立，恢复公示', en: 'Uphold in part; the item is free again' })
  async upholdPartly(
    @Param('objectionId', id) objectionId: string,
    @Body(decision) { reason }: Decision,
    @Caller() caller: Actor,
  ) {
    return objectionView(await this.cases.upholdPartly(objectionId, reason, caller));
  }

  @Post('objections/:objectionId/extension')
  @HttpCode(200)
  @Permission('objection.decide')
  @Refusals(
    'objection/not-found',
    'objection/move-not-legal',
    'objection/extended-already',
    'deadline/calendar-missing',
  )
  @Answers(objectionViewSchema)
  @Summary({ zh: '延长调查15个工作日，仅一次', en: 'Fifteen more working days to investigate, once' })
  async extend(
    @Param('objectionId', id) objectionId: string,
    @Body(decision) { reason }: Decision,
    @Caller() caller: Actor,
  ) {
    return objectionView(await this.cases.extend(objectionId, reason, caller));
  }

  @Post('objections/:objectionId/dismissal')
  @HttpCode(200)
  @Permission('objection.decide')
  @Refusals('objection/not-found', 'objection/move-not-legal')
  @Answers(objectionViewSchema)
  @Summary({ zh: '异议不成立，恢复公示', en: 'Dismiss; the item is free again' })
  async dismiss(
    @Param('objectionId', id) objectionId: string,
    @Body(decision) { reason }: Decision,
    @Caller() caller: Actor,
  ) {
    return objectionView(await this.cases.dismiss(objectionId, reason, caller));
  }
}
