import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseDesk } from '../fixture/case-desk.js';
import { MovingClock } from '../fixture/moving-clock.js';
import {
  adminOf,
  applicationOf,
  auditor,
  cityOfficer,
  kunshanClerk,
  type Person,
  sipClerk,
  sipLead,
  syntheticCode,
} from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

const clock = new MovingClock('2026-07-01');
let registry: TestRegistry;
let desk: CaseDesk;

beforeAll(async () => {
  registry = await TestRegistry.start(clock);
  desk = new CaseDesk(registry);
}, 60_000);
afterAll(() => registry.stop());

interface Listed {
  kind: string;
  id: string;
  status: string;
}
const listOf = async (person: Person, query = '') =>
  (await registry.get(`/v1/worklist${query}`, person)).body as { items: Listed[]; next?: string };
const kindsOf = async (person: Person, query = '') =>
  (await listOf(person, query)).items.map(({ kind, status }) => `${kind} ${status}`).sort();

describe('the list of an officer', () => {
  it('holds what waits for the clerk, the lead and the city, each their own', async () => {
    const registering = syntheticCode(5_001);
    await registry.post('/v1/enterprises', adminOf(registering), applicationOf(registering));
    const submitted = await desk.submitted(await desk.enterprise(5_002));
    const accepted = await desk.accepted(await desk.enterprise(5_003));
    const recommended = await desk.recommended(await desk.enterprise(5_004));
    expect(await kindsOf(sipClerk, '?programme=highTechEnterprise')).toEqual([
      'assessment districtReview',
      'assessment submitted',
    ]);
    expect(await kindsOf(sipLead, '?programme=highTechEnterprise')).toEqual(['assessment districtReview']);
    expect((await listOf(cityOfficer, '?programme=highTechEnterprise')).items).toMatchObject([
      { id: recommended },
    ]);
    const all = await listOf(sipClerk);
    expect(all.items.filter(({ kind }) => kind === 'registration')).toMatchObject([{ id: registering }]);
    expect(all.items.filter(({ kind }) => kind === 'annualFacts')).toHaveLength(9);
    expect(all.items.map(({ id }) => id)).toEqual(expect.arrayContaining([submitted, accepted]));
    expect(await kindsOf(kunshanClerk)).toEqual([]);
    expect((await registry.get('/v1/worklist', auditor)).status).toBe(403);
  });

  it('gives each item once, page by page, the longest waiting first', async () => {
    const whole = (await listOf(sipClerk, '?limit=200')).items;
    const seen: Listed[] = [];
    for (let cursor = ''; ;) {
      const page = await listOf(sipClerk, `?limit=2${cursor}`);
      seen.push(...page.items);
      if (page.next === undefined) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(seen).toEqual(whole);
    expect(new Set(seen.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(whole.length);
    expect((await registry.get('/v1/worklist?cursor=nonsense', sipClerk)).body.errors[0].pointer).toBe(
      '/query/cursor',
    );
  });

  it('shows the city what an objection or a notice that is over waits for', async () => {
    await desk.experts();
    const id = await desk.approved(await desk.enterprise(5_005));
    const noticeId = await desk.published(id);
    const notice = `/v1/public-notices/${noticeId}`;
    const filed = await registry.post(`${notice}/objections`, adminOf(syntheticCode(5_001)), {
      position: 1,
      objector: { kind: 'unit', name: '某公司', address: '某路', phone: '0512-00000000' },
      reason: '存疑',
      evidence: ['说明'],
    });
    expect(await kindsOf(cityOfficer)).toEqual(expect.arrayContaining(['objection filed']));
    await registry.post(`/v1/objections/${filed.body.objectionId}/rejection`, cityOfficer, {
      reason: '无证据',
    });
    expect(await kindsOf(cityOfficer)).not.toContain('publicNotice open');
    clock.set('2026-07-20');
    const over = (await listOf(cityOfficer)).items.filter(({ kind }) => kind === 'publicNotice');
    expect(over).toMatchObject([{ id: noticeId, dueOn: '2026-07-14' }]);
    expect((await listOf(cityOfficer, '?dueBy=2026-07-13')).items).toEqual([]);
  });
});
