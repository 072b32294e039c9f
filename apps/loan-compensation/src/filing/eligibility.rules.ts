import type { FilingReason } from '@gusu/contracts';
import type { LoanTerms } from '@gusu/policies';
import { addMonths, type LocalDate } from '@gusu/values';
import type { Borrower, HeldQualification } from './filing.js';

const isValidOn = ({ validFrom, validTo }: HeldQualification, on: LocalDate) =>
  validFrom <= on && (validTo === null || on <= validTo);

/** Everything about the enterprise that stands against a filing of that day (funding.md §2). What is not known stands against it only
 * where the policy cannot do without: the revenue, which decides the tier. */
export function ineligibilities(borrower: Borrower, filedOn: LocalDate, terms: LoanTerms): FilingReason[] {
  const { districtCode, establishedOn, revenueFen, staff, isListed, qualifications } = borrower;
  const { districtPrefixes, qualificationAnyOf, enterpriseRevenueMaxFen, enterpriseStaffMax } = terms;
  const reasons: FilingReason[] = [];
  if (!districtPrefixes.some((prefix) => districtCode.startsWith(prefix))) reasons.push('DISTRICT_OUTSIDE');
  if (addMonths(establishedOn, terms.minRegisteredMonths) > filedOn) reasons.push('REGISTERED_TOO_SHORT');
  const isQualified = qualifications.some(
    (held) => qualificationAnyOf.includes(held.qualification) && isValidOn(held, filedOn),
  );
  if (!isQualified) reasons.push('QUALIFICATION_MISSING');
  if (revenueFen === undefined) reasons.push('REVENUE_MISSING');
  else if (revenueFen > enterpriseRevenueMaxFen) reasons.push('REVENUE_OVER_MAX');
  if (staff !== undefined && staff > enterpriseStaffMax) reasons.push('STAFF_OVER_MAX');
  if (isListed === true && terms.isListedExcluded) reasons.push('LISTED_EXCLUDED');
  return reasons;
}
