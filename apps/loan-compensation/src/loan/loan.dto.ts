import type { LoanState } from './loan.js';

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

interface Stored {
  bankCode: string;
  dueBillNo: string;
  creditCode: string | null;
  filingNo: string | null;
  status: string;
  principalFen: bigint;
  plannedFen: bigint;
  state: string;
  foldHash: string;
  version: bigint;
}

export function loanView(loan: Stored): LoanView {
  const { plannedFen, state, version, ...rest } = loan;
  const folded = JSON.parse(state) as Pick<LoanState, 'exceptions'>;
  return {
    ...rest,
    plannedAmountFen: plannedFen,
    version: Number(version),
    dataHold: folded.exceptions.length > 0,
    state: folded,
  };
}
