import { refuse } from '@gusu/contracts';
import { move } from '@gusu/values';
import { FILING_MOVES, type LoanFiling } from './filing.js';
import { type Revocation, REVOCATION_MOVES, type RevocationStatus } from './revocation.js';

export interface RevocationActing {
  actorId: string;
  now: Date;
}

/**
 * Asks for a filing to be revoked (funding.md §6.1). Once the pool has paid, what was paid wrongly is had back by an adjustment of the claim.
 * @throws Refusal filing/move-not-legal, filing/compensated
 */
export function requestRevocation(
  filing: Pick<LoanFiling, 'filingNo' | 'status' | 'isCompensated'>,
  requested: Pick<Revocation, 'revocationId' | 'docNo' | 'reason'>,
  { actorId, now }: RevocationActing,
): Revocation {
  requireRevocable(filing);
  return {
    ...requested,
    filingNo: filing.filingNo,
    status: 'requested',
    requestedBy: actorId,
    requestedAt: now,
    decidedBy: null,
    decidedAt: null,
  };
}

/** @throws Refusal filing-revocation/four-eyes, filing-revocation/move-not-legal, filing/move-not-legal, filing/compensated */
export function decideRevocation(
  revocation: Revocation,
  decision: keyof typeof REVOCATION_MOVES,
  filing: Pick<LoanFiling, 'filingNo' | 'status' | 'isCompensated'>,
  { actorId, now }: RevocationActing,
): Revocation {
  if (actorId === revocation.requestedBy) throw refuse('filing-revocation/four-eyes');
  const status = move<RevocationStatus, keyof typeof REVOCATION_MOVES>(
    REVOCATION_MOVES,
    decision,
    revocation.status,
  );
  if (!status) throw refuse('filing-revocation/move-not-legal', { status: revocation.status });
  if (decision === 'grant') requireRevocable(filing);
  return { ...revocation, status, decidedBy: actorId, decidedAt: now };
}

function requireRevocable({
  filingNo,
  status,
  isCompensated,
}: Parameters<typeof requestRevocation>[0]): void {
  if (!(FILING_MOVES.revoke.from as readonly string[]).includes(status))
    throw refuse('filing/move-not-legal', { filingNo, status });
  if (isCompensated) throw refuse('filing/compensated', { filingNo });
}
