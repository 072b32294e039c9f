import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseDesk, cityLead } from '../fixture/case-desk.js';
import { MovingClock } from '../fixture/moving-clock.js';
import { adminOf, applicationOf, auditor, cityOfficer, sipClerk, syntheticCode } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import { RegistrationClockService } from '../registration/registration-clock.service.js';
import { HandlingClockService } from './handling-clock.service.js';

const clock = new MovingClock('2026-12-15');
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
  days: [off('2027-01-01'), off('2027-10-01')],
};

/** How much is counted now that could not be counted before; two instances at once count nothing twice. */
async function counted(): Promise<number> {
  const clocks = [HandlingClockService, RegistrationClockService].map((kind) => registry.app.get(kind));
  const ticks = [...clocks, ...clocks].map(({ tick }) => tick(clock.now()));
  return (await Promise.all(ticks)).reduce((sum, n) => sum + n, 0);
}

describe('the limits of the office', () => {
  it('are counted for what was begun before the holidays of the new year were known, once they are', async () => {
    const id = await desk.submitted(await desk.enterprise(8_010));
    await desk.step(id, 'form-check', sipClerk);
    await desk.step(id, 'acceptance', sipClerk);
    clock.set('2026-12-28');
    const code = syntheticCode(8_011);
    await registry.post('/v1/enterprises', adminOf(code), applicationOf(code));

    const step = { step: 'districtReview', since: '2026-12-15', promisedDueOn: '2026-12-29' };
    const seen = async () => (await registry.get(`/v1/assessments/${id}`, cityOfficer)).body;
    const waiting = async () => {
      const { items } = (await registry.get('/v1/worklist?limit=200', sipClerk)).body;
      return items.find((item: { id: string }) => item.id === code);
    };
    expect((await seen()).handling).toEqual({ ...step, isPromiseOverdue: false, isLegallyOverdue: false });
    expect(await waiting()).not.toHaveProperty('dueOn');
    expect(await counted()).toBe(0);

    const { body } = await registry.post('/v1/holiday-notices', cityOfficer, NOTICE_OF_2027);
    const approval = `/v1/holiday-notices/${body.noticeId}/approval`;
    await registry.post(approval, cityLead, { decision: 'approve' });
    const { version } = await seen();
    expect(await counted()).toBe(2);
    expect(await counted()).toBe(0);
    // 16 to 18, 21 to 25 and 28 to 31 December, then 4 to 8 and 11 to 13 January: twenty working days.
    expect(await seen()).toMatchObject({ version, handling: { ...step, legalDueOn: '2027-01-13' } });
    expect(await waiting()).toMatchObject({ dueOn: '2027-01-05' });
    expect((await registry.audited(id)).at(-1)).toBe('assessment.countHandling');

    clock.set('2027-01-14');
    const overdue = { isPromiseOverdue: true, isLegallyOverdue: true };
    expect((await seen()).handling).toMatchObject(overdue);
  });

  it('say how sure each of them is', async () => {
    const { items } = (await registry.get('/v1/handling-limits', auditor)).body;
    expect(items).toHaveLength(4);
    expect(items).toContainEqual({
      step: 'districtReview',
      promisedDays: 10,
      promisedConfidence: 'DEFAULT',
      legalDays: 20,
      legalBasis: '行政许可法第四十三条',
      legalConfidence: 'RECALLED',
    });
  });
});
