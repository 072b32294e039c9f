import { type Actor, hasRole, isLocalDate, type LocalDate, type Programme } from '@gusu/values';
import type { AssessmentStatus } from '../assessment/assessment.js';

export const WORK_KINDS = [
  'registration',
  'annualFacts',
  'intellectualProperty',
  'dossierItem',
  'enterpriseProfile',
  'assessment',
  'publicNotice',
  'objection',
] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** Something that waits for an officer. */
export interface WorkItem {
  kind: WorkKind;
  /** What its own address names it by. */
  id: string;
  status: string;
  creditCode?: string;
  name?: string;
  districtCode?: string;
  programme?: Programme;
  /** The last day on which the officer deals with it in time; declared facts have none. */
  dueOn?: LocalDate;
  /** Of an application: the last day by law, beside the one that was promised. */
  legalDueOn?: LocalDate;
  /** Since when it waits. */
  since: Date;
}

/** What has no last day stands behind everything that has one. */
export const NO_DAY = 'infinity';

/** Where a page ended. */
export interface WorkPosition {
  dueOn: LocalDate | typeof NO_DAY;
  since: Date;
  kind: WorkKind;
  id: string;
}

export interface WorkQuery {
  district?: string;
  programme?: Programme;
  /** What is due by this day. */
  dueBy?: LocalDate;
  limit: number;
  after?: WorkPosition;
}

/** What waits for a person, by their roles (cultivation-talent.md §7.0, §7.1). */
export interface Desk {
  /** Of an officer of a district: nothing of another one. */
  district?: string;
  isCity: boolean;
  assessments: readonly AssessmentStatus[];
}

export function deskOf(actor: Actor): Desk {
  const isCity = hasRole(actor, 'city-officer', 'city-lead');
  const assessments: AssessmentStatus[] = [];
  if (hasRole(actor, 'district-clerk')) assessments.push('submitted', 'formCheck', 'districtReview');
  else if (hasRole(actor, 'district-lead')) assessments.push('districtReview');
  if (isCity) assessments.push('recommended', 'cityReview', 'expertReview', 'proposed');
  return { district: isCity ? undefined : (actor.district ?? ''), isCity, assessments };
}

export function writeWorkCursor({ dueOn, since, kind, id }: WorkItem): string {
  return Buffer.from([dueOn ?? NO_DAY, since.toISOString(), kind, id].join(' ')).toString('base64url');
}

export function readWorkCursor(text: string): WorkPosition | undefined {
  const [dueOn = '', since = '', kind = '', id = ''] = Buffer.from(text, 'base64url').toString().split(' ');
  const known = WORK_KINDS.find((one) => one === kind);
  const at = new Date(since);
  const isDay = dueOn === NO_DAY || isLocalDate(dueOn);
  return known && id && isDay && !Number.isNaN(at.getTime())
    ? { dueOn, since: at, kind: known, id }
    : undefined;
}
