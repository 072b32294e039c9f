import type { LoanTerms } from '@gusu/policies';
import type { LocalDate, Ppm } from '@gusu/values';

/** A published quote of the one-year LPR. */
export interface Quote {
  publishedOn: LocalDate;
  ratePpm: Ppm;
}

/** The quote that counts for a loan of that day: the newest one, that of the day itself where the policy counts it (funding.md §7.4, AT-15). */
export function quoteFor(
  on: LocalDate,
  quotes: readonly Quote[],
  { isLprOfSameDayCounted }: Pick<LoanTerms, 'isLprOfSameDayCounted'>,
): Quote | undefined {
  return quotes
    .filter(({ publishedOn }) => publishedOn < on || (isLprOfSameDayCounted && publishedOn === on))
    .reduce<Quote | undefined>(
      (newest, quote) => (newest && newest.publishedOn > quote.publishedOn ? newest : quote),
      undefined,
    );
}

/** The highest rate a loan may bear. */
export function rateCapOf(lprPpm: Ppm, spreadCapPpm: Ppm): Ppm {
  return lprPpm + spreadCapPpm;
}
