import { ClaimDecided, ClaimPaid, ClaimReturned, ClaimSubmitted, type DomainEvent } from '@gusu/contracts';
import { localDateOf } from '@gusu/values';
import type { Claim } from './claim.js';

/** The audit entry of one step of a claim. */
export function auditOfClaim(move: string, actorId: string, after: Claim, before?: Claim) {
  return {
    at: after.changedAt.toISOString(),
    actorId,
    action: `claim.${move}`,
    objectType: 'claim',
    objectId: after.claimNo,
    before,
    after,
    reason: after.reason,
  };
}

/** What a step tells the world, if anything. */
export function eventOfClaim(claim: Claim): DomainEvent | undefined {
  const { claimNo, bankCode, dueBillNo, filingNo, kind: claimKind, changedAt } = claim;
  const subject = { claimNo, bankCode, dueBillNo, filingNo, claimKind };
  const on = localDateOf(changedAt);
  const payableFen = Math.max(0, Number(claim.quote?.payableFen ?? 0n));
  switch (claim.status) {
    case 'submitted': {
      const certifiedPrincipalFen = Number(claim.certifiedPrincipalFen);
      return ClaimSubmitted.of(claimNo, { ...subject, certifiedPrincipalFen, submittedOn: on }, changedAt);
    }
    case 'returned':
      return ClaimReturned.of(claimNo, { ...subject, returns: claim.returns, returnedOn: on }, changedAt);
    case 'approved': {
      const decided = { ...subject, outcome: 'approved' as const, payableFen, decidedOn: on };
      return ClaimDecided.of(claimNo, decided, changedAt);
    }
    case 'rejected':
    case 'withdrawn':
    case 'lapsed': {
      const { refusalGround } = claim;
      const ground = refusalGround === undefined ? {} : { refusalGround };
      return ClaimDecided.of(
        claimNo,
        { ...subject, ...ground, outcome: claim.status, decidedOn: on },
        changedAt,
      );
    }
    case 'paid': {
      const paid = { poolCode: claim.poolCode, paidFen: payableFen, paidOn: claim.paidOn ?? on };
      return ClaimPaid.of(claimNo, { ...subject, ...paid }, changedAt);
    }
    default:
      return undefined;
  }
}
