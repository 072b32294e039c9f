import type { FilingReason } from '@gusu/contracts';
import type { LoanPolicy } from '@gusu/policies';
import type { Fen, LocalDate } from '@gusu/values';
import { ineligibilities } from './eligibility.rules.js';
import type { Borrower } from './filing.js';
import { tierOf } from './tier.rules.js';

/** What an enterprise could still file under a programme. */
export interface FilingRoom {
  programme: string;
  policyId: string;
  tier: string | null;
  capFen: Fen;
  heldFen: Fen;
  roomFen: Fen;
  /** Everything about the enterprise that would stand against a filing. */
  reasons: readonly FilingReason[];
}

/** The room under the cap of an enterprise's tier (funding.md §7.2); none without a tier, and none where the cap is exceeded already. */
export function roomOf(
  { programme, id: policyId, terms }: LoanPolicy,
  borrower: Borrower,
  heldFen: Fen,
  on: LocalDate,
): FilingRoom {
  const tier = tierOf(borrower.revenueFen, terms.tiers);
  const capFen = tier?.filedCapFen ?? 0n;
  const roomFen = capFen > heldFen ? capFen - heldFen : 0n;
  const reasons = ineligibilities(borrower, on, terms);
  return { programme, policyId, tier: tier?.code ?? null, capFen, heldFen, roomFen, reasons };
}
