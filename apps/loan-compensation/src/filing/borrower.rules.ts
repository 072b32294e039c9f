import type { RevenueBand } from '@gusu/contracts';
import { LOAN_QUALIFICATIONS, type LoanQualification } from '@gusu/policies';
import { type CreditCode, type Fen, type LocalDate, parseWanYuan } from '@gusu/values';
import type { Borrower, FrozenBorrower, RecordedCreditEvent } from './filing.js';

/** An enterprise as the copy knows it: the registry's facts, told by events. */
export interface KnownEnterprise {
  creditCode: CreditCode;
  name: string;
  districtCode: string;
  establishedOn: LocalDate;
  registryVersion: number;
  titles: readonly { programme: string; status: string; validFrom: LocalDate; validTo: LocalDate }[];
  revenue: readonly { fiscalYear: number; revenueBand: RevenueBand | null }[];
  creditEvents: readonly { creditEventType: string; occurredOn: LocalDate; removedOn: LocalDate | null }[];
}

/**
 * The registry tells a band and not the revenue. The bands have the bounds of the shipped tiers and each bound belongs to the band below it,
 * so the upper bound of a band stands for every revenue in it; above the last one, the first fen that no tier admits.
 */
const REVENUE_OF_BAND: Readonly<Record<RevenueBand, Fen>> = {
  upTo20Million: parseWanYuan('2000'),
  upTo50Million: parseWanYuan('5000'),
  upTo400Million: parseWanYuan('40000'),
  above400Million: parseWanYuan('40000') + 1n,
};

/** Titles that do not count whatever their days say. */
const NOT_HELD = ['pending', 'suspended', 'revoked'];
/** Yearly tax is settled by the end of May; before that nobody knows the revenue of the year just over. */
const TAX_SETTLED = '-06-01';

/** What a filing of that day may rest on. */
export function borrowerOf(known: KnownEnterprise, filedOn: LocalDate): Borrower {
  const revenueFen = revenueOf(known, filedOn);
  return {
    creditCode: known.creditCode,
    districtCode: known.districtCode,
    establishedOn: known.establishedOn,
    ...(revenueFen === undefined ? {} : { revenueFen }),
    qualifications: known.titles
      .filter(({ status }) => !NOT_HELD.includes(status))
      .flatMap(({ programme, validFrom, validTo }) =>
        isLoanQualification(programme) ? [{ qualification: programme, validFrom, validTo }] : [],
      ),
    creditEvents: known.creditEvents.map(creditEventOf),
  };
}

/**
 * The revenue of the last year (上年营收, funding.md §2, §7.1): that of the calendar year before, or, until tax is settled and as long as
 * it is not told, of the year before that.
 */
export function revenueOf(
  { revenue }: Pick<KnownEnterprise, 'revenue'>,
  filedOn: LocalDate,
): Fen | undefined {
  const year = Number(filedOn.slice(0, 4));
  const bandOf = (wanted: number) =>
    revenue.find(({ fiscalYear, revenueBand }) => fiscalYear === wanted && revenueBand !== null)?.revenueBand;
  const isEarly = filedOn < `${year}${TAX_SETTLED}`;
  const band = bandOf(year - 1) ?? (isEarly ? bandOf(year - 2) : undefined);
  return band ? REVENUE_OF_BAND[band] : undefined;
}

/** The snapshot that is kept with the filing. */
export function frozenBorrower(
  { name, registryVersion }: KnownEnterprise,
  borrower: Borrower,
): FrozenBorrower {
  const { revenueFen, ...rest } = borrower;
  return {
    name,
    registryVersion,
    ...rest,
    ...(revenueFen === undefined ? {} : { revenueFen: Number(revenueFen) }),
  };
}

function creditEventOf({
  creditEventType,
  occurredOn,
  removedOn,
}: KnownEnterprise['creditEvents'][number]): RecordedCreditEvent {
  return { creditEventType, occurredOn, ...(removedOn === null ? {} : { removedOn }) };
}

function isLoanQualification(programme: string): programme is LoanQualification {
  return (LOAN_QUALIFICATIONS as readonly string[]).includes(programme);
}
