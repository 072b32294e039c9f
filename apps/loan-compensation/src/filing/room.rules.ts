import type { LoanTerms } from '@gusu/policies';
import type { Fen, SignedFen } from '@gusu/values';

const smaller = (a: Fen, b: Fen): Fen => (a < b ? a : b);

/**
 * What of a planned amount is filed within a room (funding.md §7.2, AT-03, AT-14): all of it, the room where the policy files in part, or
 * nothing.
 */
export function filedWithin(
  plannedFen: Fen,
  roomFen: SignedFen,
  { overCapMode }: Pick<LoanTerms, 'overCapMode'>,
): Fen {
  if (roomFen <= 0n) return 0n;
  const filedFen = smaller(plannedFen, roomFen);
  return filedFen < plannedFen && overCapMode === 'REJECT' ? 0n : filedFen;
}

/**
 * How much more a pool may cover: its capital times the multiple, less what it covers (funding.md §7.3, AT-14). Negative after losses: that
 * stops filings and takes no cover away.
 */
export function leverageRoom(
  { capitalFen, coveredFen }: { capitalFen: Fen; coveredFen: Fen },
  { leverageMultiple }: Pick<LoanTerms, 'leverageMultiple'>,
): SignedFen {
  return capitalFen * BigInt(leverageMultiple) - coveredFen;
}

/** The smallest addition to the capital of a pool that makes room again. Zero while there is room. */
export function capitalNeeded(
  roomFen: SignedFen,
  { leverageMultiple }: Pick<LoanTerms, 'leverageMultiple'>,
): Fen {
  const multiple = BigInt(leverageMultiple);
  return roomFen > 0n ? 0n : -roomFen / multiple + 1n;
}
