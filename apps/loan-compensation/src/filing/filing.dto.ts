import { FILING_ENDINGS, FILING_REASONS, type FilingReason } from '@gusu/contracts';
import { z } from 'zod';
import { FILING_STATUSES, type LoanFiling } from './filing.js';

const fen = z.bigint();
const day = z.iso.date();
const bps = z.int().min(0).max(10_000);
const reasons = z.array(
  z.strictObject({
    code: z.enum(Object.keys(FILING_REASONS) as [FilingReason, ...FilingReason[]]),
    messageZh: z.string(),
  }),
);

/** What a bank hears at once; the same for ever, whatever becomes of the filing. */
export const filingReceiptSchema = z
  .strictObject({
    filingNo: z.string().meta({ description: '备案编号' }),
    decision: z
      .enum(['confirmed', 'refused'])
      .meta({ description: '是否纳入风险补偿 whether it is covered' }),
    policyId: z.string().optional().meta({ description: '政策版本' }),
    tier: z.string().optional(),
    filedFen: z.int().optional().meta({ description: '计入备案金额 what counts as covered' }),
    poolBps: bps.optional().meta({ description: '资金池分担比例' }),
    bankBps: bps.optional().meta({ description: '银行分担比例' }),
    rateCapPpm: z.int().optional().meta({ description: '利率上限，百万分率' }),
    conditionalUntil: day.optional().meta({ description: '有条件备案的截止日' }),
    reasons: reasons.optional().meta({ description: '不予确认的全部原因 every reason' }),
  })
  .meta({
    id: 'FilingReceipt',
    example: {
      filingNo: 'KDT-2021-C1000000000001-000001',
      decision: 'confirmed',
      policyId: 'KDT/1',
      tier: 'S',
      filedFen: 500_000_000,
      poolBps: 8_000,
      bankBps: 2_000,
      rateCapPpm: 43_000,
    },
  });

const layers = z.array(z.strictObject({ level: z.string(), weight: z.int() }));

/** A filing with everything that is bound to it. */
export const filingViewSchema = z
  .strictObject({
    filingNo: z.string(),
    bankCode: z.string(),
    dueBillNo: z.string(),
    contractNo: z.string(),
    creditCode: z.string(),
    programme: z.string(),
    poolCode: z.string().nullable(),
    status: z.enum(FILING_STATUSES),
    reasons,
    policyId: z.string().nullable(),
    policyHash: z.string().nullable(),
    tier: z.string().nullable(),
    plannedFen: fen,
    filedFen: fen,
    ratePpm: z.int(),
    tenorMonths: z.int(),
    guaranteeMode: z.string(),
    creditPortionBps: bps,
    isFirstLoan: z.boolean(),
    poolBps: bps,
    bankBps: bps,
    guarantorBps: bps,
    layers,
    rateCapPpm: z.int().nullable(),
    coverageMode: z.string().nullable(),
    filedOn: day,
    lapsesAfter: day.nullable(),
    conditionalUntil: day.nullable(),
    decidedAt: z.iso.datetime(),
    isCompensated: z.boolean(),
    endedAt: z.iso.datetime().nullable(),
    ending: z.enum(FILING_ENDINGS).nullable(),
    endReason: z.string().nullable(),
  })
  .meta({
    id: 'Filing',
    example: {
      filingNo: 'KDT-2021-C1000000000001-000001',
      bankCode: 'C1000000000001',
      dueBillNo: '0032021060100001',
      contractNo: 'HT-2021-0001',
      creditCode: '91320594TE5T00016Q',
      programme: 'KDT',
      poolCode: 'KDT-SZ',
      status: 'confirmed',
      reasons: [],
      policyId: 'KDT/1',
      policyHash: 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      tier: 'S',
      plannedFen: 500_000_000,
      filedFen: 500_000_000,
      ratePpm: 43_000,
      tenorMonths: 12,
      guaranteeMode: 'CREDIT',
      creditPortionBps: 10_000,
      isFirstLoan: true,
      poolBps: 8_000,
      bankBps: 2_000,
      guarantorBps: 0,
      layers: [
        { level: 'CITY', weight: 1 },
        { level: 'DISTRICT', weight: 1 },
      ],
      rateCapPpm: 43_500,
      coverageMode: 'PRO_RATA',
      filedOn: '2021-05-30',
      lapsesAfter: '2021-07-29',
      conditionalUntil: null,
      decidedAt: '2021-05-30T01:00:03.120Z',
      isCompensated: false,
      endedAt: null,
      ending: null,
      endReason: null,
    },
  });

export const filingPageSchema = z
  .strictObject({
    after: z.string().max(100).default('').meta({ description: '自此备案编号之后 from behind this number' }),
    limit: z.coerce.number().int().min(1).max(500).default(100),
    programme: z.string().max(64).optional().meta({ description: '信贷产品' }),
    status: z.enum(FILING_STATUSES).optional(),
    creditCode: z.string().length(18).optional(),
    bankCode: z.string().max(64).optional(),
    dueBillNo: z.string().max(64).optional(),
  })
  .meta({ id: 'FilingPage' });
export type FilingPage = z.infer<typeof filingPageSchema>;

export const filingsSchema = z.strictObject({
  items: z.array(filingViewSchema),
  next: z.string().nullable().meta({ description: '下一页从此编号之后开始' }),
});

export function filingView({
  borrower: _borrower,
  eventId: _eventId,
  policyHash,
  shareRules: _shareRules,
  endedBy: _endedBy,
  ...filing
}: LoanFiling) {
  const words = filing.reasons.map((code) => ({ code, messageZh: FILING_REASONS[code].zh }));
  return { ...filing, policyHash, reasons: words };
}
