import { z } from 'zod';
import { FIVE_CLASSES } from '../bank-event/bank-event.js';
import { FILING_STATUSES } from '../filing/filing.js';
import type { LoanChange } from '../bank-event/event-record.js';
import { isOnHold, LOAN_STATUSES, type LoanState } from './loan.js';

/** A loan as it is stored. */
export type LoanRecord = Omit<LoanChange, 'filedOn' | 'isNews' | 'tail' | 'statusBefore' | 'statusOn'> & {
  filingNo: string | null;
  filing: LoanCover | null;
};

/** What was decided on the filing of a loan, and what of it holds now. */
const coverSchema = z.strictObject({
  filingNo: z.string(),
  status: z.enum(FILING_STATUSES),
  programme: z.string(),
  policyId: z.string().nullable(),
  tier: z.string().nullable(),
  filedFen: z.int().meta({ description: '计入备案金额 what counts as covered' }),
  poolBps: z.int(),
  bankBps: z.int(),
  reasons: z.array(z.string()).meta({ description: '不予确认的全部原因 every reason' }),
});
type LoanCover = z.infer<typeof coverSchema>;

const day = z.iso.date();
const fen = z.bigint();

const stateSchema = z.looseObject({
  disbursedFen: fen,
  principalFen: fen,
  principalArrearsFen: fen,
  interestArrearsFen: fen,
  fiveClass: z.enum(FIVE_CLASSES),
  isDefaulted: z.boolean(),
  maturity: day.optional(),
  overdueSince: day.optional(),
  settledOn: day.optional(),
  asOf: day.optional().meta({ description: '最新事实的起息日 the day of the newest fact' }),
  history: z.array(z.strictObject({ status: z.enum(LOAN_STATUSES), from: day })),
  exceptions: z.array(z.string()).meta({ description: '存疑事项 what a person should look at' }),
});

/** What the API says of a loan; amounts in fen. */
export const loanViewSchema = z
  .strictObject({
    bankCode: z.string(),
    dueBillNo: z.string(),
    creditCode: z.string().nullable(),
    filingNo: z.string().nullable(),
    status: z.enum(LOAN_STATUSES),
    principalFen: fen,
    plannedAmountFen: fen,
    foldHash: z.string().meta({ description: '状态指纹，与事件到达次序无关' }),
    version: z.int(),
    dataHold: z.boolean().meta({ description: '数据存疑 whether something is in doubt' }),
    filing: coverSchema.nullable(),
    state: stateSchema,
  })
  .meta({
    id: 'Loan',
    example: {
      bankCode: 'C1000000000001',
      dueBillNo: '0032021060100001',
      creditCode: '91320594TE5T00016Q',
      filingNo: 'KDT-2021-C1000000000001-000001',
      status: 'active',
      principalFen: 376_543_211,
      plannedAmountFen: 500_000_000,
      foldHash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      version: 3,
      dataHold: false,
      filing: {
        filingNo: 'KDT-2021-C1000000000001-000001',
        status: 'confirmed',
        programme: 'KDT',
        policyId: 'KDT/1',
        tier: 'S',
        filedFen: 500_000_000,
        poolBps: 8_000,
        bankBps: 2_000,
        reasons: [],
      },
      state: {
        disbursedFen: 500_000_000,
        principalFen: 376_543_211,
        principalArrearsFen: 0,
        interestArrearsFen: 0,
        fiveClass: '01',
        isDefaulted: false,
        maturity: '2022-05-31',
        asOf: '2021-06-10',
        history: [{ status: 'active', from: '2021-06-01' }],
        exceptions: [],
      },
    },
  });
export type LoanView = Omit<z.infer<typeof loanViewSchema>, 'status' | 'state'> & {
  status: string;
  state: unknown;
};

export const exposureViewSchema = z
  .strictObject({
    creditCode: z.string(),
    loans: z.int(),
    plannedAmountFen: fen,
    principalFen: fen,
    items: z.array(loanViewSchema),
  })
  .meta({ id: 'Exposure' });

export interface ExposureView {
  creditCode: string;
  loans: number;
  plannedAmountFen: bigint;
  principalFen: bigint;
  items: LoanView[];
}

export function loanView(loan: LoanRecord): LoanView {
  const { plannedFen, state, version, ...rest } = loan;
  const folded = JSON.parse(state) as Pick<LoanState, 'exceptions'>;
  return {
    ...rest,
    plannedAmountFen: plannedFen,
    version: Number(version),
    dataHold: isOnHold(folded),
    state: folded,
  };
}
