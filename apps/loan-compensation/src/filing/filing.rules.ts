import type { FilingReason } from '@gusu/contracts';
import type { LoanTerms, LoanTier } from '@gusu/policies';
import type { Fen } from '@gusu/values';
import { poolShareOf } from '../claim/share.rules.js';
import type { FuseLevel } from '../fuse/fuse.js';
import { ineligibilities } from './eligibility.rules.js';
import type { FilingDecision, FilingFacts, FilingStanding } from './filing.js';
import { rateCapOf } from './rate-cap.rules.js';
import { filedWithin, leverageRoom } from './room.rules.js';
import { tierOf } from './tier.rules.js';

const WHOLE_BPS = 10_000;

/**
 * Whether a loan is covered, and on which terms; or else every reason why not, at once (funding.md §7.1 to §7.4, §6.6, §13). Amounts in fen. The
 * decision names its policy and keeps it (I-10).
 */
export function decideFiling({ request, borrower, standing, policy }: FilingFacts): FilingDecision {
  const { terms, id: policyId, hash: policyHash } = policy;
  const reasons = ineligibilities(borrower, request.filedOn, terms);
  const tier = tierOf(borrower.revenueFen, terms.tiers);
  if (request.tenorMonths > terms.tenorMaxMonths) reasons.push('TENOR_OVER_CAP');
  if (terms.isOneLiveLoanPerEnterprise && standing.enterpriseLiveLoans > 0) reasons.push('LIVE_LOAN_EXISTS');
  if (standing.lprPpm === undefined) reasons.push('LPR_MISSING');
  else if (tier && request.ratePpm > rateCapOf(standing.lprPpm, tier.spreadCapPpm))
    reasons.push('RATE_OVER_CAP');
  if (!standing.pool) reasons.push('POOL_MISSING');
  if (isStopped(standing.bankFuse) || (standing.pool && isStopped(standing.pool.fuse)))
    reasons.push('FUSE_STOP_NEW');
  const { filedFen, lacking } = filedAmount(request.plannedFen, tier, standing, terms);
  reasons.push(...lacking);
  if (reasons.length > 0 || !tier || standing.lprPpm === undefined)
    return { status: 'refused', policyId, policyHash, reasons };
  const { poolBps, applied } = poolShareOf(tier.poolBps, request, terms);
  const guaranteedBps = terms.guarantorShares.reduce((sum, { bps }) => sum + bps, 0);
  return {
    status: 'confirmed',
    policyId,
    policyHash,
    tier: tier.code,
    filedFen,
    poolBps,
    bankBps: WHOLE_BPS - poolBps - guaranteedBps,
    shareRules: applied,
    layers: terms.layers,
    rateCapPpm: rateCapOf(standing.lprPpm, tier.spreadCapPpm),
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
