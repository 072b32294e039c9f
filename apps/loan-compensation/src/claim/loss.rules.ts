import type { LoanTerms } from '@gusu/policies';
import type { Fen, Ppm } from '@gusu/values';

/** What is known of a loan on the day its loss is measured; amounts in fen. */
export interface LossFacts {
  systemPrincipalFen: Fen;
  certifiedPrincipalFen: Fen;
  filedFen: Fen;
  disbursedFen: Fen;
  ratePpm: Ppm;
  interestDays: number;
  /** A filing that was revoked or lapsed covers nothing (I-17). */
  isFilingInForce: boolean;
}

export interface Loss {
  /** The smaller of what the bank certifies and what its own events add up to (I-07). */
  outstandingFen: Fen;
  coveredFen: Fen;
  interestFen: Fen;
  /** What is shared: covered principal, and interest where the policy covers it. */
  lossFen: Fen;
  /** Principal outside the cover, the bank's alone. */
  uncoveredFen: Fen;
}

export type LossTerms = Pick<LoanTerms, 'coverageMode' | 'lossOf' | 'interestCapDays' | 'interestYearDays'>;

const smaller = (a: Fen, b: Fen): Fen => (a < b ? a : b);

/** The loss of a covered loan (funding.md §7.5, AT-03, AT-25). What came in before has reduced the outstanding principal already. */
export function measureLoss(facts: LossFacts, terms: LossTerms): Loss {
  const outstandingFen = smaller(facts.systemPrincipalFen, facts.certifiedPrincipalFen);
  const coveredFen = facts.isFilingInForce ? coveredOf(outstandingFen, facts, terms) : 0n;
  const interestFen = interestOf(coveredFen, facts, terms);
  return {
    outstandingFen,
    coveredFen,
    interestFen,
    lossFen: coveredFen + interestFen,
    uncoveredFen: outstandingFen - coveredFen,
  };
}

/** How much of a principal the filing covers: in proportion, or the first amount of it. */
export function coveredOf(
  principalFen: Fen,
  { filedFen, disbursedFen }: Pick<LossFacts, 'filedFen' | 'disbursedFen'>,
  { coverageMode }: Pick<LossTerms, 'coverageMode'>,
): Fen {
  if (coverageMode === 'FIRST_AMOUNT') return smaller(principalFen, filedFen);
  if (disbursedFen === 0n) return 0n;
  // A drawdown below what was filed is covered wholly, never beyond itself.
  return (principalFen * smaller(filedFen, disbursedFen)) / disbursedFen;
}

const PPM = 1_000_000n;

function interestOf(
  coveredFen: Fen,
  { ratePpm, interestDays }: LossFacts,
  { lossOf, interestCapDays, interestYearDays }: LossTerms,
): Fen {
  if (lossOf === 'PRINCIPAL') return 0n;
  const days = Math.min(interestDays, interestCapDays);
  return (coveredFen * BigInt(ratePpm) * BigInt(days)) / (BigInt(interestYearDays) * PPM);
}
