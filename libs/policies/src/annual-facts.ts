import type { Fen, SignedFen } from '@gusu/values';
import type { Sourced } from './sourced.js';

export type AnnualFactsStatus = 'submitted' | 'verified';

/** One fiscal year of an enterprise. Money in fen, staff in persons; an absent figure is unknown, never zero. */
export interface AnnualFacts extends Sourced {
  fiscalYear: number;
  version: number;
  status: AnnualFactsStatus;
  operatingRevenueFen?: Fen;
  mainRevenueFen?: Fen;
  salesRevenueFen?: Fen;
  totalIncomeFen?: Fen;
  hiTechIncomeFen?: Fen;
  aiRevenueFen?: Fen;
  rdExpenseFen?: Fen;
  rdDomesticFen?: Fen;
  costExpenseFen?: Fen;
  netProfitFen?: SignedFen;
  totalAssetsFen?: Fen;
  totalLiabilitiesFen?: Fen;
  netAssetsFen?: SignedFen;
  staffTotal?: number;
  techStaff?: number;
  rdStaff?: number;
  insuredStaff?: number;
  /** 科技成果转化 of the year, in results. */
  transferredResults?: number;
  auditReportNo?: string;
}
