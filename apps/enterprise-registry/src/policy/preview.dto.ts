import { POLICY_ACTIONS, SUMMARIES } from '@gusu/policies';
import { type LocalDate, PROGRAMMES } from '@gusu/values';
import { z } from 'zod';
import { localDateSchema } from '../enterprise/fact.dto.js';
import type { NearEnterprise } from './near-next-rung.js';
import type { PreviewLine, PreviewTotals } from './preview.js';

const district = z
  .string()
  .regex(/^3205\d{2}$/)
  .optional()
  .meta({ example: '320571' });
const on = localDateSchema
  .optional()
  .meta({ description: '以该日已知的事实比较，缺省为今天', example: '2026-11-24' });

export const previewQuerySchema = z.strictObject({
  on,
  action: z.enum(POLICY_ACTIONS).default('initial'),
  district,
});
export type PreviewQuery = Omit<z.infer<typeof previewQuerySchema>, 'on'> & { on?: LocalDate };

const words = z.strictObject({ zh: z.string(), en: z.string() });
const counts = { assessed: z.int(), gains: z.int(), loses: z.int(), moves: z.int() };

export const previewSchema = z
  .strictObject({
    policyId: z.string(),
    comparedWith: z.string().optional(),
    on: z.iso.date(),
    ...counts,
    districts: z.array(z.strictObject({ districtCode: z.string(), ...counts })),
    reasons: z.array(
      z.strictObject({
        effect: z.enum(['gains', 'loses', 'moves']),
        criterion: z.string(),
        label: words,
        count: z.int(),
      }),
    ),
  })
  .meta({
    id: 'PolicyPreview',
    example: {
      policyId: 'gazelle/sz-2027',
      comparedWith: 'gazelle/sz-2020',
      on: '2026-11-24',
      assessed: 11997,
      gains: 12,
      loses: 3,
      moves: 40,
      districts: [{ districtCode: '320571', assessed: 2100, gains: 4, loses: 1, moves: 9 }],
      reasons: [
        {
          effect: 'loses',
          criterion: 'L4',
          label: { zh: '主营业务收入增长率', en: 'growth of main revenue' },
          count: 3,
        },
      ],
    },
  });

export interface PreviewHead {
  policyId: string;
  comparedWith?: string;
  on: LocalDate;
}

export function previewView(head: PreviewHead, totals: PreviewTotals) {
  return { ...head, ...totals };
}

export const PREVIEW_HEADER = 'creditCode,districtCode,effect,before,after,because\n';

/** One line of the download. Ids and words of the rules alone: nothing in it needs quoting but the list of criteria. */
export function previewCsvLine({
  creditCode,
  districtCode,
  effect,
  before,
  after,
  because,
}: PreviewLine): string {
  const criteria = because.map(({ id, status }) => `${id} ${status}`).join('; ');
  return `${creditCode},${districtCode},${effect},${before},${after},"${criteria}"\n`;
}

export const nearQuerySchema = z.strictObject({
  programme: z.enum(PROGRAMMES),
  on,
  district,
  after: z
    .string()
    .regex(/^[0-9A-Z]{18}$/)
    .optional()
    .meta({ description: '上一页的 next the `next` of the page before', example: '91320594TE5T00016Q' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type NearQuery = Omit<z.infer<typeof nearQuerySchema>, 'on'> & { on?: LocalDate };

const shownValue = z.strictObject({ value: z.string(), unit: z.string(), exact: z.string() });

export const nearPageSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        creditCode: z.string(),
        districtCode: z.string(),
        policyId: z.string(),
        summary: z.enum(SUMMARIES),
        lacking: z.array(
          z.strictObject({
            criterion: z.string(),
            label: words,
            required: words,
            gap: shownValue.optional(),
            shortfall: shownValue.optional(),
          }),
        ),
      }),
    ),
    next: z.string().optional(),
  })
  .meta({
    id: 'NearNextRungPage',
    example: {
      items: [
        {
          creditCode: '91320594TE5T00016Q',
          districtCode: '320571',
          policyId: 'hnte/2016-32',
          summary: 'NOT_MET',
          lacking: [
            {
              criterion: 'H5',
              label: { zh: '科技人员占当年职工总数的比例', en: 'share of scientific and technical staff' },
              required: { zh: '不低于10%', en: 'at least 10 %' },
              gap: { value: '0.0011', unit: '比率', exact: '1/910' },
              shortfall: { value: '1.0000', unit: '个', exact: '1' },
            },
          ],
        },
      ],
    },
  });
export type NearPageView = z.infer<typeof nearPageSchema>;

export function nearPageView(page: { items: readonly NearEnterprise[]; next?: string }): NearPageView {
  const items = page.items.map(({ creditCode, districtCode, result }) => ({
    creditCode,
    districtCode,
    policyId: result.policyId,
    summary: result.summary,
    lacking: result.criteria
      .filter(({ status }) => status === 'UNMET')
      .map(({ id, label, required, findings }) => {
        const short = findings.find(({ gap }) => gap !== undefined);
        return { criterion: id, label, required, gap: short?.gap, shortfall: short?.shortfall };
      }),
  }));
  return { items, next: page.next };
}
