import { describe, expect, it } from '@jest/globals';
import type { CreditEvent } from '@gusu/policies';
import fc from 'fast-check';
import { anAssessment, officer } from '../fixture/assessments.js';
import { KUNSHAN } from '../fixture/people.js';
import { aTitle, day, noon } from '../fixture/titles.js';
import { type GrantCase, grantItem, requireOver } from './grant.rules.js';
import { holdsPersonalDetails } from './masking.rules.js';
import { NOTICE_ITEM_MOVES, NOTICE_ITEM_STATUSES, type NoticeItem } from './public-notice.js';
import {
  type Candidate,
  closeNotice,
  creditObstacles,
  listText,
  moveItem,
  openNotice,
} from './public-notice.rules.js';

const hash = (text: string) => `sha256:${text.length}`;
const candidate = (changes: Partial<Candidate> = {}): Candidate => ({
  assessment: anAssessment({ status: 'proposed', proposedBy: 'officer', approvedBy: 'city-lead' }),
  name: '苏州示例智能科技有限公司',
  districtCode: KUNSHAN,
  publicity: { days: 10, unit: 'working' },
  ...changes,
});
const opening = (on: string, heading = '2026年第二批拟认定高新技术企业名单公示') => ({
  noticeId: '00000000-0000-4000-a000-000000000001',
  heading,
  hash,
  actor: officer,
  now: noon(on),
});

describe('publishing a list', () => {
  it('shows name, recommending unit, title and district of each item, and nothing else', () => {
    const { notice, assessments, event } = openNotice(
      [candidate(), candidate({ name: '第二家' })],
      opening('2026-10-12'),
    );
    expect(notice.items.map(({ line }) => line)).toEqual([
      {
        position: 1,
        name: '苏州示例智能科技有限公司',
        unit: '苏州工业园区',
        title: '高新技术企业',
        district: '昆山市',
      },
      { position: 2, name: '第二家', unit: '苏州工业园区', title: '高新技术企业', district: '昆山市' },
    ]);
    expect(assessments.map(({ status }) => status)).toEqual(['publicNotice', 'publicNotice']);
    expect(notice.listHash).toBe(hash(listText(notice.heading, notice.items)));
    expect(event).toMatchObject({ key: notice.noticeId, data: { itemCount: 2, listHash: notice.listHash } });
  });

  it.each([
    // 国庆节 and the worked Saturday around it; day 1 is the day of publication.
    ['2026-09-28', 10, 'working', '2026-10-15'],
    ['2025-12-05', 5, 'working', '2025-12-11'],
    ['2022-06-27', 7, 'calendar', '2022-07-03'],
    ['2026-10-03', 5, 'working', '2026-10-13'],
  ] as const)('opened on %s for %i %s days ends with %s', (on, days, unit, closesOn) => {
    const { notice } = openNotice([candidate({ publicity: { days, unit } })], opening(on));
    expect(notice.closesOn).toBe(closesOn);
  });

  it('is refused in a year whose holidays nobody knows, unless the policy counts calendar days', () => {
    expect(() => openNotice([candidate()], opening('2040-06-01'))).toThrow(
      expect.objectContaining({ code: 'deadline/calendar-missing' }),
    );
    const calendar = candidate({ publicity: { days: 7, unit: 'calendar' } });
    expect(openNotice([calendar], opening('2040-06-01')).notice.closesOn).toBe('2040-06-07');
  });

  it('is refused for two programmes at once', () => {
    const other = anAssessment({
      programme: 'gazelle',
      status: 'proposed',
      proposedBy: 'a',
      approvedBy: 'b',
    });
    expect(() => openNotice([candidate(), candidate({ assessment: other })], opening('2026-10-12'))).toThrow(
      expect.objectContaining({ code: 'public-notice/mixed-programmes' }),
    );
  });

  it.each([
    '联系人身份证号 320502198001011234',
    '身份证320502800101123',
    '电话 138 1234 5678',
    '联系电话：0512-65123456',
    '咨询 wang@example.cn',
    '法定代表人1980年1月2日出生',
    '账号 6222021102012345678',
    '３２０５０２１９８００１０１１２３４',
  ])('is refused when its text reads: %s', (text) => {
    expect(() => openNotice([candidate()], opening('2026-10-12', text))).toThrow(
      expect.objectContaining({ code: 'public-notice/personal-text' }),
    );
  });

  it.each([
    '根据国科发火〔2016〕32号，公示期为2026年10月12日至2026年10月23日',
    '苏州身份证识别技术有限公司',
    '第3205000001号公告，共1234家',
  ])('is not refused when it reads: %s', (text) => {
    expect(holdsPersonalDetails(text)).toBe(false);
  });
});

describe('an item of a list', () => {
  it.each(
    Object.entries(NOTICE_ITEM_MOVES).flatMap(([name, { from, to }]) =>
      NOTICE_ITEM_STATUSES.map(
        (status) => [name, status, (from as readonly string[]).includes(status) ? to : undefined] as const,
      ),
    ),
  )('%s from %s leads to %s', (name, status, to) => {
    const item = { assessmentId: 'a', line: {} as NoticeItem['line'], status };
    expect(moveItem(item, name as 'hold')?.status).toBe(to);
  });
});

describe('the end of a notice', () => {
  const { notice } = openNotice([candidate()], opening('2026-10-12'));

  it('comes when its last day is over', () => {
    expect(closeNotice(notice, new Date(`${notice.closesOn}T23:59:59+08:00`))).toBeUndefined();
    const closed = closeNotice(notice, noon('2026-10-24'));
    expect(closed).toMatchObject({
      notice: { status: 'closed' },
      event: { data: { heldCount: 0, removedCount: 0 } },
    });
    expect(() => requireOver(notice, new Date(`${notice.closesOn}T23:59:59+08:00`))).toThrow(
      expect.objectContaining({ code: 'public-notice/still-open' }),
    );
  });
});

describe('granting after the notice', () => {
  const terms = { policyId: 'hnte/2016-32', term: { years: 3 }, prerequisites: [] };
  const given = (changes: Partial<GrantCase> = {}): GrantCase => ({
    item: { assessmentId: 'a', line: {} as NoticeItem['line'], status: 'listed' },
    assessment: anAssessment({ status: 'publicNotice', approvedBy: 'city-lead' }),
    titles: [],
    creditEvents: [],
    hasOpenObjection: false,
    terms,
    qualificationId: '00000000-0000-4000-b000-000000000001',
    ...changes,
  });
  const by = { actor: officer, now: noon('2026-10-26') };

  it('gives a title from today, under the policy of the application', () => {
    const granted = grantItem(given(), by);
    expect(granted.moves).toMatchObject([
      {
        move: 'grant',
        qualification: {
          status: 'valid',
          validFrom: '2026-10-26',
          validTo: '2029-10-25',
          policyId: 'hnte/2016-32',
        },
      },
    ]);
    expect(granted).toMatchObject({ item: { status: 'cleared' }, event: { data: { status: 'granted' } } });
  });

  it('lets a reviewed title run on from its old end', () => {
    const title = aTitle({
      status: 'reviewInProgress',
      validFrom: day('2023-11-06'),
      validTo: day('2026-11-05'),
    });
    const assessment = anAssessment({
      status: 'publicNotice',
      action: 'review',
      reviewedQualificationId: title.qualificationId,
      approvedBy: 'city-lead',
    });
    const granted = grantItem(given({ assessment, titles: [title] }), by);
    expect(granted.moves).toMatchObject([{ move: 'passReview', qualification: { validTo: '2029-11-05' } }]);
  });

  it('waits for an objection and for clean credit on the same day', () => {
    expect(() => grantItem(given({ hasOpenObjection: true }), by)).toThrow(
      expect.objectContaining({ code: 'objection/move-not-legal' }),
    );
    const held = { ...given().item, status: 'held' as const };
    expect(() => grantItem(given({ item: held }), by)).toThrow(
      expect.objectContaining({ code: 'objection/move-not-legal' }),
    );
    const listed = { type: 'ABNORMAL_LIST', occurredOn: day('2026-10-26'), source: 'PUBLIC' } as CreditEvent;
    expect(() => grantItem(given({ creditEvents: [listed] }), by)).toThrow(
      expect.objectContaining({ code: 'assessment/credit-event' }),
    );
  });
});

describe('the credit check of the same day', () => {
  const event = (type: CreditEvent['type'], occurredOn: string, removedOn?: string) =>
    ({
      type,
      occurredOn: day(occurredOn),
      ...(removedOn && { removedOn: day(removedOn) }),
      source: 'PUBLIC',
    }) as CreditEvent;
  const found = (...events: CreditEvent[]) =>
    creditObstacles(events, day('2026-07-01'), day('2026-10-26')).length;

  it('finds a listing that stands and whatever came after the application', () => {
    expect(found(event('ABNORMAL_LIST', '2024-01-01'))).toBe(1);
    expect(found(event('ABNORMAL_LIST', '2024-01-01', '2026-10-26'))).toBe(0);
    expect(found(event('SAFETY_MAJOR', '2026-07-01'))).toBe(1);
    expect(found(event('SAFETY_MAJOR', '2026-06-30'))).toBe(0);
    expect(found(event('SAFETY_MAJOR', '2026-10-27'))).toBe(0);
  });

  it('is never mended by one more event', () => {
    const types = ['ABNORMAL_LIST', 'SERIOUS_DISHONESTY', 'SAFETY_MAJOR', 'TAX_EVASION'] as const;
    const any = fc
      .tuple(fc.constantFrom(...types), fc.integer({ min: 1, max: 12 }))
      .map(([type, month]) => event(type, `2026-${String(month).padStart(2, '0')}-15`));
    fc.assert(
      fc.property(fc.array(any), any, (events, more) => {
        expect(found(...events, more)).toBeGreaterThanOrEqual(found(...events));
      }),
    );
  });
});
