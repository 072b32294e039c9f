import type { RefusalGround } from '@gusu/contracts';
import type { CreditCode, Fen, LocalDate, Moves, Role } from '@gusu/values';
import type { ClaimQuote } from './quote.js';

export const CLAIM_STATUSES = [
  'draft',
  'submitted',
  'returned',
  'agencyReview',
  'bureauReview',
  'publicNotice',
  'financeApproval',
  'approved',
  'payOrdered',
  'paid',
  'recovering',
  'closed',
  'rejected',
  'withdrawn',
  'lapsed',
  'suspended',
  'clawedBack',
] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** Before the pool has paid: a cure ends a claim in one of these, and the bank may take it back. */
const BEFORE_ORDER = [
  'submitted',
  'returned',
  'agencyReview',
  'bureauReview',
  'publicNotice',
  'financeApproval',
  'approved',
] as const satisfies readonly ClaimStatus[];

/**
 * funding.md §6.2. `lapse` is the cure's, `suspend` the fuse's, the data's or a person's, and `recover` comes with the first receipt. `resume` leads back to
 * the status before, which no table can say.
 */
export const CLAIM_MOVES = {
  submit: { from: ['draft', 'returned'], to: 'submitted' },
  return: { from: ['submitted'], to: 'returned' },
  admit: { from: ['submitted'], to: 'agencyReview' },
  endorse: { from: ['agencyReview'], to: 'bureauReview' },
  verify: { from: ['bureauReview'], to: 'publicNotice' },
  conclude: { from: ['publicNotice'], to: 'financeApproval' },
  approve: { from: ['financeApproval'], to: 'approved' },
  order: { from: ['approved'], to: 'payOrdered' },
  pay: { from: ['payOrdered'], to: 'paid' },
  recover: { from: ['paid', 'recovering'], to: 'recovering' },
  close: { from: ['paid', 'recovering'], to: 'closed' },
  clawBack: { from: ['paid', 'recovering'], to: 'clawedBack' },
  reject: {
    from: ['submitted', 'agencyReview', 'bureauReview', 'publicNotice', 'financeApproval'],
    to: 'rejected',
  },
  withdraw: { from: ['draft', ...BEFORE_ORDER, 'suspended'], to: 'withdrawn' },
  lapse: { from: [...BEFORE_ORDER, 'suspended'], to: 'lapsed' },
  suspend: { from: [...BEFORE_ORDER, 'payOrdered'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'suspended' },
} as const satisfies Moves<ClaimStatus>;
export type ClaimMove = keyof typeof CLAIM_MOVES;

/** Whoever signs one of these signs none of the others (I-13). */
export const SIGNATURES = ['maker', 'checker', 'agency', 'bureau', 'finance', 'payer'] as const;
export type Signature = (typeof SIGNATURES)[number];

interface MoveMaker {
  roles: readonly Role[];
  signature?: Signature;
}

const CITY = ['city-officer', 'city-lead'] as const;
const agency: MoveMaker = { roles: ['agency'], signature: 'agency' };
const bureau: MoveMaker = { roles: CITY, signature: 'bureau' };
const payer: MoveMaker = { roles: ['pool-cashier'], signature: 'payer' };

/** Who makes a move, and what is signed by it (funding.md §13); moves that are not here come about by themselves. */
export const MOVE_MAKERS: Readonly<Partial<Record<ClaimMove, MoveMaker>>> = {
  submit: { roles: ['bank'], signature: 'checker' },
  withdraw: { roles: ['bank'] },
  return: agency,
  admit: agency,
  endorse: agency,
  verify: bureau,
  conclude: bureau,
  approve: { roles: ['finance'], signature: 'finance' },
  order: payer,
  pay: payer,
  reject: { roles: ['agency', ...CITY, 'finance'] },
  suspend: { roles: CITY },
  resume: { roles: CITY },
  close: { roles: CITY },
};

/** The claim is at its end; another one for the loan may begin. */
export const ENDED_STATUSES = ['rejected', 'withdrawn', 'lapsed'] as const satisfies readonly ClaimStatus[];
/** The pool has paid. */
export const PAID_STATUSES = [
  'paid',
  'recovering',
  'closed',
  'clawedBack',
] as const satisfies readonly ClaimStatus[];

export const TRIGGERS = ['OVERDUE_DAYS', 'FIVE_CLASS', 'BANKRUPTCY', 'ACCELERATED', 'FRAUD'] as const;
export type Trigger = (typeof TRIGGERS)[number];
export type ClaimKind = 'INTERIM' | 'FINAL' | 'SUPPLEMENTARY';

/** What a claim is suspended for. */
export const SUSPENSIONS = ['FUSE_STOP_COMP', 'DATA_HOLD', 'STAFF'] as const;
export type Suspension = (typeof SUSPENSIONS)[number];

/** The pack of a claim (funding.md §13); a suit, an arbitration or an enforceable notarised deed each show litigation. */
export const DOCUMENT_KINDS = [
  'APPLICATION_FORM',
  'BRANCH_REPORT',
  'RECOVERY_PLAN',
  'DILIGENCE_STATEMENT',
  'LICENCE',
  'STATEMENTS',
  'COMPLAINT',
  'SUIT_ACCEPTANCE',
  'ARBITRATION_ACCEPTANCE',
  'NOTARISED_ENFORCEMENT',
  'COURT_FEE_NOTICE',
  'JUDGMENT',
  'LOAN_CONTRACT',
  'DISBURSEMENT_VOUCHER',
  'REPAYMENT_VOUCHER',
  'LIABILITY_FINDING',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A paper of the pack: the bank keeps it, its hash shows later that it is the one. */
export interface ClaimDocument {
  kind: DocumentKind;
  fileName: string;
  sha256: string;
}

/** 补偿申请: a bank asks the pool to bear its part of a loss (funding.md §4.3). Amounts in fen. */
export interface Claim {
  claimNo: string;
  bankCode: string;
  dueBillNo: string;
  filingNo: string;
  poolCode: string;
  creditCode: CreditCode;
  policyId: string;
  kind: ClaimKind;
  /** The paid claim that this one adds to; absent from the first of a loan. */
  firstClaimNo?: string;
  status: ClaimStatus;
  /** Where a suspended claim goes on. */
  suspendedFrom?: ClaimStatus;
  suspensions: readonly Suspension[];
  trigger: Trigger;
  triggeredOn: LocalDate;
  /** The day of the first submission, from which its deadline is looked at. */
  submittedOn?: LocalDate;
  certifiedPrincipalFen: Fen;
  /** Why the bank certifies another principal than its events add up to. */
  differenceReason?: string;
  /** Other public money on the loan, as the bank declares it. */
  otherPolicyPaidFen: Fen;
  documents: readonly ClaimDocument[];
  signatures: Readonly<Partial<Record<Signature, string>>>;
  returns: number;
  /** The last day of the step it is in, as the policy gives it. */
  dueOn?: LocalDate;
  /** The formula as it was run last: at approval, then at the payment order, where it is frozen. */
  quote?: ClaimQuote;
  /** The business day of the payment order: what is valued later is a recovery (§6.2). */
  cutoffOn?: LocalDate;
  paymentNo?: string;
  paidOn?: LocalDate;
  refusalGround?: RefusalGround;
  reason?: string;
  version: number;
  openedAt: Date;
  changedAt: Date;
}
