import type { CreditCode } from '@gusu/values';
import type { Declaration } from './declaration.js';
import type { RejectionReason } from './enterprise.js';

/** The columns that every table of declared facts has. */
export interface DeclarationRow {
  credit_code: CreditCode;
  status: Declaration['status'];
  evidence_ids: string[];
  rejection_reasons: RejectionReason[];
  declared_by: string;
  declared_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  withdrawn_at: Date | null;
}

export const DECLARATION_COLUMNS = `credit_code, status, evidence_ids, rejection_reasons, declared_by, declared_at,
  decided_by, decided_at, withdrawn_at`;

/** The types of DECLARATION_COLUMNS, as parameters from `$at` on. */
export function declarationParameters(at: number): string {
  const types = 'text text uuid[] jsonb text timestamptz text timestamptz timestamptz'.split(' ');
  return types.map((type, n) => `$${at + n}::${type}`).join(', ');
}

export function declarationOf(row: DeclarationRow): Declaration {
  return {
    creditCode: row.credit_code,
    status: row.status,
    evidenceIds: row.evidence_ids,
    rejectionReasons: row.rejection_reasons,
    declaredBy: row.declared_by,
    declaredAt: row.declared_at,
    decidedBy: row.decided_by ?? undefined,
    decidedAt: row.decided_at ?? undefined,
    withdrawnAt: row.withdrawn_at ?? undefined,
  };
}

/** The values of a declaration in the order of DECLARATION_COLUMNS. */
export function declarationValues(fact: Declaration): unknown[] {
  return [
    fact.creditCode,
    fact.status,
    fact.evidenceIds,
    JSON.stringify(fact.rejectionReasons),
    fact.declaredBy,
    fact.declaredAt,
    fact.decidedBy ?? null,
    fact.decidedAt ?? null,
    fact.withdrawnAt ?? null,
  ];
}
