import { exactJson } from '@gusu/values';
import type { LoanFiling } from './filing.js';

/** Every member with its column, so that none can be written and not read. */
const COLUMNS = {
  filingNo: 'filing_no',
  bankCode: 'bank_code',
  dueBillNo: 'due_bill_no',
  eventId: 'event_id',
  contractNo: 'contract_no',
  creditCode: 'credit_code',
  programme: 'programme',
  poolCode: 'pool_code',
  status: 'status',
  reasons: 'reasons',
  policyId: 'policy_id',
  policyHash: 'policy_hash',
  tier: 'tier',
  plannedFen: 'planned_fen',
  filedFen: 'filed_fen',
  ratePpm: 'rate_ppm',
  tenorMonths: 'tenor_months',
  guaranteeMode: 'guarantee_mode',
  creditPortionBps: 'credit_portion_bps',
  isFirstLoan: 'is_first_loan',
  poolBps: 'pool_bps',
  bankBps: 'bank_bps',
  guarantorBps: 'guarantor_bps',
  shareRules: 'share_rules',
  layers: 'layers',
  rateCapPpm: 'rate_cap_ppm',
  coverageMode: 'coverage_mode',
  filedOn: 'filed_on',
  lapsesAfter: 'lapses_after',
  conditionalUntil: 'conditional_until',
  borrower: 'borrower',
  decidedAt: 'decided_at',
  isCompensated: 'is_compensated',
  endedAt: 'ended_at',
  endedBy: 'ended_by',
  ending: 'ending',
  endReason: 'end_reason',
} as const satisfies Record<keyof LoanFiling, string>;

const PAIRS = Object.entries(COLUMNS) as [keyof LoanFiling, string][];

export const FILING_COLUMNS = PAIRS.map(([member, column]) => `f.${column} as "${member}"`).join(', ');

/** Filings as one JSON text, for a statement that takes many at once; fen as texts, which are exact. */
export function filingRows(filings: readonly LoanFiling[]): string {
  return exactJson(filings.map(rowOf));
}

function rowOf(filing: LoanFiling): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [member, column] of PAIRS) {
    const value = filing[member];
    row[column] = typeof value === 'bigint' ? value.toString() : value;
  }
  return row;
}
