import type { LocalDate, Moves } from '@gusu/values';

export const OBJECTION_STATUSES = [
  'filed',
  'accepted',
  'rejected',
  'upheld',
  'partlyUpheld',
  'dismissed',
] as const;
export type ObjectionStatus = (typeof OBJECTION_STATUSES)[number];

/** cultivation-talent.md §9.8. */
export const OBJECTION_MOVES = {
  accept: { from: ['filed'], to: 'accepted' },
  reject: { from: ['filed'], to: 'rejected' },
  extend: { from: ['accepted'], to: 'accepted' },
  uphold: { from: ['accepted'], to: 'upheld' },
  upholdPartly: { from: ['accepted'], to: 'partlyUpheld' },
  dismiss: { from: ['accepted'], to: 'dismissed' },
} as const satisfies Moves<ObjectionStatus>;
export type ObjectionMove = keyof typeof OBJECTION_MOVES;

/** Who objects, by their real name. Confidential: seen by those who decide and audit, told to nobody, in no event and no audit entry. */
export interface Objector {
  kind: 'individual' | 'unit';
  name: string;
  unit?: string;
  address: string;
  phone: string;
}

/** An objection to one item of a public notice. */
export interface Objection {
  objectionId: string;
  noticeId: string;
  assessmentId: string;
  status: ObjectionStatus;
  objector: Objector;
  reason: string;
  /** What shows it: descriptions of papers and where they are. */
  evidence: readonly string[];
  filedBy: string;
  filedAt: Date;
  /** The investigation is to end by this day. */
  dueOn?: LocalDate;
  /** Why the investigation was given more time; it is given once. */
  extensionReason?: string;
  decisionReason?: string;
  decidedBy?: string;
  version: number;
  recordedAt: Date;
}
