import { describe, expect, it } from '@jest/globals';
import { admin, anAssessment, clerk, officer } from '../fixture/assessments.js';
import { day, noon } from '../fixture/titles.js';
import { openNotice } from '../public-notice/public-notice.rules.js';
import { type Objection, OBJECTION_MOVES, OBJECTION_STATUSES, type ObjectionStatus } from './objection.js';
import {
  acceptObjection,
  dismissObjection,
  extendObjection,
  fileObjection,
  type ObjectionCase,
  rejectObjection,
  upholdObjection,
  upholdObjectionPartly,
} from './objection.rules.js';

const by = { actor: officer, now: noon('2026-10-14') };
const objector = { kind: 'individual' as const, name: '张某', address: '某路1号', phone: '0512-00000000' };
const filing = { objectionId: 'o', position: 3, objector, reason: '专利失效', evidence: ['登记簿副本'] };

/** A list of ten, and an objection to the third. */
function ten(status: ObjectionStatus = 'filed'): ObjectionCase {
  const proposed = Array.from({ length: 10 }, () =>
    anAssessment({ status: 'proposed', proposedBy: 'officer', approvedBy: 'city-lead' }),
  );
  const { notice, assessments } = openNotice(
    proposed.map((assessment) => ({
      assessment,
      name: '某企业',
      districtCode: '320571',
      publicity: { days: 10, unit: 'working' as const },
    })),
    {
      noticeId: '00000000-0000-4000-a000-000000000001',
      heading: '公示',
      hash: () => `sha256:${'0'.repeat(64)}`,
      actor: officer,
      now: noon('2026-10-12'),
    },
  );
  const objection = { ...fileObjection(notice, filing, { actor: admin, now: noon('2026-10-13') }), status };
  return { objection, notice, assessment: assessments[2]!, others: [] };
}

const held = (): ObjectionCase => {
  const given = ten();
  return { ...given, ...acceptObjection(given, by) };
};

const ACTS: Record<keyof typeof OBJECTION_MOVES, (given: ObjectionCase) => Objection> = {
  accept: (given) => acceptObjection(given, by).objection,
  reject: (given) => rejectObjection(given.objection, '证据不足', by),
  uphold: (given) => upholdObjection(given, '属实', by).objection,
  extend: (given) => extendObjection(given.objection, '须函询发证机关', by),
  upholdPartly: (given) => upholdObjectionPartly(given, '部分属实', by).objection,
  dismiss: (given) => dismissObjection(given, '不实', by).objection,
};

describe('an objection', () => {
  it.each(
    Object.entries(OBJECTION_MOVES).flatMap(([name, { from, to }]) =>
      OBJECTION_STATUSES.map(
        (status) => [name, status, (from as readonly string[]).includes(status) ? to : undefined] as const,
      ),
    ),
  )('%s from %s leads to %s', (name, status, to) => {
    const base = status === 'accepted' ? held() : ten();
    const given = { ...base, objection: { ...base.objection, status } };
    const act = () => ACTS[name as 'accept'](given);
    if (to === undefined) expect(act).toThrow(expect.objectContaining({ code: 'objection/move-not-legal' }));
    else expect(act().status).toBe(to);
  });

  it('is taken to the end of the last day of the notice, for an item that is listed', () => {
    const { notice } = ten();
    const file = (at: Date, position = 3) =>
      fileObjection(notice, { ...filing, position }, { actor: admin, now: at });
    expect(file(new Date(`${notice.closesOn}T23:59:59+08:00`)).status).toBe('filed');
    expect(() => file(new Date('2026-10-24T00:00:00+08:00'))).toThrow(
      expect.objectContaining({ code: 'objection/late' }),
    );
    expect(() => file(noon('2026-10-13'), 11)).toThrow(
      expect.objectContaining({ code: 'objection/not-listed' }),
    );
  });

  it('is decided by the city alone', () => {
    expect(() => acceptObjection(ten(), { actor: clerk, now: by.now })).toThrow(
      expect.objectContaining({ code: 'permission/denied' }),
    );
  });
});

describe('an objection to one item of ten', () => {
  const statuses = (notice: ObjectionCase['notice']) => notice.items.map(({ status }) => status);
  const listed = Array<string>(10).fill('listed');

  it('holds that item alone, for fifteen working days of investigation', () => {
    const { notice, assessment, objection, events } = acceptObjection(ten(), by);
    expect(statuses(notice)).toEqual(listed.with(2, 'held'));
    expect(assessment.status).toBe('objectionHold');
    expect(objection.dueOn).toBe(day('2026-11-04'));
    expect(events.map(({ type }) => type)).toEqual(['enterprise-registry.objection.accepted']);
  });

  it('frees it again when it is dismissed, unless another one still holds it', () => {
    const given = held();
    const freed = dismissObjection(given, '不实', by);
    expect([statuses(freed.notice), freed.assessment.status]).toEqual([listed, 'publicNotice']);
    const another = { ...given.objection, objectionId: 'p' };
    const still = dismissObjection({ ...given, others: [another] }, '不实', by);
    expect([statuses(still.notice), still.assessment.status]).toEqual([
      listed.with(2, 'held'),
      'objectionHold',
    ]);
  });

  it('frees it with what was right in it told, when it is upheld in part', () => {
    const partly = upholdObjectionPartly(held(), '名称有误，不影响认定', by);
    expect([statuses(partly.notice), partly.assessment.status]).toEqual([listed, 'publicNotice']);
    expect(partly.objection).toMatchObject({
      status: 'partlyUpheld',
      decisionReason: '名称有误，不影响认定',
    });
    expect(partly.events).toMatchObject([
      { type: 'enterprise-registry.objection.decided', data: { status: 'partlyUpheld' } },
    ]);
  });

  it('is held fifteen working days longer, once', () => {
    const { objection } = held();
    const extended = extendObjection(objection, '须函询发证机关', by);
    expect(extended).toMatchObject({
      status: 'accepted',
      dueOn: '2026-11-25',
      extensionReason: '须函询发证机关',
    });
    expect(() => extendObjection(extended, '再延长', by)).toThrow(
      expect.objectContaining({ code: 'objection/extended-already' }),
    );
  });

  it('removes it when it is upheld, and ends that application alone', () => {
    const { notice, assessment, events } = upholdObjection(held(), '属实', by);
    expect(statuses(notice)).toEqual(listed.with(2, 'removed'));
    expect(assessment).toMatchObject({ status: 'revokedAtNotice', decisionReason: '属实' });
    expect(events.map(({ type }) => type)).toEqual([
      'enterprise-registry.objection.decided',
      'enterprise-registry.assessment.decided',
    ]);
  });

  it('says nothing of the objector on the bus', () => {
    const all = [...acceptObjection(ten(), by).events, ...upholdObjection(held(), '属实', by).events];
    expect(JSON.stringify(all)).not.toMatch(/张某|某路|0512|登记簿/);
  });
});
