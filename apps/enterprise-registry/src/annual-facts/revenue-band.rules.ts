import type { RevenueBand } from '@gusu/contracts';
import type { Fen } from '@gusu/values';

const FEN_PER_WAN = 1_000_000n;
const BANDS: readonly { upTo: Fen; band: RevenueBand }[] = [
  { upTo: 2_000n * FEN_PER_WAN, band: 'upTo20Million' },
  { upTo: 5_000n * FEN_PER_WAN, band: 'upTo50Million' },
  { upTo: 40_000n * FEN_PER_WAN, band: 'upTo400Million' },
];

/** The band of a yearly revenue in fen; its bounds belong to the lower band, as the tiers of loans have it (funding.md §2). */
export function revenueBandOf(revenueFen: Fen): RevenueBand {
  return BANDS.find(({ upTo }) => revenueFen <= upTo)?.band ?? 'above400Million';
}
