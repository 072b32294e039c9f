import type { LocalDate, SignedFen } from '@gusu/values';

/** What the pool holds is a debit, whom it belongs to a credit. */
export const POOL_CASH = 'POOL_CASH';
export const capitalOf = (level: string): string => `CAPITAL.${level}`;
/** Money set aside for approved claims, and the account that stands against it: cash leaves only with the payment. */
export const RESERVED = 'RESERVED';
export const COMMITTED = 'COMMITTED';
/** What each level has paid for losses, less what was clawed back. */
export const compensationPaidOf = (level: string): string => `COMP_PAID.${level}`;

/** One side of a posting: debits positive, credits negative. */
export interface LedgerLine {
  account: string;
  amountFen: SignedFen;
}

/** Where an account stands; one that nothing was posted to stands at zero, version zero. */
export interface AccountBalance {
  account: string;
  balanceFen: SignedFen;
  version: bigint;
}

/** A line with the balance it continues, which makes the ledger a chain per account. */
export interface LedgerEntry extends LedgerLine {
  entryNo: number;
  previousBalanceFen: SignedFen;
  balanceFen: SignedFen;
  accountVersion: bigint;
}

export type PostingKind =
  'topUp' | 'reserve' | 'release' | 'pay' | 'recovery' | 'correction' | 'clawback' | 'remittance' | 'setOff';

/** What was done together: it adds up to zero. */
export interface LedgerPosting {
  postingId: string;
  poolCode: string;
  ledgerVersion: bigint;
  kind: PostingKind;
  /** What it was posted for; of one kind and reference there is one posting. */
  reference: string;
  postedOn: LocalDate;
  valueOn: LocalDate;
  postedBy: string;
  postedAt: Date;
  entries: readonly LedgerEntry[];
}
