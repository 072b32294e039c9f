import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseDesk, cityLead } from '../fixture/case-desk.js';
import { MovingClock } from '../fixture/moving-clock.js';
import { auditor, cityOfficer, sipClerk } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

const clock = new MovingClock('2026-07-01');
let registry: TestRegistry;
let desk: CaseDesk;

beforeAll(async () => {
  registry = await TestRegistry.start(clock);
  desk = new CaseDesk(registry);
}, 60_000);
afterAll(() => registry.stop());

const off = (day: string) => ({ day, isWorked: false });
/** Made up for the test: the shape is that of the yearly notice. */
const NOTICE_OF_2027 = {
  year: 2027,
  docNo: '国办发明电〔2026〕7号',
  days: [off('2027-01-01'), off('2027-10-01'), { day: '2027-01-02', isWorked: true }],
};
const enter = (body: object = NOTICE_OF_2027) => registry.post('/v1/holiday-notices', cityOfficer, body);
const decide = (id: string, person = cityLead, body: object = { decision: 'approve' }) =>
  registry.post(`/v1/holiday-notices/${id}/approval`, person, body);

describe('the holidays of a year that the software does not know', () => {
  it('are refused as unknown until two people of the city have entered them; then a notice period runs', async () => {
    await desk.experts();
    const id = await desk.approved(await desk.enterprise(8_001));
    clock.set('2026-12-29');
    const publish = () =>
      registry.post('/v1/public-notices', cityOfficer, { heading: '公示', assessmentIds: [id] });
    expect((await publish()).body.code).toBe('deadline/calendar-missing');

    const entered = await enter();
    expect([entered.status, entered.body.status]).toEqual([201, 'proposed']);
    const noticeId = String(entered.body.noticeId);
    expect((await publish()).body.code).toBe('deadline/calendar-missing');
    expect((await decide(noticeId, cityOfficer)).body.code).toBe('holiday-notice/same-person');
    expect((await decide(noticeId, sipClerk)).body.code).toBe('permission/denied');
    expect((await decide(noticeId)).body).toMatchObject({
      status: 'approved',
      decidedBy: 'city-lead',
      moves: [],
    });

    // 29, 30 and 31 December, then 2 (worked), 4, 5, 6, 7, 8 and 11 January: ten working days.
    const published = await publish();
    expect([published.status, published.body.closesOn]).toEqual([201, '2027-01-11']);
    expect(await registry.audited(noticeId)).toEqual(['holiday-notice.propose', 'holiday-notice.approve']);
  });

  it('are corrected by a later notice, which is right where the two differ', async () => {
    const of = await desk.enterprise(8_002);
    const id = await desk.submitted(of);
    clock.set('2027-01-12');
    await desk.step(id, 'form-check', sipClerk);
    const correction = await enter({ ...NOTICE_OF_2027, days: [off('2027-01-13')] });
    await decide(String(correction.body.noticeId));
    const returned = await desk.step(id, 'return', sipClerk, {
      defects: [{ code: 'SEAL', detail: '缺公章' }],
    });
    expect(returned.body).toMatchObject({ status: 'returned', dueOn: '2027-01-20' });
  });

  it('are decided once, whoever comes at the same time, and kept as they were decided', async () => {
    const { body } = await enter({ ...NOTICE_OF_2027, days: [off('2027-06-01')] });
    const other = { ...cityLead, sub: 'other-lead' };
    const answers = await Promise.all([decide(String(body.noticeId)), decide(String(body.noticeId), other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await expect(
      registry.asSuperuser(`update holiday_notice set days = '[{}]' where status = 'approved'`),
    ).rejects.toThrow('is decided');
  });

  it('are listed for everybody who works with them', async () => {
    const rejected = await enter({ ...NOTICE_OF_2027, days: [off('2027-07-01')] });
    await decide(String(rejected.body.noticeId), cityLead, { decision: 'reject', reason: '与文件不符' });
    const { items } = (await registry.get('/v1/holiday-notices', auditor)).body;
    expect(items).toHaveLength(4);
    expect(items).toContainEqual(
      expect.objectContaining({ status: 'rejected', decisionReason: '与文件不符' }),
    );
  });
});
