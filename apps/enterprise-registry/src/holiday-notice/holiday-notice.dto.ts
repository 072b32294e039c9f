import { legalMoves } from '@gusu/values';
import { z } from 'zod';
import { localDateSchema, plainTextSchema } from '../enterprise/fact.dto.js';
import { HOLIDAY_NOTICE_MOVES, HOLIDAY_NOTICE_STATUSES, type HolidayNotice } from './holiday-notice.js';

export const holidayNoticeIdSchema = z.uuid();
const example = {
  year: 2027,
  docNo: '国办发明电〔2026〕7号',
  days: [
    { day: '2027-01-01', isWorked: false },
    { day: '2027-10-01', isWorked: false },
    { day: '2027-10-09', isWorked: true },
  ],
};

const year = z.int().min(2000).max(2100);

export const holidayNoticeRequestSchema = z
  .strictObject({
    year,
    docNo: plainTextSchema(100).meta({ description: '文号 the number of the document' }),
    days: z
      .array(
        z.strictObject({
          day: localDateSchema,
          isWorked: z.boolean().meta({ description: '调休上班为 true，放假为 false' }),
        }),
      )
      .min(1)
      .max(120),
  })
  .meta({ id: 'HolidayNoticeRequest', example });

export const holidayNoticeDecisionSchema = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('approve') }),
    z.strictObject({ decision: z.literal('withdraw') }),
    z.strictObject({ decision: z.literal('reject'), reason: plainTextSchema(1000) }),
  ])
  .meta({ id: 'HolidayNoticeDecision', example: { decision: 'approve' } });
export type HolidayNoticeDecision = z.infer<typeof holidayNoticeDecisionSchema>;

export const holidayNoticeViewSchema = z
  .strictObject({
    noticeId: z.uuid(),
    year: z.int(),
    docNo: z.string(),
    days: z.array(z.strictObject({ day: z.string(), isWorked: z.boolean() })),
    status: z.enum(HOLIDAY_NOTICE_STATUSES),
    proposedBy: z.string(),
    proposedAt: z.iso.datetime(),
    decidedBy: z.string().optional(),
    decidedAt: z.iso.datetime().optional(),
    decisionReason: z.string().optional(),
    moves: z.array(z.string()),
  })
  .meta({
    id: 'HolidayNotice',
    example: {
      ...example,
      noticeId: '0197a1c2-7c1e-7a44-9d0b-6a4c5d6e7f80',
      status: 'proposed',
      proposedBy: 'demo-city-officer',
      proposedAt: '2026-11-10T02:00:00.000Z',
      moves: ['approve', 'reject', 'withdraw'],
    },
  });
export type HolidayNoticeView = z.infer<typeof holidayNoticeViewSchema>;

export const holidayNoticeListSchema = z.strictObject({ items: z.array(holidayNoticeViewSchema) });

export function holidayNoticeView(notice: HolidayNotice): HolidayNoticeView {
  return {
    ...notice,
    days: notice.days.map((noticed) => ({ ...noticed })),
    proposedAt: notice.proposedAt.toISOString(),
    decidedAt: notice.decidedAt?.toISOString(),
    moves: legalMoves(HOLIDAY_NOTICE_MOVES, notice.status),
  };
}
