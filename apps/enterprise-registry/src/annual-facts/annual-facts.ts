import type { AnnualFacts as PolicyFacts, FactSource } from '@gusu/policies';
import type { CreditCode, Moves } from '@gusu/values';
import type { RejectionReason } from '../enterprise/enterprise.js';

export const ANNUAL_FACTS_STATUSES = ['draft', 'submitted', 'verified', 'rejected'] as const;
export type AnnualFactsStatus = (typeof ANNUAL_FACTS_STATUSES)[number];

/** cultivation-talent.md §2. `save` rewrites a draft; a verified year is followed by a correction, never rewritten. */
export const ANNUAL_FACTS_MOVES = {
  save: { from: ['draft'], to: 'draft' },
  submit: { from: ['draft'], to: 'submitted' },
  verify: { from: ['submitted'], to: 'verified' },
  reject: { from: ['submitted'], to: 'rejected' },
} as const satisfies Moves<AnnualFactsStatus>;
export type AnnualFactsMove = keyof typeof ANNUAL_FACTS_MOVES;

/** The figures of a year, exactly as a policy will see them: money in fen, persons in persons; what is absent is unknown. */
export type AnnualFigures = Omit<PolicyFacts, 'fiscalYear' | 'version' | 'status' | 'source' | 'evidenceIds'>;

export const MONEY_FIGURES = [
  'operatingRevenue',
  'mainRevenue',
  'salesRevenue',
  'totalIncome',
  'hiTechIncome',
  'aiRevenue',
  'rdExpense',
  'rdDomestic',
  'costExpense',
  'netProfit',
  'totalAssets',
  'totalLiabilities',
  'netAssets',
] as const;
export type MoneyFigure = (typeof MONEY_FIGURES)[number];

/** Only a result and what is left after debts can be below zero. */
export const SIGNED_FIGURES: readonly MoneyFigure[] = ['netProfit', 'netAssets'];

export const COUNT_FIGURES = [
  'staffTotal',
  'techStaff',
  'rdStaff',
  'insuredStaff',
  'transferredResults',
] as const;
export type CountFigure = (typeof COUNT_FIGURES)[number];

/** The sources an enterprise may name: its own word, or papers of others that it hands in. */
export const DECLARED_SOURCES = ['ENTERPRISE', 'AUDIT', 'TAX'] as const satisfies readonly FactSource[];
export type DeclaredSource = (typeof DECLARED_SOURCES)[number];

/** What an enterprise declares about one year. */
export interface YearDeclaration {
  figures: AnnualFigures;
  source: DeclaredSource;
  evidenceIds: readonly string[];
}

/** One version of one fiscal year of an enterprise. Versions rise by one and are all kept. */
export interface AnnualFacts extends YearDeclaration {
  creditCode: CreditCode;
  fiscalYear: number;
  version: number;
  status: AnnualFactsStatus;
  /** Set when this version changes a verified one. */
  correctionReason?: string;
  rejectionReasons: readonly RejectionReason[];
  /** Who saved or corrected it last. */
  recordedBy: string;
  recordedAt: Date;
  submittedBy?: string;
  submittedAt?: Date;
  decidedBy?: string;
  decidedAt?: Date;
  /** When a verified correction took its place. */
  supersededAt?: Date;
}

/** What a year of an enterprise consists of at the moment: at most one version in force and one under way. */
export interface FactsYear {
  verified?: AnnualFacts;
  /** A draft, or what waits for its officer. */
  underWay?: AnnualFacts;
  /** The number of the newest version, 0 when there is none. */
  newestVersion: number;
}
