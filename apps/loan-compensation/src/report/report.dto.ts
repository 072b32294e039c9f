import { isLocalDate, type LocalDate } from '@gusu/values';
import { z } from 'zod';
import { FILING_REPORT_IDS } from './filing-report.js';
import { COLUMN_KINDS, type Report } from './report.js';
import { totalsOf } from './report.rules.js';

const day = z
  .string()
  .refine((text): text is LocalDate => isLocalDate(text), { params: { defect: 'DATE_FORMAT' } })
  .meta({ format: 'date' });

export const reportPathSchema = z.strictObject({ reportId: z.enum(FILING_REPORT_IDS) });
export type ReportPath = z.infer<typeof reportPathSchema>;

export const reportQuerySchema = z
  .strictObject({
    from: day
      .optional()
      .meta({ description: '起始日，缺省为本月首日 the first day of this month where left out' }),
    to: day.optional().meta({ description: '截止日，缺省为今天 today where left out' }),
  })
  .meta({ id: 'ReportQuery' });
export type ReportQuery = { from?: LocalDate; to?: LocalDate };

const cell = z.union([z.string(), z.number(), z.bigint(), z.null()]);
export const reportSchema = z
  .strictObject({
    reportId: z.string(),
    title: z.strictObject({ zh: z.string(), en: z.string() }),
    columns: z.array(
      z.strictObject({ key: z.string(), zh: z.string(), en: z.string(), kind: z.enum(COLUMN_KINDS) }),
    ),
    rows: z.array(z.record(z.string(), cell)),
    totals: z.record(z.string(), cell).meta({ description: '可加总列的合计 sums of counts and amounts' }),
  })
  .meta({
    id: 'Report',
    example: {
      reportId: 'R7',
      title: { zh: '企业敞口', en: 'Exposure of enterprises' },
      columns: [{ key: 'heldFen', zh: '占用额度', en: 'held of caps', kind: 'fen' }],
      rows: [{ heldFen: 350_000_000 }],
      totals: { heldFen: 350_000_000 },
    },
  });

export function reportView(report: Report) {
  return { ...report, totals: totalsOf(report) };
}
