import { z } from 'zod';
import { FIVE_CLASSES } from './bank-event.js';

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

const envelope = {
  specVersion: z.literal('1.0'),
  bankCode: id.meta({ description: '金融机构编码' }),
  eventId: id.meta({ description: '银行流水号，每家银行永久唯一 unique for ever' }),
  seq: z.int().min(0).optional().meta({ description: '借据内的序号 within the due bill' }),
  occurredAt: z.iso.datetime({ offset: true }),
  valueDate: day.meta({ description: '起息日，不晚于收到日后一日' }),
  dueBillNo: id.meta({ description: '借据号，与核心系统完全一致' }),
};

const DATA = {
  'filing.submitted': z.looseObject({
    uscc: creditCode,
    contractNo: id,
    plannedAmountFen: fen.min(1),
    ratePpm: ppm,
    tenorMonths: z.int().min(1).max(600),
    guaranteeMode: z.enum(['CREDIT', 'IP_PLEDGE', 'AR_PLEDGE', 'GUARANTEE', 'MORTGAGE', 'MIXED']),
    creditPortionBps: z.int().min(0).max(10_000),
    isFirstLoan: z.boolean(),
    purpose: z.string().min(1).max(200),
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
    repayMethod: z.string().min(1).max(200),
    uscc: creditCode.optional(),
    currency,
  }),
  'loan.repaid': z.looseObject({
    principalFen: fen,
    interestFen: fen,
    penaltyFen: fen,
    totalFen: fen.meta({ description: '必须等于本金、利息、罚息之和' }),
    balanceAfterFen: fen,
    source: z.enum(['BORROWER', 'GUARANTOR', 'REFINANCE', 'DEDUCT']),
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
  'loan.extended': z.looseObject({ newMaturity: day }),
  'loan.rate_changed': z.looseObject({ newRatePpm: ppm }),
  'loan.accelerated': z.looseObject({ on: day }),
  'loan.defaulted': z.looseObject({ asOf: day }),
  'loan.settled': z.looseObject({ settledOn: day }),
  'event.reversed': z.looseObject({ reason: z.string().min(1).max(500) }),
} as const;
export type DocumentedType = keyof typeof DATA;

function bodySchema(type: DocumentedType) {
  const reversalOf = type === 'event.reversed' ? id : z.null().optional();
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

const EXAMPLE_DATA: Record<DocumentedType, object> = {
  'filing.submitted': {
    uscc: '91320594TE5T00016Q',
    contractNo: 'HT-2021-0001',
    plannedAmountFen: 500_000_000,
    ratePpm: 43_500,
    tenorMonths: 12,
    guaranteeMode: 'CREDIT',
    creditPortionBps: 10_000,
    isFirstLoan: true,
    purpose: '研发投入',
  },
  'loan.disbursed': {
    amountFen: 500_000_000,
    disbursedOn: '2021-06-01',
    maturity: '2022-05-31',
    ratePpm: 43_500,
    rateType: 'FIXED',
    repayMethod: 'BULLET',
    payeeMode: '受托支付',
    currency: 'CNY',
  },
  'loan.repaid': {
    principalFen: 123_456_789,
    interestFen: 0,
    penaltyFen: 0,
    totalFen: 123_456_789,
    balanceAfterFen: 376_543_211,
    source: 'BORROWER',
  },
  'loan.overdue': {
    asOf: '2021-08-30',
    principalArrearsFen: 376_543_211,
    interestArrearsFen: 1_391_234,
    principalArrearsDays: 61,
    interestArrearsDays: 41,
  },
  'loan.cured': { asOf: '2021-09-05' },
  'loan.reclassified': { from: '01', to: '02', asOf: '2021-09-05', reason: '逾期' },
  'loan.extended': { newMaturity: '2022-11-30', count: 1 },
  'loan.rate_changed': { newRatePpm: 38_500, from: '2021-10-01' },
  'loan.accelerated': { on: '2021-10-15' },
  'loan.defaulted': { asOf: '2021-11-01', principalFen: 376_543_211, interestFen: 1_391_234 },
  'loan.settled': { settledOn: '2022-05-31' },
  'event.reversed': { reason: '录入错误' },
};

const WORDS: Record<DocumentedType, string> = {
  'filing.submitted': '备案申请 a loan is filed',
  'loan.disbursed': '放款 money is lent',
  'loan.repaid': '还款 money comes back',
  'loan.overdue': '逾期快照 arrears at the end of a day',
  'loan.cured': '逾期消除 arrears are gone',
  'loan.reclassified': '五级分类调整 the class changes',
  'loan.extended': '展期 a later maturity',
  'loan.rate_changed': '利率调整 another rate',
  'loan.accelerated': '提前到期 all is due',
  'loan.defaulted': '不良确认 the bank confirms a default',
  'loan.settled': '结清 nothing is owed any more',
  'event.reversed': '冲正 an earlier event is taken out',
};

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
      reversalOf: type === 'event.reversed' ? '20210601-000003' : null,
      data: EXAMPLE_DATA[type],
    };
    return [type, { summary: WORDS[type], value }];
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
