import { refuse } from '@gusu/contracts';
import type { LoanTerms } from '@gusu/policies';
import { localDateOf } from '@gusu/values';
import { type AdmissionFacts, requireAdmissible } from './admission.rules.js';
import type { Claim } from './claim.js';
import { type Acting, moveClaim } from './claim.rules.js';
import type { ClaimQuote } from './quote.js';

/** What is looked at again before money is set aside and before it is ordered (funding.md §6.2). */
export interface Reviewed {
  admission: AdmissionFacts;
  quote: ClaimQuote;
}

/**
 * Finance approves what the formula gives on the day; it is set aside from then on (funding.md §6.2).
 * @throws Refusal claim/not-admissible, claim/deferred, claim/nothing-payable
 */
export function approveClaim(
  claim: Claim,
  { admission, quote }: Reviewed,
  acting: Acting,
  terms: LoanTerms,
): Claim {
  const approved = moveClaim(claim, 'approve', acting, terms);
  requireAdmissible(admission, terms);
  requirePayable(claim, quote);
  return { ...approved, quote };
}

/**
 * The amounts are frozen with the payment order, and its day is the cut-off: what is valued later is a recovery (funding.md §6.2). The formula
 * is run once more, for a cure, a repayment or another use of a cap may have come between; more than was approved it never brings.
 * @throws Refusal claim/not-admissible, claim/deferred, claim/nothing-payable
 */
export function orderPayment(
  claim: Claim,
  { admission, quote }: Reviewed,
  acting: Acting,
  terms: LoanTerms,
): Claim {
  const ordered = moveClaim(claim, 'order', acting, terms);
  requireAdmissible(admission, terms);
  requirePayable(claim, quote);
  return { ...ordered, quote, cutoffOn: localDateOf(acting.now) };
}

// A final claim after an interim one ends the case also where nothing more, or less than nothing, is due.
function requirePayable({ kind }: Claim, { isDeferred, payableFen, paidBeforeFen, caps }: ClaimQuote): void {
  if (isDeferred) {
    const cap = caps.find(({ beforeFen, afterFen }) => afterFen < beforeFen);
    throw refuse('claim/deferred', { capType: cap?.type ?? null, limitFen: Number(cap?.limitFen ?? 0n) });
  }
  if (payableFen === 0n && !(kind === 'FINAL' && paidBeforeFen > 0n)) throw refuse('claim/nothing-payable');
}
