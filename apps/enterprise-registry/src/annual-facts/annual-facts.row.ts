import type { CreditCode } from '@gusu/values';
import type { RejectionReason } from '../enterprise/enterprise.js';
import { type AnnualFacts, type AnnualFigures, MONEY_FIGURES } from './annual-facts.js';
import { fenKey } from './annual-figures.js';

/** The figures as they are stored: money as JSON integers of fen. */
export type StoredFigures = Readonly<Record<string, number | string>>;

/** A row of `annual_facts`. */
export interface AnnualFactsRow {
  credit_code: CreditCode;
  fiscal_year: number;
  version: number;
  status: AnnualFacts['status'];
  figures: StoredFigures;
  source: AnnualFacts['source'];
  evidence_ids: string[];
  correction_reason: string | null;
  rejection_reasons: RejectionReason[];
  recorded_by: string;
  recorded_at: Date;
  submitted_by: string | null;
  submitted_at: Date | null;
  decided_by: string | null;
  decided_at: Date | null;
  superseded_at: Date | null;
}

export const ANNUAL_FACTS_COLUMNS = `credit_code, fiscal_year, version, status, figures, source, evidence_ids,
  correction_reason, rejection_reasons, recorded_by, recorded_at, submitted_by, submitted_at, decided_by, decided_at,
  superseded_at`;

export function annualFactsOf(row: AnnualFactsRow): AnnualFacts {
  return {
    creditCode: row.credit_code,
    fiscalYear: row.fiscal_year,
    version: row.version,
    status: row.status,
    figures: figuresOf(row.figures),
    source: row.source,
    evidenceIds: row.evidence_ids,
    correctionReason: row.correction_reason ?? undefined,
    rejectionReasons: row.rejection_reasons,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
    submittedBy: row.submitted_by ?? undefined,
    submittedAt: row.submitted_at ?? undefined,
    decidedBy: row.decided_by ?? undefined,
    decidedAt: row.decided_at ?? undefined,
    supersededAt: row.superseded_at ?? undefined,
  };
}

/** The values of a row in the order of ANNUAL_FACTS_COLUMNS. */
export function annualFactsValues(facts: AnnualFacts): unknown[] {
  return [
    facts.creditCode,
    facts.fiscalYear,
    facts.version,
    facts.status,
    JSON.stringify(storedFigures(facts.figures)),
    facts.source,
    facts.evidenceIds,
    facts.correctionReason ?? null,
    JSON.stringify(facts.rejectionReasons),
    facts.recordedBy,
    facts.recordedAt,
    facts.submittedBy ?? null,
    facts.submittedAt ?? null,
    facts.decidedBy ?? null,
    facts.decidedAt ?? null,
    facts.supersededAt ?? null,
  ];
}

const MONEY_KEYS = MONEY_FIGURES.map(fenKey);

/**
 * Figures as a policy takes them: what is stored is within the exact integers of JSON, so nothing is lost on the way. The row that was
 * read becomes them, because a population has millions of figures and copying them takes longer than reading them.
 */
export function figuresOf(stored: StoredFigures): AnnualFigures {
  const figures = stored as Record<string, number | string | bigint>;
  for (const key of MONEY_KEYS) {
    const fen = figures[key];
    if (typeof fen === 'number') figures[key] = BigInt(fen);
  }
  return figures as AnnualFigures;
}

function storedFigures(figures: AnnualFigures): StoredFigures {
  const entries = Object.entries(figures).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );
}
