import { type DomainEvent, PublicNoticeClosed, PublicNoticeOpened, refuse } from '@gusu/contracts';
import type { CreditEvent } from '@gusu/policies';
import {
  findDistrict,
  type LocalDate,
  localDateOf,
  move,
  type Programme,
  PROGRAMME_NAMES,
  type WorkingDayOverrides,
} from '@gusu/values';
import type { Assessment } from '../assessment/assessment.js';
import { type Deciding, publishAssessment } from '../assessment/assessment.rules.js';
import { lastDayOfPeriod, type Period } from '../deadline/working-day.rules.js';
import { holdsPersonalDetails } from './masking.rules.js';
import {
  NOTICE_ITEM_MOVES,
  NOTICE_MOVES,
  type NoticeItem,
  type NoticeItemMove,
  type NoticeLine,
  type PublicNotice,
} from './public-notice.js';

/** How long a list is published, as the policy of its applications says. */
export type Publicity = Period;

/** An application that is to be published, with what its line needs of the register. */
export interface Candidate {
  assessment: Assessment;
  name: string;
  districtCode: string;
  publicity: Publicity;
}

export interface Opening extends Deciding {
  noticeId: string;
  heading: string;
  /** SHA-256 of a text, `sha256:…`. */
  hash: (text: string) => string;
}

/**
 * The city publishes approved applications of one programme as one list (cultivation-talent.md §7.1, §9.8). Its text holds nothing of a person; its
 * hash shows later that it was not changed. Where policies of the list differ, the longest period holds for all.
 * @throws assessment/move-not-legal, assessment/not-approved, public-notice/mixed-programmes, public-notice/personal-text,
 * deadline/calendar-missing
 */
export function openNotice(
  candidates: readonly Candidate[],
  { noticeId, heading, hash, ...deciding }: Opening,
): { notice: PublicNotice; assessments: Assessment[]; event: DomainEvent } {
  const { actor, now } = deciding;
  const assessments = candidates.map(({ assessment }) => publishAssessment(assessment, deciding));
  const programme = requireOneProgramme(candidates);
  const items = candidates.map((candidate, at) => itemOf(candidate, at + 1));
  const text = listText(heading, items);
  if (holdsPersonalDetails(text)) throw refuse('public-notice/personal-text');
  const openedOn = localDateOf(now);
  const { closesOn, ...publicity } = longest(candidates, openedOn, deciding.calendar);
  const listHash = hash(text);
  const subject = { noticeId, programme, openedOn, closesOn, listHash };
  const notice: PublicNotice = {
    ...subject,
    ...publicity,
    heading,
    status: 'open',
    openedBy: actor.id,
    items,
    version: 1,
    recordedAt: now,
  };
  const event = PublicNoticeOpened.of(noticeId, { ...subject, itemCount: items.length }, now);
  return { notice, assessments, event };
}

/** The published bytes: heading and lines. Anybody can hash them again. */
export function listText(heading: string, items: readonly Pick<NoticeItem, 'line'>[]): string {
  const lines = items.map(({ line: { position, name, unit, title, district } }) =>
    [position, name, unit, title, district].join('\t'),
  );
  return [heading, ...lines].join('\n');
}

function requireOneProgramme(candidates: readonly Candidate[]): Programme {
  const [programme, ...others] = new Set(candidates.map(({ assessment }) => assessment.programme));
  if (!programme || others.length > 0) throw refuse('public-notice/mixed-programmes');
  return programme;
}

function itemOf({ assessment, name, districtCode }: Candidate, position: number): NoticeItem {
  const { assessmentId, programme } = assessment;
  const unit = districtName(assessment.districtCode);
  const line: NoticeLine = {
    position,
    name,
    unit,
    title: PROGRAMME_NAMES[programme],
    district: districtName(districtCode),
  };
  return { assessmentId, line, status: 'listed' };
}

function districtName(code: string): string {
  return findDistrict(code)?.name ?? '苏州市';
}

function longest(candidates: readonly Candidate[], openedOn: LocalDate, calendar?: WorkingDayOverrides) {
  const periods = candidates.map(({ publicity }) => ({
    ...publicity,
    closesOn: lastDayOfPeriod(openedOn, publicity, calendar),
  }));
  return periods.reduce((long, period) => (period.closesOn > long.closesOn ? period : long));
}

/** Once its last day is over the list is closed; held items wait for their objections (§9.8). */
export function closeNotice(
  notice: PublicNotice,
  now: Date,
): { notice: PublicNotice; event: DomainEvent } | undefined {
  const status = move(NOTICE_MOVES, 'close', notice.status);
  const closedOn = localDateOf(now);
  if (!status || closedOn <= notice.closesOn) return undefined;
  const { noticeId, programme, openedOn, closesOn, listHash, items } = notice;
  const count = (wanted: NoticeItem['status']) => items.filter((item) => item.status === wanted).length;
  const event = PublicNoticeClosed.of(
    noticeId,
    {
      noticeId,
      programme,
      openedOn,
      closesOn,
      listHash,
      heldCount: count('held'),
      removedCount: count('removed'),
    },
    now,
  );
  return { notice: { ...notice, status, version: notice.version + 1, recordedAt: now }, event };
}

/** The item after a move; undefined when the move is not legal from its status. */
export function moveItem(item: NoticeItem, name: NoticeItemMove): NoticeItem | undefined {
  const status = move(NOTICE_ITEM_MOVES, name, item.status);
  return status && { ...item, status };
}

/** The notice with one item replaced; all others stay as they are. */
export function withItem(notice: PublicNotice, item: NoticeItem, now: Date): PublicNotice {
  const items = notice.items.map((other) => (other.assessmentId === item.assessmentId ? item : other));
  return { ...notice, items, version: notice.version + 1, recordedAt: now };
}

const LISTINGS: readonly CreditEvent['type'][] = ['ABNORMAL_LIST', 'SERIOUS_DISHONESTY'];

/**
 * 同日信用复查 (§7.1): what keeps a title from being granted today although the application was judged well. A listing that still stands, and
 * whatever happened since the day of application; what happened before, the policy has judged.
 */
export function creditObstacles(
  events: readonly CreditEvent[],
  applyDate: LocalDate,
  today: LocalDate,
): CreditEvent[] {
  return events.filter(({ type, occurredOn, removedOn }) => {
    if (occurredOn > today || (removedOn !== undefined && removedOn <= today)) return false;
    return LISTINGS.includes(type) || occurredOn >= applyDate;
  });
}
