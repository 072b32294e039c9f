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
  type HolidayNoticeDecision,
  holidayNoticeDecisionSchema,
  holidayNoticeIdSchema,
  holidayNoticeListSchema,
  holidayNoticeRequestSchema,
  holidayNoticeView,
  type HolidayNoticeView,
  holidayNoticeViewSchema,
} from './holiday-notice.dto.js';
import type { EnteredNotice } from './holiday-notice.js';
import { HolidayNoticeRepository } from './holiday-notice.repository.js';
import { HolidayNoticeService } from './holiday-notice.service.js';

@ApiTags('节假日安排 holiday notice')
@Controller('v1/holiday-notices')
export class HolidayNoticeController {
  constructor(
    private readonly service: HolidayNoticeService,
    private readonly notices: HolidayNoticeRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @Permission('holiday-notice.read')
  @Answers(holidayNoticeListSchema)
  @Summary({
    zh: '已录入的节假日安排，最新在前',
    en: 'Holiday notices that were entered, the newest first',
  })
  async list() {
    return { items: (await this.notices.list()).map(holidayNoticeView) };
  }

  @Post()
  @Permission('holiday-notice.keep')
  @Answers(holidayNoticeViewSchema, { status: 201 })
  @Summary({
    zh: '录入一年的节假日安排或其更正，另一人批准后生效',
    en: 'Enter the notice of a year or a correction',
    description:
      'Days that are worked or free against their weekday. It counts once another person approves.',
  })
  propose(
    @Body({ schema: holidayNoticeRequestSchema }) entered: EnteredNotice,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => {
      const notice = await this.service.propose(tx, entered, caller);
      return Reply.created(holidayNoticeView(notice), '/v1/holiday-notices');
    });
  }

  @Post(':noticeId/approval')
  @HttpCode(200)
  @Permission('holiday-notice.keep')
  @Refusals(
    'holiday-notice/not-found',
    'holiday-notice/same-person',
    'holiday-notice/not-proposer',
    'holiday-notice/move-not-legal',
  )
  @Answers(holidayNoticeViewSchema)
  @Summary({ zh: '批准、驳回或撤回（双人）', en: 'Approve, reject or withdraw; never one person alone' })
  async decide(
    @Param('noticeId', { schema: holidayNoticeIdSchema }) noticeId: string,
    @Body({ schema: holidayNoticeDecisionSchema }) request: HolidayNoticeDecision,
    @Caller() caller: Actor,
  ): Promise<HolidayNoticeView> {
    const reason = 'reason' in request ? request.reason : undefined;
    return holidayNoticeView(await this.service.decide(noticeId, { move: request.decision, reason }, caller));
  }
}
