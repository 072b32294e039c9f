import { isLocalDate, PROGRAMME_NAMES, PROGRAMMES } from '@gusu/values';
import { z } from 'zod';
import { NOTICE_STATUSES, type PublicNotice } from './public-notice.js';

const day = z.string().meta({ description: 'YYYY-MM-DD, Asia/Shanghai', example: '2026-10-09' });
export const noticeIdSchema = z.uuid();

export const noticeRequestSchema = z
  .strictObject({
    heading: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .meta({ description: '公示标题，不得含个人信息', example: '2026年第二批拟认定高新技术企业名单公示' }),
    assessmentIds: z
      .array(z.uuid())
      .min(1)
      .max(1_000)
      .refine((ids) => new Set(ids).size === ids.length, { params: { defect: 'FIELD_REPEATED' } }),
  })
  .meta({ id: 'PublicNoticeRequest' });

const notice = {
  noticeId: z.uuid(),
  programme: z.enum(PROGRAMMES),
  title: z.string().meta({ example: '高新技术企业' }),
  heading: z.string(),
  openedOn: day,
  closesOn: day.meta({ description: '末日24:00止 objections are taken to the end of this day' }),
  days: z.int(),
  unit: z.enum(['working', 'calendar']),
  status: z.enum(NOTICE_STATUSES),
  listHash: z.string().meta({
    description:
      '名单的 SHA-256：标题与各行以换行连接，行内各项以制表符连接 of heading and lines, joined by line feeds; the parts of a line by tabs',
    example: 'sha256:…',
  }),
};

export const noticeListSchema = z
  .strictObject({ items: z.array(z.strictObject(notice)), next: z.string().optional() })
  .meta({ id: 'PublicNoticeList' });

/** What anybody reads: nothing but the published lines. */
export const noticeViewSchema = z
  .strictObject({
    ...notice,
    items: z.array(
      z.strictObject({
        position: z.int(),
        name: z.string(),
        unit: z.string(),
        title: z.string(),
        district: z.string(),
      }),
    ),
  })
  .meta({ id: 'PublicNoticeView' });
export type NoticeView = z.infer<typeof noticeViewSchema>;

function headOf(published: PublicNotice) {
  const { noticeId, programme, heading, openedOn, closesOn, days, unit, status, listHash } = published;
  const title = PROGRAMME_NAMES[programme];
  return { noticeId, programme, title, heading, openedOn, closesOn, days, unit, status, listHash };
}

export function noticeView(published: PublicNotice): NoticeView {
  return { ...headOf(published), items: published.items.map(({ line }) => ({ ...line })) };
}

export function noticeList(found: readonly PublicNotice[], limit: number) {
  const last = found.length === limit ? found.at(-1) : undefined;
  return { items: found.map(headOf), ...(last && { next: `${last.openedOn}~${last.noticeId}` }) };
}

export const noticeQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(20),
  cursor: z
    .string()
    .max(60)
    .transform((text, context) => {
      const [openedOn = '', noticeId = ''] = text.split('~');
      if (isLocalDate(openedOn) && z.uuid().safeParse(noticeId).success) return { openedOn, noticeId };
      context.addIssue({ code: 'custom', message: 'not a cursor', params: { defect: 'FORMAT' } });
      return z.NEVER;
    })
    .optional(),
});

export const confirmationSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        position: z.int(),
        isGranted: z.boolean(),
        code: z
          .string()
          .optional()
          .meta({ description: '未授予的原因 why it was not granted', example: 'assessment/credit-event' }),
      }),
    ),
  })
  .meta({ id: 'PublicNoticeConfirmation' });
