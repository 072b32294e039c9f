import type { FilingReason } from '@gusu/contracts';
import type { LoanTerms } from '@gusu/policies';
import { addMonths, addYears, type LocalDate, parseLocalDate } from '@gusu/values';
import type { Borrower, HeldQualification } from './filing.js';
import { isRevenueAsked } from './tier.rules.js';

const isValidOn = ({ validFrom, validTo }: HeldQualification, on: LocalDate) =>
  validFrom <= on && (validTo === null || on <= validTo);

/** Whether one of the titles that make an enterprise a borrower was valid that day, or the programme asks for none. */
export function isQualifiedOn(
  on: LocalDate,
  { qualifications }: Pick<Borrower, 'qualifications'>,
  { qualificationAnyOf }: Pick<LoanTerms, 'qualificationAnyOf'>,
): boolean {
  if (qualificationAnyOf.length === 0) return true;
  return qualifications.some(
    (held) => qualificationAnyOf.includes(held.qualification) && isValidOn(held, on),
  );
}

/**
 * The day until which a filing holds on condition, or null (funding.md §2 `conditionalFilingUntil`, AT-26). The number of a 科技型中小企业 is
 * given for a year and again in the course of the next: who had it last year may file before this year's is there, and loses the cover
 * if it does not come by the end of the year.
 */
export function conditionOf(borrower: Borrower, filedOn: LocalDate, terms: LoanTerms): LocalDate | null {
  if (terms.conditionalFilingUntil !== 'YEAR_END' || !terms.qualificationAnyOf.includes('techSme'))
    return null;
  if (isQualifiedOn(filedOn, borrower, terms)) return null;
  const year = Number(filedOn.slice(0, 4));
  const hadNumber = borrower.qualifications.some(
    ({ qualification, validTo }) =>
      qualification === 'techSme' && validTo !== null && Number(validTo.slice(0, 4)) === year - 1,
  );
  return hadNumber ? parseLocalDate(`${year}-12-31`) : null;
}

/** Everything about the enterprise that stands against a filing of that day (funding.md §2). What is not known stands against it only
 * where the policy cannot do without: the revenue, which decides the tier. */
export function ineligibilities(borrower: Borrower, filedOn: LocalDate, terms: LoanTerms): FilingReason[] {
  const { districtCode, establishedOn, revenueFen, staff, isListed } = borrower;
  const { districtPrefixes, enterpriseRevenueMaxFen, enterpriseStaffMax } = terms;
  const reasons: FilingReason[] = [];
  if (!districtPrefixes.some((prefix) => districtCode.startsWith(prefix))) reasons.push('DISTRICT_OUTSIDE');
  if (addMonths(establishedOn, terms.minRegisteredMonths) > filedOn) reasons.push('REGISTERED_TOO_SHORT');
  if (!isQualifiedOn(filedOn, borrower, terms) && conditionOf(borrower, filedOn, terms) === null)
    reasons.push('QUALIFICATION_MISSING');
  if (!isCreditClean(borrower, filedOn, terms)) reasons.push('CREDIT_NOT_CLEAN');
  if (revenueFen !== undefined && revenueFen > enterpriseRevenueMaxFen) reasons.push('REVENUE_OVER_MAX');
  if (revenueFen === undefined && isRevenueAsked(terms.tiers)) reasons.push('REVENUE_MISSING');
  if (staff !== undefined && staff > enterpriseStaffMax) reasons.push('STAFF_OVER_MAX');
  if (isListed === true && terms.isListedExcluded) reasons.push('LISTED_EXCLUDED');
  return reasons;
}

/** Whether nothing of the last years stands on the record that day; what was taken off it stands against nobody. */
function isCreditClean(
  { creditEvents }: Borrower,
  on: LocalDate,
  { creditCleanYears }: Pick<LoanTerms, 'creditCleanYears'>,
): boolean {
  const since = addYears(on, -creditCleanYears);
  return !creditEvents.some(
    ({ occurredOn, removedOn }) =>
      occurredOn > since && occurredOn <= on && (removedOn === undefined || removedOn > on),
  );
}
