import { fenFromText, fenToText } from '@gusu/values';
import type { Claim } from './claim.js';

/** Every member with its column, so that none can be written and not read. */
const COLUMNS = {
  claimNo: 'claim_no',
  bankCode: 'bank_code',
  dueBillNo: 'due_bill_no',
  filingNo: 'filing_no',
  poolCode: 'pool_code',
  creditCode: 'credit_code',
  policyId: 'policy_id',
  kind: 'kind',
  firstClaimNo: 'first_claim_no',
  status: 'status',
  suspendedFrom: 'suspended_from',
  suspensions: 'suspensions',
  trigger: 'trigger',
  triggeredOn: 'triggered_on',
  submittedOn: 'submitted_on',
  certifiedPrincipalFen: 'certified_principal_fen',
  differenceReason: 'difference_reason',
  otherPolicyPaidFen: 'other_policy_paid_fen',
  documents: 'documents',
  signatures: 'signatures',
  returns: 'returns',
  dueOn: 'due_on',
  quote: 'quote',
  cutoffOn: 'cutoff_on',
  paymentNo: 'payment_no',
  paidOn: 'paid_on',
  refusalGround: 'refusal_ground',
  reason: 'reason',
  version: 'version',
  openedAt: 'opened_at',
  changedAt: 'changed_at',
} as const satisfies Record<keyof Claim, string>;

const PAIRS = Object.entries(COLUMNS) as [keyof Claim, string][];
const FIXED: readonly (keyof Claim)[] = [
  'claimNo',
  'bankCode',
  'dueBillNo',
  'filingNo',
  'poolCode',
  'creditCode',
  'policyId',
  'firstClaimNo',
  'openedAt',
];

export const CLAIM_COLUMNS = PAIRS.map(([member, column]) => `c.${column} as "${member}"`).join(', ');
/** What a move may change. */
export const CHANGING_COLUMNS = PAIRS.filter(([member]) => !FIXED.includes(member)).map(
  ([, column]) => column,
);

/** A claim as JSON, for a statement that takes it whole; fen as texts, which are exact. */
export function claimRow(claim: Claim): string {
  return fenToText(Object.fromEntries(PAIRS.map(([member, column]) => [column, claim[member]])));
}

/** What is null in the table is absent from a claim. */
export function claimOf(row: Record<string, unknown>): Claim {
  const members = Object.entries(row).filter(([, value]) => value !== null);
  const claim = Object.fromEntries(members) as unknown as Claim;
  return claim.quote === undefined ? claim : { ...claim, quote: fenFromText(claim.quote) };
}
