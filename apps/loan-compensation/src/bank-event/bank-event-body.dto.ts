import { z } from 'zod';
import { EXAMPLE_DATA, EXAMPLE_WORDS } from './bank-event-examples.js';
import { FIVE_CLASSES, RECOVERY_CHANNELS, REPAYMENT_SOURCES } from './bank-event.js';

/**
 * The messages of banks as the API describes them. They are read by `bank-event-reader`, which gives each defect its own code; a test holds
 * the two together.
 */
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const fen = z.int().min(0).meta({ description: '分 integer fen' });
const day = z.iso.date();
const ppm = z.int().min(0).max(1_000_000).meta({ description: '百万分率：4.35% = 43500' });
const creditCode = z
  .string()
  .regex(/^[0-9A-Za-z]{18}$/)
  .meta({ description: '统一社会信用代码；小写可归一，其余错误一律拒绝' });
const days = z.int().min(0).max(36_500);
const currency = z.literal('CNY').optional();
const text = (longest: number) => z.string().min(1).max(longest);

const envelope = {
  specVersion: z.literal('1.0'),
  bankCode: id.meta({ description: '金融机构编码' }),
  eventId: id.meta({ description: '银行流水号，每家银行永久唯一 unique for ever' }),
  seq: z.int().min(0).optional().meta({ description: '借据内的序号 within the due bill' }),
  occurredAt: z.iso.datetime({ offset: true }),
  valueDate: day.meta({ description: '起息日，不晚于收到日后一日' }),
  dueBillNo: id.meta({ description: '借据号，与核心系统完全一致' }),
};

/** The data of each type about one loan. */
const LOAN_DATA = {
  'filing.submitted': z.looseObject({
    uscc: creditCode,
    contractNo: id,
    plannedAmountFen: fen.min(1),
    ratePpm: ppm,
    tenorMonths: z.int().min(1).max(600),
    guaranteeMode: z.enum(['CREDIT', 'IP_PLEDGE', 'AR_PLEDGE', 'GUARANTEE', 'MORTGAGE', 'MIXED']),
    creditPortionBps: z.int().min(0).max(10_000),
    isFirstLoan: z.boolean(),
    agreedShareBps: z.int().min(0).max(10_000).optional().meta({
      description:
        '单笔约定的资金池分担比例，政策许可时适用 agreed for this loan; counts where the policy says so',
    }),
    purpose: text(200),
    renewedFrom: id.optional().meta({ description: '无还本续贷、借新还旧的原借据号 the due bill it renews' }),
    programme: id
      .optional()
      .meta({ description: '信贷产品，缺省为 KDT 科贷通 the programme it is filed under' }),
  }),
  'loan.disbursed': z.looseObject({
    amountFen: fen.min(1),
    disbursedOn: day,
    maturity: day,
    ratePpm: ppm,
    rateType: z.enum(['FIXED', 'FLOATING']),
    repayMethod: text(200),
    uscc: creditCode.optional(),
    currency,
  }),
  'loan.repaid': z.looseObject({
    principalFen: fen,
    interestFen: fen,
    penaltyFen: fen,
    totalFen: fen.meta({ description: '必须等于本金、利息、罚息之和' }),
    balanceAfterFen: fen,
    source: z.enum(REPAYMENT_SOURCES),
    currency,
  }),
  'loan.overdue': z.looseObject({
    asOf: day,
    principalArrearsFen: fen,
    interestArrearsFen: fen,
    principalArrearsDays: days,
    interestArrearsDays: days,
  }),
  'loan.cured': z.looseObject({ asOf: day }),
  'loan.reclassified': z.looseObject({ asOf: day, to: z.enum(FIVE_CLASSES) }),
  'loan.extended': z.looseObject({ newMaturity: day, count: z.int().min(1).max(100).optional() }),
  'loan.rate_changed': z.looseObject({ newRatePpm: ppm }),
  'loan.accelerated': z.looseObject({ on: day }),
  'loan.defaulted': z.looseObject({ asOf: day, principalFen: fen, interestFen: fen }),
  'loan.renewed': z.looseObject({ newDueBillNo: id, amountFen: fen.min(1) }),
  'loan.restructured': z.looseObject({ terms: text(500) }),
  'loan.settled': z.looseObject({ settledOn: day }),
  'loan.recovered': z.looseObject({
    grossFen: fen.min(1),
    costFen: fen,
    costVouchers: z
      .array(text(200))
      .max(100)
      .optional()
      .meta({ description: '费用凭证号；无凭证的费用不予扣除 cost without a voucher is not allowed' }),
    channel: z.enum(RECOVERY_CHANNELS),
    receivedOn: day,
  }),
  'loan.written_off': z.looseObject({ amountFen: fen.min(1), on: day }),
} as const;

type CorrectableType = Exclude<keyof typeof LOAN_DATA, 'filing.submitted'>;
const replacement = z
  .union(
    (Object.keys(LOAN_DATA) as (keyof typeof LOAN_DATA)[])
      .filter((type): type is CorrectableType => type !== 'filing.submitted')
      .map((type) =>
        z.looseObject({ type: z.literal(type), valueDate: day.optional(), data: LOAN_DATA[type] }),
      ),
  )
  .meta({
    description: '以之替换的事实；起息日默认沿用原事件 in its place, on its day unless another is named',
  });

const DATA = {
  ...LOAN_DATA,
  'event.reversed': z.looseObject({ reason: text(500) }),
  'event.corrected': z.looseObject({ reason: text(500), replacement }),
  'master.changed': z.looseObject({
    field: z.enum(['name', 'uscc', 'branch']),
    old: text(500),
    new: text(500),
  }),
} as const;
export type DocumentedType = keyof typeof DATA;

function bodySchema(type: DocumentedType) {
  const reversalOf = type.startsWith('event.') ? id : z.null().optional();
  return z.looseObject({ ...envelope, type: z.literal(type), reversalOf, data: DATA[type] });
}

/** The schema of each type of event that is folded. */
export const BANK_EVENT_SCHEMAS = Object.fromEntries(
  (Object.keys(DATA) as DocumentedType[]).map((type) => [type, bodySchema(type)]),
) as unknown as Record<DocumentedType, ReturnType<typeof bodySchema>>;

const otherEvent = z
  .looseObject({ ...envelope, type: z.string().min(1).max(64) })
  .meta({ description: '其他类型：予以保存并停放 kept and parked as UNSUPPORTED' });

export const bankEventSchema = z.union([...Object.values(BANK_EVENT_SCHEMAS), otherEvent]);

export const bankBatchSchema = z.union([
  z.strictObject({ events: z.array(z.looseObject({})).min(1).max(500) }),
  z.array(z.looseObject({})).min(1).max(500),
]);

/** An example of each type, as Swagger shows it. */
export const BANK_EVENT_EXAMPLES = Object.fromEntries(
  (Object.keys(DATA) as DocumentedType[]).map((type, n) => {
    const value = {
      specVersion: '1.0',
      type,
      bankCode: 'C1000000000001',
      eventId: `20210601-${String(n + 1).padStart(6, '0')}`,
      occurredAt: '2021-06-01T09:00:00+08:00',
      valueDate: '2021-06-01',
      dueBillNo: '0032021060100001',
      reversalOf: type.startsWith('event.') ? '20210601-000003' : null,
      data: EXAMPLE_DATA[type],
    };
    return [type, { summary: EXAMPLE_WORDS[type], value }];
  }),
) as unknown as Record<
  DocumentedType,
  { summary: string; value: Record<string, unknown> & { data: object } }
>;

export const BATCH_EXAMPLES = {
  batch: {
    summary: '逐条答复，互不影响 each event has its own verdict',
    value: {
      events: [BANK_EVENT_EXAMPLES['filing.submitted'].value, BANK_EVENT_EXAMPLES['loan.disbursed'].value],
    },
  },
};
