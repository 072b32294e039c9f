import type { BankExceptionCode } from '@gusu/contracts';
import type { CreditCode, Fen, LocalDate, Ppm } from '@gusu/values';
import type { FiveClass } from '../bank-event/bank-event.js';

/** States of a covered loan (funding.md §6.1) that today's bank events reach; `pending` waits for its filing. */
export const LOAN_STATUSES = ['pending', 'filed', 'active', 'overdue', 'nonPerforming', 'settled'] as const;
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
  maturity?: LocalDate;
  ratePpm?: Ppm;
  principalArrearsFen: Fen;
  interestArrearsFen: Fen;
  overdueSince?: LocalDate;
  firstOverdueOn?: LocalDate;
  fiveClass: FiveClass;
  isDefaulted: boolean;
  settledOn?: LocalDate;
  /** The value date of the newest event folded in. */
  asOf?: LocalDate;
  history: StatusPeriod[];
  /** What was noticed on the way and a person should look at. */
  exceptions: BankExceptionCode[];
}

/** Whether the data of the loan is in doubt; it blocks later decisions, not events. */
export function isOnHold({ exceptions }: Pick<LoanState, 'exceptions'>): boolean {
  return exceptions.length > 0;
}

export const EMPTY_LOAN: LoanState = Object.freeze({
  disbursedFen: 0n,
  principalFen: 0n,
  principalArrearsFen: 0n,
  interestArrearsFen: 0n,
  fiveClass: '01',
  isDefaulted: false,
  history: [],
  exceptions: [],
});
