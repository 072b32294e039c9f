import type { Fen } from '@gusu/values';
import { type SharingTerms, sharesSoFar } from './recovery.rules.js';
import type { Burden, SharingEpoch } from './sharing.js';

/** The first epoch of a claim: everybody's burden is what it really bears, not its share on paper (AT-11). */
export function firstEpoch(burdens: readonly Burden[], uncoveredFen: Fen = 0n): SharingEpoch {
  return { epochNo: 1, burdens, uncoveredFen, recoveredFen: 0n, costCarryFen: 0n };
}

/** A party that got back more than it bears now; what is too much is settled by a person, never taken from a later receipt. */
export interface OverRecovered {
  party: string;
  amountFen: Fen;
}

/**
 * Closes an epoch because burdens changed, and opens the next with what each party bears now less what it has had back (I-15,
 * funding.md §7.7, AT-09). Past shares stay as they were shared; costs that wait for a receipt go on waiting.
 */
export function nextEpoch(
  epoch: SharingEpoch,
  borne: { burdens: readonly Burden[]; uncoveredFen: Fen },
  terms: Pick<SharingTerms, 'recoverySharing'>,
): { epoch: SharingEpoch; overRecovered: OverRecovered[] } {
  const had = sharesSoFar(epoch, terms);
  const left = borne.burdens.map(({ party, amountFen }) => {
    const index = epoch.burdens.findIndex((burden) => burden.party === party);
    return { party, amountFen: amountFen - (had.shares[index] ?? 0n) };
  });
  const uncoveredFen = borne.uncoveredFen - had.uncoveredFen;
  return {
    epoch: {
      epochNo: epoch.epochNo + 1,
      burdens: left.map(({ party, amountFen }) => ({ party, amountFen: amountFen > 0n ? amountFen : 0n })),
      uncoveredFen: uncoveredFen > 0n ? uncoveredFen : 0n,
      recoveredFen: 0n,
      costCarryFen: epoch.costCarryFen,
    },
    overRecovered: left.flatMap(({ party, amountFen }) =>
      amountFen < 0n ? [{ party, amountFen: -amountFen }] : [],
    ),
  };
}
