import { legalMoves } from '@gusu/values';
import { z } from 'zod';
import { evidenceIdsSchema, plainTextSchema } from '../enterprise/fact.dto.js';
import {
  ANNUAL_FACTS_MOVES,
  ANNUAL_FACTS_STATUSES,
  type AnnualFacts,
  COUNT_FIGURES,
  DECLARED_SOURCES,
  MONEY_FIGURES,
} from './annual-facts.js';
import { writeFigures } from './annual-figures.js';

export const fiscalYearSchema = z.coerce
  .number()
  .int()
  .min(1950)
  .max(2200)
  .meta({ description: '会计年度', example: 2025 });

const amount = z.string().max(30).meta({ description: '十进制数字 decimal text', example: '1234.5678' });
const count = z.int().min(0).max(10_000_000).meta({ example: 86 });

const figuresShape = {
  ...(Object.fromEntries(MONEY_FIGURES.map((name) => [name, amount.optional()])) as Record<
    (typeof MONEY_FIGURES)[number],
    z.ZodOptional<typeof amount>
  >),
  ...(Object.fromEntries(COUNT_FIGURES.map((name) => [name, count.optional()])) as Record<
    (typeof COUNT_FIGURES)[number],
    z.ZodOptional<typeof count>
  >),
  auditReportNo: plainTextSchema(100).optional().meta({ example: '苏会审〔2026〕123号' }),
};
const figuresExample = {
  operatingRevenue: '1200.0000',
  rdExpense: '100.5000',
  staffTotal: 86,
  techStaff: 21,
};
const figuresSchema = z.strictObject(figuresShape).meta({ id: 'AnnualFigures', example: figuresExample });

const yearShape = {
  unit: z
    .enum(['yuan', 'wan'])
    .meta({ description: '各金额的单位：元或万元 the unit of every amount', example: 'wan' }),
  figures: figuresSchema,
  source: z
    .enum(DECLARED_SOURCES)
    .default('ENTERPRISE')
    .meta({ description: '数据来源：企业、审计报告、纳税申报', example: 'AUDIT' }),
  evidenceIds: evidenceIdsSchema,
};

export const yearRequestSchema = z.strictObject(yearShape).meta({ id: 'AnnualFactsRequest' });

export const correctionRequestSchema = z
  .strictObject({ ...yearShape, reason: plainTextSchema(1000).meta({ example: '审计调整研发费用' }) })
  .meta({ id: 'AnnualFactsCorrectionRequest' });

export const yearQuerySchema = z.strictObject({
  asOf: z.iso.datetime({ offset: true }).optional().meta({
    description: '某时刻有效的版本 the version in force at an instant',
    example: '2026-06-01T00:00:00Z',
  }),
});
export type YearQuery = z.infer<typeof yearQuerySchema>;

export const listQuerySchema = z.strictObject({
  status: z.enum(ANNUAL_FACTS_STATUSES).default('submitted'),
  district: z
    .string()
    .regex(/^3205\d{2}$/)
    .optional()
    .meta({ example: '320571' }),
  after: z
    .string()
    .regex(/^[0-9A-Z]{18}\.\d{4}$/)
    .optional()
    .meta({ description: '上一页的 next the `next` of the page before', example: '91320594TE5T00016Q.2025' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ListQuery = z.infer<typeof listQuerySchema>;

export const annualFactsViewSchema = z
  .strictObject({
    creditCode: z.string(),
    fiscalYear: z.int(),
    version: z.int(),
    status: z.enum(ANNUAL_FACTS_STATUSES),
    unit: z.literal('wan'),
    figures: figuresSchema,
    source: z.enum(DECLARED_SOURCES),
    evidenceIds: z.array(z.uuid()),
    correctionReason: z.string().optional(),
    rejectionReasons: z.array(z.strictObject({ code: z.string(), detail: z.string() })),
    recordedBy: z.string(),
    recordedAt: z.iso.datetime(),
    submittedBy: z.string().optional(),
    submittedAt: z.iso.datetime().optional(),
    decidedBy: z.string().optional(),
    decidedAt: z.iso.datetime().optional(),
    supersededAt: z.iso.datetime().optional(),
    moves: z.array(z.string()).meta({ description: '当前合法的下一步 the moves that are legal now' }),
  })
  .meta({
    id: 'AnnualFacts',
    example: {
      creditCode: '91320594TE5T00016Q',
      fiscalYear: 2025,
      version: 1,
      status: 'submitted',
      unit: 'wan',
      figures: figuresExample,
      source: 'ENTERPRISE',
      evidenceIds: [],
      rejectionReasons: [],
      recordedBy: 'demo-admin',
      recordedAt: '2026-04-02T01:30:00.000Z',
      submittedBy: 'demo-admin',
      submittedAt: '2026-04-02T01:31:00.000Z',
      moves: ['verify', 'reject'],
    },
  });
export type AnnualFactsView = z.infer<typeof annualFactsViewSchema>;

export const annualFactsPageSchema = z.strictObject({
  items: z.array(annualFactsViewSchema),
  next: z.string().optional(),
});

export function annualFactsView(facts: AnnualFacts): AnnualFactsView {
  const { submittedAt, decidedAt, supersededAt, ...rest } = facts;
  return {
    ...rest,
    unit: 'wan',
    figures: writeFigures(facts.figures),
    evidenceIds: [...facts.evidenceIds],
    rejectionReasons: [...facts.rejectionReasons],
    recordedAt: facts.recordedAt.toISOString(),
    submittedAt: submittedAt?.toISOString(),
    decidedAt: decidedAt?.toISOString(),
    supersededAt: supersededAt?.toISOString(),
    moves: legalMoves(ANNUAL_FACTS_MOVES, facts.status),
  };
}
