import type { CreditCode, LocalDate, Moves, Programme, QualificationStatus } from '@gusu/values';

/**
 * The life of a title (cultivation-talent.md §7.2). `supersede` and `lapse` also start from statuses beside the rule book's table: a newer
 * title replaces one that is about to end, and a suspension does not outlive the title. `abandonReview` is ours: a review that the
 * enterprise withdraws, or that fails in form, leaves the title to run to its own end.
 */
export const QUALIFICATION_MOVES = {
  grant: { from: ['pending'], to: 'valid' },
  nearExpiry: { from: ['valid'], to: 'expiring' },
  startReview: { from: ['expiring'], to: 'reviewInProgress' },
  passReview: { from: ['reviewInProgress'], to: 'valid' },
  failReview: { from: ['reviewInProgress'], to: 'lapsed' },
  abandonReview: { from: ['reviewInProgress'], to: 'expiring' },
  lapse: { from: ['expiring', 'suspended'], to: 'lapsed' },
  suspend: { from: ['valid', 'expiring'], to: 'suspended' },
  reinstate: { from: ['suspended'], to: 'valid' },
  supersede: { from: ['valid', 'expiring'], to: 'superseded' },
  revoke: {
    from: ['pending', 'valid', 'expiring', 'reviewInProgress', 'suspended', 'lapsed', 'superseded'],
    to: 'revoked',
  },
} as const satisfies Moves<QualificationStatus>;
export type QualificationMove = keyof typeof QUALIFICATION_MOVES;

/** A title in one of these stands in the way of a second one of its programme; the database holds it to one. */
export const HOLDING_STATUSES = [
  'valid',
  'expiring',
  'reviewInProgress',
  'suspended',
] as const satisfies readonly QualificationStatus[];

/** A title of one enterprise under the policy it was granted by; it runs to its own end whatever policies follow. */
export interface Qualification {
  qualificationId: string;
  creditCode: CreditCode;
  programme: Programme;
  /** 证书编号, where one was given out. */
  certNo?: string;
  validFrom: LocalDate;
  /** The last day of the title. */
  validTo: LocalDate;
  status: QualificationStatus;
  policyId: string;
  /** The application it was granted by; a title of a list has the number of the list's document instead. */
  grantedByAssessmentId?: string;
  docNo?: string;
  /** Calendar years whose annual update did not come in time. */
  missedUpdates: readonly number[];
  suspendedOn?: LocalDate;
  /** The first day on which the title no longer counts. */
  endedOn?: LocalDate;
  /** After a revocation: no application of this enterprise up to and including this day. */
  banUntil?: LocalDate;
  version: number;
  recordedAt: Date;
}

/** How long a title runs: whole years from its first day, or to the end of the calendar year. */
export type Term = { years: number } | { untilYearEnd: true };

/** What a policy says of the titles it grants. */
export interface GrantTerms {
  policyId: string;
  term: Term;
  /** Of each of these, one title must count on the first day of the new one: 小巨人 needs 专精特新, so that no rung is skipped. */
  prerequisites: readonly (readonly Programme[])[];
}
