import {
  Answers,
  Caller,
  Idempotency,
  type IdempotencyKey,
  Idempotent,
  Permission,
  Public,
  Refusals,
  Reply,
  Summary,
} from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ConfirmationService } from './confirmation.service.js';
import {
  confirmationSchema,
  noticeIdSchema,
  noticeList,
  noticeListSchema,
  noticeQuerySchema,
  noticeRequestSchema,
  noticeView,
  type NoticeView,
  noticeViewSchema,
} from './public-notice.dto.js';
import { PublicNoticeRepository } from './public-notice.repository.js';
import { PublicNoticeService } from './public-notice.service.js';

@ApiTags('公示 public notice')
@Controller('v1/public-notices')
export class PublicNoticeController {
  constructor(
    private readonly publishing: PublicNoticeService,
    private readonly confirmations: ConfirmationService,
    private readonly notices: PublicNoticeRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Permission('public-notice.manage')
  @Refusals(
    'assessment/not-found',
    'assessment/move-not-legal',
    'assessment/not-approved',
    'public-notice/mixed-programmes',
    'public-notice/personal-text',
    'deadline/calendar-missing',
  )
  @Answers(noticeViewSchema, { status: 201 })
  @Summary({ zh: '发布公示名单，期限依政策', en: 'Publish a list; the policy says for how long' })
  open(
    @Body({ schema: noticeRequestSchema }) request: z.infer<typeof noticeRequestSchema>,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => {
      const notice = await this.publishing.open(tx, request, caller);
      return Reply.created(noticeView(notice), `/v1/public-notices/${notice.noticeId}`);
    });
  }

  @Get()
  @Public()
  @Answers(noticeListSchema)
  @Summary({
    zh: '公示列表，最新在前，任何人可读',
    en: 'Public notices for everybody to read, the newest first',
  })
  async page(@Query({ schema: noticeQuerySchema }) { limit, cursor }: z.infer<typeof noticeQuerySchema>) {
    return noticeList(await this.notices.page(limit, cursor), limit);
  }

  @Get(':noticeId')
  @Public()
  @Refusals('public-notice/not-found')
  @Answers(noticeViewSchema)
  @Summary({ zh: '公示名单，任何人可读', en: 'The published list, for everybody to read' })
  async get(@Param('noticeId', { schema: noticeIdSchema }) noticeId: string): Promise<NoticeView> {
    return noticeView(await this.notices.get(noticeId));
  }

  @Post(':noticeId/confirmation')
  @HttpCode(200)
  @Permission('public-notice.manage')
  @Refusals('public-notice/not-found', 'public-notice/still-open')
  @Answers(confirmationSchema)
  @Summary({
    zh: '公示期满后确认授予，当日复查信用',
    en: 'Confirm after the notice: titles are granted, credit is checked again on the same day',
  })
  async confirm(@Param('noticeId', { schema: noticeIdSchema }) noticeId: string, @Caller() caller: Actor) {
    return { items: await this.confirmations.confirm(noticeId, caller) };
  }
}
