import type { HandlingStep, PolicyAction, Summary } from '@gusu/policies';
import type { CreditCode, LocalDate, Moves, Programme, Role } from '@gusu/values';

export const ASSESSMENT_STATUSES = [
  'draft',
  'submitted',
  'formCheck',
  'returned',
  'rejectedAtForm',
  'districtReview',
  'recommended',
  'notRecommended',
  'cityReview',
  'expertReview',
  'proposed',
  'notPassed',
  'publicNotice',
  'objectionHold',
  'granted',
  'revokedAtNotice',
  'withdrawn',
] as const;
export type AssessmentStatus = (typeof ASSESSMENT_STATUSES)[number];

/** An application in one of these has come to its end; another one for the programme may begin. */
export const CLOSED_STATUSES = [
  'rejectedAtForm',
  'notRecommended',
  'notPassed',
  'granted',
  'revokedAtNotice',
  'withdrawn',
] as const satisfies readonly AssessmentStatus[];
export type ClosedStatus = (typeof CLOSED_STATUSES)[number];

/**
 * cultivation-talent.md §7.1. `approve` keeps the status: the second signature of 四眼; `decideManually` is what comes before a recommendation. `miss` is the clock's: a correction (补正) that did not
 * come in time, also when its draft was begun. `resubmit` follows a correction of facts that were used.
 */
export const ASSESSMENT_MOVES = {
  submit: { from: ['draft'], to: 'submitted' },
  resubmit: { from: ['submitted', 'formCheck', 'districtReview'], to: 'submitted' },
  startFormCheck: { from: ['submitted'], to: 'formCheck' },
  return: { from: ['formCheck'], to: 'returned' },
  reopen: { from: ['returned'], to: 'draft' },
  miss: { from: ['returned', 'draft'], to: 'rejectedAtForm' },
  rejectAtForm: { from: ['formCheck'], to: 'rejectedAtForm' },
  accept: { from: ['formCheck'], to: 'districtReview' },
  decideManually: { from: ['districtReview'], to: 'districtReview' },
  recommend: { from: ['districtReview'], to: 'recommended' },
  decline: { from: ['districtReview'], to: 'notRecommended' },
  startCityReview: { from: ['recommended'], to: 'cityReview' },
  startExpertReview: { from: ['cityReview'], to: 'expertReview' },
  propose: { from: ['cityReview', 'expertReview'], to: 'proposed' },
  approve: { from: ['proposed'], to: 'proposed' },
  fail: { from: ['cityReview', 'expertReview', 'proposed'], to: 'notPassed' },
  publish: { from: ['proposed'], to: 'publicNotice' },
  hold: { from: ['publicNotice'], to: 'objectionHold' },
  release: { from: ['objectionHold'], to: 'publicNotice' },
  uphold: { from: ['objectionHold'], to: 'revokedAtNotice' },
  grant: { from: ['publicNotice'], to: 'granted' },
  withdraw: {
    from: [
      'draft',
      'submitted',
      'formCheck',
      'returned',
      'districtReview',
      'recommended',
      'cityReview',
      'expertReview',
      'proposed',
    ],
    to: 'withdrawn',
  },
} as const satisfies Moves<AssessmentStatus>;
export type AssessmentMove = keyof typeof ASSESSMENT_MOVES;

const CITY = ['city-officer', 'city-lead'] as const;

/** Who may make a move, inside their own scope; the clock and other slices make those that are not here (cultivation-talent.md §7.0). */
export const MOVE_ROLES: Readonly<Partial<Record<AssessmentMove, readonly Role[]>>> = {
  submit: ['enterprise-admin'],
  resubmit: ['enterprise-admin'],
  reopen: ['enterprise-admin', 'enterprise-staff'],
  withdraw: ['enterprise-admin'],
  startFormCheck: ['district-clerk'],
  return: ['district-clerk'],
  rejectAtForm: ['district-clerk'],
  accept: ['district-clerk'],
  decideManually: ['district-clerk', 'district-lead'],
  recommend: ['district-lead'],
  decline: ['district-lead'],
  startCityReview: CITY,
  startExpertReview: CITY,
  propose: CITY,
  approve: CITY,
  fail: CITY,
  publish: CITY,
  grant: CITY,
};

/** One thing that has to be put right in an application that was returned. */
export interface FormDefect {
  code: string;
  detail: string;
}

/** The fiscal years that a snapshot looked at, and which version of each. */
export type FactVersions = Readonly<Record<string, number>>;

/** 办理期限: since when the officers have been at their step, and the last days on which they are in time. */
export interface Handling {
  step: HandlingStep;
  since: LocalDate;
  /** 承诺办结日 and 法定办结日; absent while the holidays up to them are not known. */
  promisedDueOn?: LocalDate;
  legalDueOn?: LocalDate;
}

/** An application of one enterprise for one title, 申报件. */
export interface Assessment {
  assessmentId: string;
  creditCode: CreditCode;
  programme: Programme;
  action: PolicyAction;
  status: AssessmentStatus;
  /** The district that recommends: the one at the first submission, wherever the enterprise moves afterwards (§1.3). */
  districtCode: string;
  /** The options that the enterprise chose, by indicator. */
  choices: Readonly<Record<string, string>>;
  /** Of a review: the title that is to run on. */
  reviewedQualificationId?: string;
  /** The batch that took its first submission, where its kind is called in batches. */
  batchId?: string;
  /** What was frozen at the last submission; absent before the first. */
  frozen?: FrozenPart;
  /** How often it was returned. */
  returns: number;
  /** The last day on which a returned application may come back. */
  dueOn?: LocalDate;
  /** Absent while its clock stands still and when it has come to its end. */
  handling?: Handling;
  defects: readonly FormDefect[];
  decisionReason?: string;
  openedBy: string;
  submittedBy?: string;
  recommendedBy?: string;
  proposedBy?: string;
  approvedBy?: string;
  version: number;
  openedAt: Date;
  recordedAt: Date;
}

/** An application as it is read: with whether facts it was judged by were corrected since. */
export interface SeenAssessment extends Assessment {
  isFactsChanged: boolean;
}

export interface FrozenPart {
  snapshotNo: number;
  applyDate: LocalDate;
  policyId: string;
  policyHash: string;
  summary: Summary;
  factVersions: FactVersions;
}

/** What is shown to applicants, 一网通办 (cultivation-talent.md §14): each status has exactly one. */
export const PUBLIC_STATUSES = {
  saved: '暂存',
  awaitingAdmission: '已提交/待受理',
  correction: '补正',
  notAdmitted: '不予受理',
  underReview: '审核中',
  specialExpertReview: '特别程序·专家评审',
  specialPublicNotice: '特别程序·公示',
  closedPassed: '已办结-通过',
  closedFailed: '已办结-不通过',
  ended: '撤回/终止',
} as const;
export type PublicStatus = keyof typeof PUBLIC_STATUSES;

export const PUBLIC_STATUS_OF: Readonly<Record<AssessmentStatus, PublicStatus>> = {
  draft: 'saved',
  submitted: 'awaitingAdmission',
  returned: 'correction',
  rejectedAtForm: 'notAdmitted',
  formCheck: 'underReview',
  districtReview: 'underReview',
  recommended: 'underReview',
  cityReview: 'underReview',
  proposed: 'underReview',
  expertReview: 'specialExpertReview',
  publicNotice: 'specialPublicNotice',
  objectionHold: 'specialPublicNotice',
  granted: 'closedPassed',
  notPassed: 'closedFailed',
  notRecommended: 'closedFailed',
  revokedAtNotice: 'closedFailed',
  withdrawn: 'ended',
};
