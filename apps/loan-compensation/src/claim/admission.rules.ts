import { CLAIM_OBSTACLES, type ClaimObstacle, refuse } from '@gusu/contracts';
import type { LoanTerms } from '@gusu/policies';
import { addDays, addMonths, type Fen, type LocalDate } from '@gusu/values';
import type { FuseLevel } from '../fuse/fuse.js';
import type { ClaimKind, DocumentKind } from './claim.js';

export type AdmissionTerms = Pick<
  LoanTerms,
  'claimMinOverdueDays' | 'isLitigationRequired' | 'claimDeadlineMonths'
>;

/** What a claim is admitted by, as it is known on the day (funding.md §13). */
export interface AdmissionFacts {
  on: LocalDate;
  kind: ClaimKind;
  /** Absent where the loan was never confirmed. */
  filing?: 'confirmed' | 'revoked' | 'lapsed';
  /** The first day of the arrears that are still open. */
  overdueSince?: LocalDate;
  documents: readonly { kind: DocumentKind }[];
  /** The day on which the claim is or was first submitted: a review is not held against the bank. */
  submittedOn: LocalDate;
  /** What the bank certified is of the day it submitted: what came in since is no difference to explain. */
  isUnderReview: boolean;
  isDataHeld: boolean;
  hasInterim: boolean;
  hasFinal: boolean;
  hasOpenClaim: boolean;
  /** What late facts or a shortfall leave for a supplementary claim. */
  supplementaryFen: Fen;
  isBankExited: boolean;
  fuses: readonly FuseLevel[];
  systemPrincipalFen: Fen;
  certifiedPrincipalFen: Fen;
  differenceReason?: string;
}

const LITIGATION: readonly DocumentKind[] = [
  'SUIT_ACCEPTANCE',
  'ARBITRATION_ACCEPTANCE',
  'NOTARISED_ENFORCEMENT',
];

const DAY_BEFORE = 1;

/** The first day on which a loan that is overdue since then may be claimed: strictly more days than the policy asks (funding.md §3). */
export function triggerDayOf(
  overdueSince: LocalDate,
  { claimMinOverdueDays }: Pick<AdmissionTerms, 'claimMinOverdueDays'>,
): LocalDate {
  return addDays(overdueSince, claimMinOverdueDays + DAY_BEFORE);
}

/** Everything that stands against a claim on that day (funding.md §13, AT-23, AT-26), in the order of the guards there. */
export function obstaclesTo(facts: AdmissionFacts, terms: AdmissionTerms): ClaimObstacle[] {
  const { filing, kind } = facts;
  // Once the pool has paid on a loan, a cure is a recovery and the balance is the fold's: later claims only settle.
  const isFirst = kind !== 'SUPPLEMENTARY' && !facts.hasInterim;
  const obstacles: ClaimObstacle[] = [];
  const stop = (isSo: boolean, obstacle: ClaimObstacle) => isSo && obstacles.push(obstacle);
  stop(filing === undefined, 'FILING_MISSING');
  stop(filing === 'revoked', 'FILING_REVOKED');
  stop(filing === 'lapsed', 'FILING_LAPSED');
  if (isFirst) obstacles.push(...untimely(facts, terms));
  stop(facts.isDataHeld, 'DATA_HOLD');
  stop(kind !== 'SUPPLEMENTARY' && facts.hasFinal, 'FINAL_EXISTS');
  stop(kind === 'INTERIM' && facts.hasInterim && !facts.hasFinal, 'INTERIM_EXISTS');
  stop(facts.hasOpenClaim, 'CLAIM_OPEN');
  stop(kind === 'SUPPLEMENTARY' && facts.supplementaryFen <= 0n, 'NOTHING_TO_SUPPLEMENT');
  stop(facts.isBankExited, 'BANK_EXITED');
  stop(facts.fuses.includes('STOP_COMPENSATION'), 'FUSE_STOP_COMP');
  const isDifferent = !facts.isUnderReview && facts.certifiedPrincipalFen !== facts.systemPrincipalFen;
  stop(isFirst && isDifferent && !facts.differenceReason, 'CERTIFIED_DIFF');
  return obstacles;
}

function untimely(
  { on, submittedOn, overdueSince, documents }: AdmissionFacts,
  terms: AdmissionTerms,
): ClaimObstacle[] {
  const obstacles: ClaimObstacle[] = [];
  const triggeredOn = overdueSince === undefined ? undefined : triggerDayOf(overdueSince, terms);
  if (triggeredOn === undefined || on < triggeredOn) obstacles.push('CLAIM_TOO_EARLY');
  if (terms.isLitigationRequired && !documents.some(({ kind }) => LITIGATION.includes(kind)))
    obstacles.push('LITIGATION_MISSING');
  if (triggeredOn !== undefined && submittedOn > addMonths(triggeredOn, terms.claimDeadlineMonths))
    obstacles.push('CLAIM_DEADLINE');
  return obstacles;
}

/** @throws Refusal claim/not-admissible with every obstacle at once */
export function requireAdmissible(facts: AdmissionFacts, terms: AdmissionTerms): void {
  const obstacles = obstaclesTo(facts, terms);
  if (obstacles.length === 0) return;
  const defects = obstacles.map((code) => ({ pointer: '', code, detail: CLAIM_OBSTACLES[code].zh }));
  throw refuse('claim/not-admissible', { obstacles: obstacles.join(' ') }, defects);
}
