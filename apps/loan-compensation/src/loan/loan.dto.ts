import type { LoanChange } from '../bank-event/event-desk.js';
import { isOnHold, type LoanState } from './loan.js';

/** A loan as it is stored. */
export interface LoanRecord extends LoanChange {
  version: bigint;
}

/** What the API says of a loan; amounts in fen. */
export interface LoanView {
  bankCode: string;
  dueBillNo: string;
  creditCode: string | null;
  filingNo: string | null;
  status: string;
  principalFen: bigint;
  plannedAmountFen: bigint;
  foldHash: string;
  version: number;
  /** Whether something about the loan is in doubt. */
  dataHold: boolean;
  state: unknown;
}

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
