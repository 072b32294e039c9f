import type { Fen, LocalDate, Moves } from '@gusu/values';

export const CONTRIBUTOR_LEVELS = [
  'PROVINCE',
  'CITY',
  'DISTRICT',
  'GUARANTOR',
  'BANK_DEPOSIT',
  'OTHER',
] as const;
export type ContributorLevel = (typeof CONTRIBUTOR_LEVELS)[number];

export interface PoolContributor {
  level: ContributorLevel;
  name: string;
  committedFen: Fen;
}

/** 风险补偿资金池: the money that bears the public part of losses of one programme (funding.md §4.1). */
export interface RiskPool {
  poolCode: string;
  programme: string;
  name: string;
  custodianBank: string;
  contributors: readonly PoolContributor[];
  /** Grows with each posting. */
  ledgerVersion: bigint;
  openedBy: string;
  openedAt: Date;
}

export const TOP_UP_STATUSES = ['requested', 'posted', 'rejected'] as const;
export type TopUpStatus = (typeof TOP_UP_STATUSES)[number];

export const TOP_UP_MOVES = {
  approve: { from: ['requested'], to: 'posted' },
  reject: { from: ['requested'], to: 'rejected' },
} as const satisfies Moves<TopUpStatus>;

/** Capital that a contributor pays in; it is in the ledger once a second person has approved it. */
export interface PoolTopUp {
  topUpId: string;
  poolCode: string;
  level: ContributorLevel;
  amountFen: Fen;
  valueOn: LocalDate;
  docNo: string;
  status: TopUpStatus;
  requestedBy: string;
  requestedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
}
