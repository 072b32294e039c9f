import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActiveEnterprise } from '../fixture/active-enterprise.js';
import { CaseDesk } from '../fixture/case-desk.js';
import { MovingClock } from '../fixture/moving-clock.js';
import { cityOfficer, sipClerk } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

const TEN = Array.from({ length: 10 }, (_, n) => n + 1);
const OBJECTED = 4;

const clock = new MovingClock('2026-07-01');
let registry: TestRegistry;
let desk: CaseDesk;
let noticeId: string;
const listed: { of: ActiveEnterprise; assessmentId: string }[] = [];

beforeAll(async () => {
  registry = await TestRegistry.start(clock);
  desk = new CaseDesk(registry);
  await desk.experts();
  for (const n of TEN) {
    const of = await desk.enterprise(7_000 + n);
    listed.push({ of, assessmentId: await desk.approved(of) });
  }
  clock.set('2026-07-06');
  noticeId = await desk.published(...listed.map(({ assessmentId }) => assessmentId));
}, 180_000);
afterAll(() => registry.stop());

const statuses = () => Promise.all(listed.map(({ assessmentId }) => desk.status(assessmentId)));
const exceptObjected = (usual: string, objected: string) =>
  TEN.map((n) => (n === OBJECTED ? objected : usual));
const titlesOf = async ({ of }: { of: ActiveEnterprise }) =>
  ((await registry.get(of.at('/qualifications'), of.admin)).body.items as { status: string }[]).map(
    ({ status }) => status,
  );

describe('an objection to one of ten', () => {
  let path: string;

  it('is not taken without a name or without evidence, and names both at once', async () => {
    const nameless = await registry.post(`/v1/public-notices/${noticeId}/objections`, sipClerk, {
      position: OBJECTED,
      objector: { kind: 'individual', address: '苏州市姑苏区某路1号', phone: '0512-00000000' },
      reason: '主要产品所用专利已失效',
      evidence: [],
    });
    const found = (nameless.body.errors as { pointer: string; code: string }[]) ?? [];
    expect([nameless.status, found.map(({ pointer, code }) => `${pointer} ${code}`)]).toEqual([
      400,
      ['/objector/name REQUIRED', '/evidence TOO_SHORT'],
    ]);
  });

  it('holds that one alone once it is accepted', async () => {
    const filed = await registry.post(`/v1/public-notices/${noticeId}/objections`, sipClerk, {
      position: OBJECTED,
      objector: { kind: 'individual', name: '张某某', address: '苏州市姑苏区某路1号', phone: '13812345678' },
      reason: '主要产品所用专利已失效',
      evidence: ['国家知识产权局专利登记簿副本'],
    });
    path = `/v1/objections/${filed.body.objectionId}`;
    expect(await statuses()).toEqual(TEN.map(() => 'publicNotice'));
    expect((await registry.post(`${path}/acceptance`, cityOfficer, {})).status).toBe(200);
    expect(await statuses()).toEqual(exceptObjected('publicNotice', 'objectionHold'));
    const items = await registry.query<{ position: number; status: string }>(
      'select position, status from public_notice_item where notice_id = $1 order by position',
      [noticeId],
    );
    expect(items.map(({ status }) => status)).toEqual(exceptObjected('listed', 'held'));
  });

  it('leaves the other nine to become titles when the notice is over', async () => {
    clock.set('2026-07-20');
    const confirmed = await registry.post(`/v1/public-notices/${noticeId}/confirmation`, cityOfficer, {});
    expect(confirmed.body.items).toEqual(
      TEN.map((position) =>
        position === OBJECTED
          ? { position, isGranted: false, code: 'assessment/move-not-legal' }
          : { position, isGranted: true },
      ),
    );
    expect(await statuses()).toEqual(exceptObjected('granted', 'objectionHold'));
    for (const [at, one] of listed.entries())
      expect(await titlesOf(one)).toEqual(at + 1 === OBJECTED ? [] : ['valid']);
  });

  it('lets the tenth follow when it is dismissed', async () => {
    await registry.post(`${path}/dismissal`, cityOfficer, { reason: '专利仍然有效' });
    expect(await statuses()).toEqual(exceptObjected('granted', 'publicNotice'));
    const confirmed = await registry.post(`/v1/public-notices/${noticeId}/confirmation`, cityOfficer, {});
    expect(confirmed.body.items).toEqual([{ position: OBJECTED, isGranted: true }]);
    expect(await titlesOf(listed[OBJECTED - 1]!)).toEqual(['valid']);
  });
});
