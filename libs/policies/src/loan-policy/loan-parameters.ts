import { z } from 'zod';
import { CONFIDENCES } from '../assessment-result.js';
import { LOAN_QUALIFICATIONS } from './loan-qualification.js';

const words = z.strictObject({ zh: z.string().min(1).max(300), en: z.string().min(1).max(400) });

/** Money in a policy is a whole number of fen, as everywhere on the wire. */
const fen = z
  .int()
  .min(0)
  .transform((value) => BigInt(value));
const bps = z.int().min(0).max(10_000);
const ppm = z.int().min(0).max(1_000_000);
const count = (max: number) => z.int().min(0).max(max);
const code = z.string().regex(/^[A-Z][A-Z0-9_]{0,19}$/);

/** Where a figure comes from: no parameter of a loan policy goes without it. */
const origin = {
  confidence: z.enum(CONFIDENCES),
  sources: z.array(z.string().min(1).max(300)).min(1).max(10),
};

const figure = <Value extends z.ZodType>(value: Value) => z.strictObject({ value, ...origin });

const tier = z.strictObject({
  code,
  label: words,
  /**
   * The highest revenue of the last year that still belongs to the tier; null for the tier of a talent in person, and for every tier of a
   * programme that does not ask for the revenue.
   */
  revenueMaxFen: fen.nullable(),
  filedCapFen: fen,
  /** How far the rate may lie above the LPR. */
  spreadCapPpm: ppm,
  poolBps: bps,
  bankBps: bps,
});

/** What raises the pool's share, beside the tier. */
const shareRule = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('FIRST_LOAN'), bps }),
  z.strictObject({ when: z.literal('CREDIT_PORTION'), atLeastBps: bps, bps }),
  z.strictObject({ when: z.literal('GUARANTEE_MODE'), mode: code, bps }),
  /** The share that the parties agreed for the one loan, as its filing names it, up to this one. */
  z.strictObject({ when: z.literal('AGREED_SHARE'), bps }),
]);

/** The last band has no upper end. */
const band = z.strictObject({ upToFen: fen.nullable(), bps });

const ON_EXCEED = ['PAY_TO_CAP', 'DEFER_WHOLE'] as const;

/** Every parameter of funding.md §2, each with its value and where it comes from. */
export const loanParameters = z.strictObject({
  bindPoint: figure(z.enum(['FILING_DATE'])),
  tiers: figure(z.array(tier).min(1).max(10)),
  enterpriseRevenueMaxFen: figure(fen),
  enterpriseStaffMax: figure(count(1_000_000)),
  districtPrefixes: figure(z.array(z.string().regex(/^\d{2,6}$/)).min(1)),
  /** One of them must be valid; where none is named the programme asks for no title. */
  qualificationAnyOf: figure(z.array(z.enum(LOAN_QUALIFICATIONS))),
  creditCleanYears: figure(count(20)),
  minRegisteredMonths: figure(count(600)),
  isListedExcluded: figure(z.boolean()),
  rateReference: figure(z.enum(['LPR_1Y_LATEST_BEFORE_DISBURSEMENT'])),
  isLprOfSameDayCounted: figure(z.boolean()),
  tenorMaxMonths: figure(z.int().min(1).max(360)),
  lossOf: figure(z.enum(['PRINCIPAL', 'PRINCIPAL_PLUS_NORMAL_INTEREST'])),
  interestCapDays: figure(count(3_660)),
  interestYearDays: figure(z.union([z.literal(360), z.literal(365)])),
  shareRuleCombine: figure(z.enum(['HIGHEST', 'ADDITIVE_CAPPED'])),
  shareRules: figure(z.array(shareRule).max(20)),
  shareCapBps: figure(bps),
  banding: figure(z.enum(['NONE', 'MARGINAL', 'WHOLE'])),
  bands: figure(z.array(band).max(20)),
  layers: figure(
    z
      .array(
        z.strictObject({ level: z.enum(['PROVINCE', 'CITY', 'DISTRICT', 'OTHER']), weight: z.int().min(1) }),
      )
      .min(1),
  ),
  guarantorShares: figure(
    z.array(z.strictObject({ role: z.enum(['GUARANTOR', 'REGUARANTOR', 'INSURER']), bps })).max(5),
  ),
  bankMinShareBps: figure(bps),
  bankMinShareWithGuarantorBps: figure(bps),
  perLoanPayCapFen: figure(fen.nullable()),
  overCapMode: figure(z.enum(['PARTIAL_FILING', 'REJECT'])),
  coverageMode: figure(z.enum(['PRO_RATA', 'FIRST_AMOUNT'])),
  aggregatePolicyCapBps: figure(bps.nullable()),
  isProgrammeExclusive: figure(z.boolean()),
  leverageMultiple: figure(z.int().min(1).max(100)),
  poolAnnualPayCapFen: figure(fen.nullable()),
  poolOnExceed: figure(z.enum(ON_EXCEED)),
  perBankAnnualLossBps: figure(bps.nullable()),
  perBankOnExceed: figure(z.enum(ON_EXCEED)),
  perBankQuotaFen: figure(fen.nullable()),
  shortfallMode: figure(z.enum(['BANK_BEARS', 'CARRY_FORWARD'])),
  fuseMetric: figure(z.enum(['STOCK', 'FLOW'])),
  fuseWarnBps: figure(bps),
  fuseStopNewBps: figure(bps),
  fuseStopCompensationBps: figure(bps),
  fuseMinLoans: figure(count(1_000_000)),
  fuseMinDenominatorFen: figure(fen),
  isCompensatedCountedByFuse: figure(z.boolean()),
  fuseResumeBelowBps: figure(bps),
  fuseResumeMonthEnds: figure(count(120)),
  isFiledLoanKeptOnFuse: figure(z.boolean()),
  nonPerformingOverdueDays: figure(count(3_660)),
  claimMinOverdueDays: figure(count(3_660)),
  isLitigationRequired: figure(z.boolean()),
  claimDeadlineMonths: figure(count(600)),
  isClaimLapsedByCure: figure(z.boolean()),
  interimBps: figure(bps),
  agencyReviewWorkdays: figure(count(365)),
  bureauReviewWorkdays: figure(count(365)),
  financeReviewWorkdays: figure(count(365)),
  publicNoticeWorkdays: figure(count(365)),
  recoverySharing: figure(z.enum(['PARI_PASSU', 'PUBLIC_FIRST', 'BANK_FIRST'])),
  recoveryCostCapBps: figure(bps.nullable()),
  remitWorkdays: figure(count(365)),
  isPoolCashReinstatedByRecovery: figure(z.boolean()),
  isAnnualCapReinstatedByRecovery: figure(z.boolean()),
  filingMode: figure(z.enum(['PRE', 'POST_DAYS'])),
  postFilingDays: figure(count(365)),
  filingLapseDays: figure(count(3_660)),
  conditionalFilingUntil: figure(z.enum(['YEAR_END', 'NONE'])),
  isOneLiveLoanPerEnterprise: figure(z.boolean()),
  annualReward: figure(z.strictObject({ bps, capFen: fen }).nullable()),
  riskToleranceBps: figure(bps),
});

export type LoanParameters = z.infer<typeof loanParameters>;
export type LoanParameterName = keyof LoanParameters;
