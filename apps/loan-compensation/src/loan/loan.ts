import { BANK_EXCEPTIONS, type BankExceptionCode } from '@gusu/contracts';
import type { CreditCode, Fen, LocalDate, Ppm } from '@gusu/values';
import type { FiveClass, RecoveryChannel } from '../bank-event/bank-event.js';

/** States of a covered loan (funding.md §6.1) that bank events alone reach; `pending` waits for its filing. */
export const LOAN_STATUSES = [
  'pending',
  'filed',
  'active',
  'overdue',
  'nonPerforming',
  'settled',
  'renewed',
] as const;
export type LoanStatus = (typeof LOAN_STATUSES)[number];

export interface StatusPeriod {
  status: LoanStatus;
  from: LocalDate;
}

export interface Filing {
  creditCode: CreditCode;
  contractNo: string;
  plannedAmountFen: Fen;
  filedOn: LocalDate;
  renewedFrom?: string;
}

/** What the bank said of the arrears at the end of a day, and whether money came in after it. */
export interface ArrearsSnapshot {
  asOf: LocalDate;
  days: number;
  isFollowedByInflow: boolean;
}

/** Money that came in after the cut-off: it is shared as a recovery, whatever the bank calls it (funding.md §0.8, AT-28). */
export interface LateInflow {
  eventId: string;
  grossFen: Fen;
  /** Only what the bank has vouchers for. */
  costFen: Fen;
  channel: RecoveryChannel;
  receivedOn: LocalDate;
  /** The type the bank gave it, where that is not a recovery. */
  retypedFrom?: 'loan.repaid';
}

/**
 * What the bank's events say about one due bill: a pure fold of them, the same for every order of arrival. It knows no clock; its day is
 * that of the newest fact in it.
 */
export interface LoanState {
  filing?: Filing;
  disbursedFen: Fen;
  principalFen: Fen;
  disbursedOn?: LocalDate;
  /** The maturity of the first disbursement; extensions and an acceleration move the other one. */
  originalMaturity?: LocalDate;
  maturity?: LocalDate;
  acceleratedOn?: LocalDate;
  extensions: number;
  isRestructured: boolean;
  ratePpm?: Ppm;
  principalArrearsFen: Fen;
  interestArrearsFen: Fen;
  overdueSince?: LocalDate;
  firstOverdueOn?: LocalDate;
  snapshot?: ArrearsSnapshot;
  fiveClass: FiveClass;
  isDefaulted: boolean;
  nonPerformingSince?: LocalDate;
  /** When the bank reported class 01 or 02 of a non-performing loan. */
  upgradedOn?: LocalDate;
  settledOn?: LocalDate;
  /** The due bill that has taken over what was owed. */
  renewedTo?: string;
  renewedOn?: LocalDate;
  /** Net recoveries that reduced the principal, fen. */
  recoveredFen: Fen;
  writtenOffFen: Fen;
  /** The day of the payment order: what comes in after it is a recovery. Not a fact of the bank; set from outside. */
  cutoffOn?: LocalDate;
  lateInflows: LateInflow[];
  /** The value date of the newest fact folded in. */
  asOf?: LocalDate;
  history: StatusPeriod[];
  /** What was noticed on the way and a person should look at. */
  exceptions: BankExceptionCode[];
}

/** Whether the data of the loan is in doubt; it blocks later decisions, not events. */
export function isOnHold({ exceptions }: Pick<LoanState, 'exceptions'>): boolean {
  return exceptions.some((code) => BANK_EXCEPTIONS[code].severity === 'high');
}

export const EMPTY_LOAN: LoanState = Object.freeze({
  disbursedFen: 0n,
  principalFen: 0n,
  extensions: 0,
  isRestructured: false,
  principalArrearsFen: 0n,
  interestArrearsFen: 0n,
  fiveClass: '01',
  isDefaulted: false,
  recoveredFen: 0n,
  writtenOffFen: 0n,
  lateInflows: [],
  history: [],
  exceptions: [],
});
