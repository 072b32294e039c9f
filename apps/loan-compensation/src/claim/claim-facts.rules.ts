import { refuse } from '@gusu/contracts';
import type { LoanPolicy, LoanTerms } from '@gusu/policies';
import type { Fen, LocalDate } from '@gusu/values';
import type { BankEvent } from '../bank-event/bank-event.js';
import type { LoanFiling } from '../filing/filing.js';
import type { FuseLevel } from '../fuse/fuse.js';
import { hasArrears, overdueDaysOf, statusOf } from '../loan/loan-status.rules.js';
import type { LoanState } from '../loan/loan.js';
import type { AdmissionFacts } from './admission.rules.js';
import { type Claim, ENDED_STATUSES } from './claim.js';
import { type ClaimStanding, isPaid } from './claim.rules.js';
import type { LossFacts } from './loss.rules.js';

/** What a claim rests on: the loan as its bank tells of it, the filing that covers it, and the policy the filing is bound to. */
export interface ClaimGround {
  filing: LoanFiling | undefined;
  policy: LoanPolicy | undefined;
  /** The loan with what came in after the day that was asked for set apart. */
  loan: LoanState;
  events: readonly BankEvent[];
  isDataHeld: boolean;
  isBankExited: boolean;
  fuses: readonly FuseLevel[];
}

/** The terms of the policy with what the filing has bound of its own (I-10). @throws Refusal claim/not-admissible without a filing */
export function termsOf({ filing, policy }: Pick<ClaimGround, 'filing' | 'policy'>): LoanTerms {
  if (!filing || !policy) throw refuse('claim/not-admissible', { obstacles: 'FILING_MISSING' });
  const { layers, coverageMode } = filing;
  return { ...policy.terms, layers: [...layers], coverageMode: coverageMode ?? policy.terms.coverageMode };
}

/** The first day of what is overdue on a day: of the arrears, or of principal that is left after its maturity (funding.md §3). */
export function overdueSinceOn(loan: LoanState, on: LocalDate): LocalDate | undefined {
  const sinceArrears = hasArrears(loan) ? loan.overdueSince : undefined;
  const { maturity } = loan;
  const sinceMaturity =
    loan.principalFen > 0n && maturity !== undefined && maturity < on ? maturity : undefined;
  if (sinceArrears === undefined || sinceMaturity === undefined) return sinceArrears ?? sinceMaturity;
  return sinceArrears < sinceMaturity ? sinceArrears : sinceMaturity;
}

/** The claims of a loan but one, as the admission of that one sees them. */
export function admissionFactsOf(
  claim: Pick<Claim, 'kind' | 'documents' | 'certifiedPrincipalFen' | 'differenceReason'>,
  others: readonly Pick<Claim, 'kind' | 'status'>[],
  ground: ClaimGround,
  seen: Pick<AdmissionFacts, 'on' | 'submittedOn' | 'isUnderReview'> & { supplementaryFen: Fen },
): AdmissionFacts {
  const { filing, loan, isDataHeld, isBankExited, fuses } = ground;
  const { kind, documents, certifiedPrincipalFen, differenceReason } = claim;
  const isEnded = ({ status }: Pick<Claim, 'status'>) =>
    (ENDED_STATUSES as readonly string[]).includes(status);
  return {
    ...seen,
    kind,
    ...(filing && filing.status !== 'refused' ? { filing: filing.status } : {}),
    overdueSince: overdueSinceOn(loan, seen.on),
    documents,
    isDataHeld,
    hasInterim: others.some((other) => other.kind === 'INTERIM' && isPaid(other)),
    hasFinal: others.some((other) => other.kind === 'FINAL' && isPaid(other)),
    hasOpenClaim: others.some((other) => !isEnded(other) && !isPaid(other)),
    isBankExited,
    fuses,
    systemPrincipalFen: loan.principalFen,
    certifiedPrincipalFen,
    ...(differenceReason === undefined ? {} : { differenceReason }),
  };
}

/** What becomes of the claim by itself: a loan without arrears is cured, whatever its bank calls it (AT-23). */
export function standingOf({ loan, isDataHeld, fuses }: ClaimGround, on: LocalDate): ClaimStanding {
  return {
    isCured: overdueSinceOn(loan, on) === undefined && !isNonPerforming(loan),
    isDataHeld,
    isFuseStopped: fuses.includes('STOP_COMPENSATION'),
  };
}

const isNonPerforming = (loan: LoanState): boolean => statusOf(loan) === 'nonPerforming';

export function lossFactsOf(
  { certifiedPrincipalFen }: Pick<Claim, 'certifiedPrincipalFen'>,
  { filing, loan }: ClaimGround,
  on: LocalDate,
): LossFacts {
  return {
    systemPrincipalFen: loan.principalFen,
    certifiedPrincipalFen,
    filedFen: filing?.filedFen ?? 0n,
    disbursedFen: loan.disbursedFen,
    ratePpm: loan.ratePpm ?? 0,
    interestDays: overdueDaysOf({ ...loan, asOf: on }),
    isFilingInForce: filing?.status === 'confirmed',
  };
}
