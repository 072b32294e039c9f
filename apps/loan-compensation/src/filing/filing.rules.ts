import type { FilingReason } from '@gusu/contracts';
import type { LoanPolicy, LoanTerms, LoanTier } from '@gusu/policies';
import { addDays, type Fen } from '@gusu/values';
import { poolShareOf } from '../claim/share.rules.js';
import type { FuseLevel } from '../fuse/fuse.js';
import { conditionOf, ineligibilities } from './eligibility.rules.js';
import type {
  ConfirmedFiling,
  FilingDecision,
  FilingFacts,
  FilingRequest,
  FilingStanding,
} from './filing.js';
import { rateCapOf } from './rate-cap.rules.js';
import { filedWithin, leverageRoom } from './room.rules.js';
import { tierOf } from './tier.rules.js';

const WHOLE_BPS = 10_000;

/**
 * Whether a loan is covered, and on which terms; or else every reason why not, at once (funding.md §7.1 to §7.4, §6.6, §13). Amounts in fen. The
 * decision names its policy and keeps it (I-10).
 */
export function decideFiling({ request, borrower, standing, policy }: FilingFacts): FilingDecision {
  if (!policy) {
    const reasons: FilingReason[] = standing.pool ? ['POLICY_MISSING'] : ['POLICY_MISSING', 'POOL_MISSING'];
    return { status: 'refused', policyId: null, policyHash: null, reasons };
  }
  const { terms, id: policyId, hash: policyHash } = policy;
  const reasons = ineligibilities(borrower, request.filedOn, terms);
  const tier = tierOf(borrower.revenueFen, terms.tiers);
  reasons.push(...obstacles(request, standing, terms, tier));
  const { filedFen, lacking } = filedAmount(request.plannedFen, tier, standing, terms);
  reasons.push(...lacking);
  if (reasons.length > 0 || !tier || standing.lprPpm === undefined)
    return { status: 'refused', policyId, policyHash, reasons };
  const conditionalUntil = conditionOf(borrower, request.filedOn, terms);
  const rateCapPpm = rateCapOf(standing.lprPpm, tier.spreadCapPpm);
  return { ...boundBy(policy, request, tier), filedFen, rateCapPpm, conditionalUntil };
}

/** What stands against the loan itself, and against any new loan. */
function obstacles(
  request: FilingRequest,
  { lprPpm, pool, bankFuse, enterpriseLiveLoans }: FilingStanding,
  terms: LoanTerms,
  tier: LoanTier | undefined,
): FilingReason[] {
  const reasons: FilingReason[] = [];
  if (request.tenorMonths > terms.tenorMaxMonths) reasons.push('TENOR_OVER_CAP');
  if (request.isTroubled) reasons.push('FILED_AFTER_OVERDUE');
  if (terms.isOneLiveLoanPerEnterprise && enterpriseLiveLoans > 0) reasons.push('LIVE_LOAN_EXISTS');
  if (lprPpm === undefined) reasons.push('LPR_MISSING');
  else if (tier && request.ratePpm > rateCapOf(lprPpm, tier.spreadCapPpm)) reasons.push('RATE_OVER_CAP');
  if (!pool) reasons.push('POOL_MISSING');
  if (isStopped(bankFuse) || (pool && isStopped(pool.fuse))) reasons.push('FUSE_STOP_NEW');
  return reasons;
}

/** What of policy and tier the filing keeps for ever: whoever bears a part, together the whole of it (I-10, I-19). */
function boundBy(
  { id: policyId, hash: policyHash, terms }: LoanPolicy,
  request: FilingRequest,
  tier: LoanTier,
): Omit<ConfirmedFiling, 'filedFen' | 'rateCapPpm' | 'conditionalUntil'> {
  const { poolBps, applied } = poolShareOf(tier.poolBps, request, terms);
  const guarantorBps = terms.guarantorShares.reduce((sum, { bps }) => sum + bps, 0);
  return {
    status: 'confirmed',
    policyId,
    policyHash,
    tier: tier.code,
    poolBps,
    bankBps: WHOLE_BPS - poolBps - guarantorBps,
    guarantorBps,
    shareRules: applied,
    layers: terms.layers,
    coverageMode: terms.coverageMode,
    lapsesAfter: addDays(request.filedOn, terms.filingLapseDays),
  };
}

/** A filing counts against three rooms one after the other; each that gives none is a reason. */
function filedAmount(
  plannedFen: Fen,
  tier: LoanTier | undefined,
  standing: FilingStanding,
  terms: LoanTerms,
): { filedFen: Fen; lacking: FilingReason[] } {
  const { pool, enterpriseLiveFen, bankLiveFen } = standing;
  const lacking: FilingReason[] = [];
  let filedFen = plannedFen;
  const fit = (roomFen: bigint, reason: FilingReason) => {
    const withinFen = filedWithin(plannedFen, roomFen, terms);
    if (withinFen === 0n) lacking.push(reason);
    else if (withinFen < filedFen) filedFen = withinFen;
  };
  if (tier) fit(tier.filedCapFen - enterpriseLiveFen, 'CAP_ENTERPRISE');
  if (terms.perBankQuotaFen !== null) fit(terms.perBankQuotaFen - bankLiveFen, 'CAP_BANK');
  if (pool) fit(leverageRoom(pool, terms), 'LEVERAGE_EXCEEDED');
  return { filedFen, lacking };
}

const isStopped = (level: FuseLevel): boolean => level === 'STOP_NEW' || level === 'STOP_COMPENSATION';
