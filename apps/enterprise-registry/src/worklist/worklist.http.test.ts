import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseDesk } from '../fixture/case-desk.js';
import { REJECTION } from '../fixture/enterprises.js';
import { MovingClock } from '../fixture/moving-clock.js';
import {
  adminOf,
  applicationOf,
  auditor,
  cityOfficer,
  KUNSHAN,
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
  creditCode?: string;
  dueOn?: string;
  isOverdue: boolean;
  legalDueOn?: string;
  isLegallyOverdue: boolean;
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

  it('holds what was declared and waits to be verified, in the district where the enterprise is now', async () => {
    const of = await desk.enterprise(5_010);
    await registry.post(of.at('/dossier-items'), of.admin, {
      kind: 'award',
      facts: {
        kind: 'SCIENCE_TECHNOLOGY',
        name: '苏州市科学技术奖',
        level: 'CITY',
        unitRank: 1,
        awardedOn: '2024-05-01',
        showsUnitName: true,
      },
    });
    const ours = async (person: Person) =>
      (await listOf(person, '?limit=200')).items.filter(({ creditCode }) => creditCode === of.creditCode);
    const kinds = (items: Listed[]) => items.map(({ kind }) => kind).sort();
    const all = ['annualFacts', 'annualFacts', 'annualFacts', 'dossierItem', 'enterpriseProfile'];
    const declared = [...all, 'intellectualProperty', 'intellectualProperty'];
    expect(kinds(await ours(sipClerk))).toEqual(declared);
    expect(kinds(await ours(kunshanClerk))).toEqual([]);
    expect(await ours(sipClerk)).toContainEqual(
      expect.objectContaining({ id: `${of.creditCode}/2025`, status: 'submitted', isOverdue: false }),
    );

    await registry.post(of.at('/relocation'), cityOfficer, {
      toDistrictCode: KUNSHAN,
      address: '昆山市前进东路1号',
    });
    expect(kinds(await ours(sipClerk))).toEqual([]);
    expect(kinds(await ours(kunshanClerk))).toEqual(declared);
    await registry.post(of.at('/profile/verification'), kunshanClerk, { decision: 'verify' });
    const dossier = (await ours(kunshanClerk)).find(({ kind }) => kind === 'dossierItem');
    await registry.post(of.at(`/dossier-items/${dossier!.id}/withdrawal`), of.admin, {});
    await registry.post(of.at('/annual-facts/2025/verification'), kunshanClerk, { decision: 'verify' });
    expect(kinds(await ours(kunshanClerk))).toEqual([
      'annualFacts',
      'annualFacts',
      'intellectualProperty',
      'intellectualProperty',
    ]);
  });

  it('is, of declared facts, exactly what is submitted, whatever became of them before', async () => {
    const of = await desk.enterprise(5_015);
    const year = (n: number, path: string, person: Person, body: object) =>
      registry.post(of.at(`/annual-facts/${n}/${path}`), person, body);
    const reject = { decision: 'reject', reasons: [{ code: 'AUDIT', detail: '与审计报告不一致' }] };
    await year(2023, 'verification', sipClerk, reject);
    await year(2024, 'verification', sipClerk, { decision: 'verify' });
    const facts = { facts: { isResidentEnterprise: true }, noneOf: [] };
    for (let n = 0; n < 2; n += 1) await registry.send('put', of.at('/profile'), of.admin, { body: facts });
    await registry.post(of.at('/profile/verification'), sipClerk, { decision: 'verify' });
    await registry.send('put', of.at('/profile'), of.admin, { body: facts });
    const submitted = (table: string, kind: string, id: string, since: string) =>
      `select '${kind}', ${id}, f.credit_code, e.district_code, f.${since} from ${table} f join enterprise e using (credit_code)
       where f.status = 'submitted'`;
    const all = [
      submitted('annual_facts', 'annualFacts', `f.credit_code || '/' || f.fiscal_year`, 'submitted_at'),
      submitted('intellectual_property', 'intellectualProperty', 'property_id::text', 'declared_at'),
      submitted('dossier_item', 'dossierItem', 'item_id::text', 'declared_at'),
      submitted('enterprise_profile', 'enterpriseProfile', 'credit_code', 'declared_at'),
    ].join(' union all ');
    const followed = 'select kind, fact_id, credit_code, district_code, since from fact_to_verify';
    const [counted] = await registry.query<{ missing: bigint; left: bigint; waiting: bigint }>(
      `select (select count(*) from (${all} except ${followed}) a) as missing,
         (select count(*) from (${followed} except (${all})) b) as left,
         (select count(*) from fact_to_verify where credit_code = $1) as waiting`,
      [of.creditCode],
    );
    // One year and both rights as they were, and the profile that was declared last.
    expect(counted).toEqual({ missing: 0n, left: 0n, waiting: 4n });
  });

  it('says by when each step is due, puts that first and marks what is overdue', async () => {
    const id = await desk.submitted(await desk.enterprise(5_020));
    const find = async (person: Person) =>
      (await listOf(person, '?limit=200')).items.find((item) => item.id === id);
    // 1 July is a Wednesday: five working days for the admission, ten for the district and ten for the city.
    expect(await find(sipClerk)).toMatchObject({ dueOn: '2026-07-08', isOverdue: false });
    await desk.step(id, 'form-check', sipClerk);
    expect(await find(sipClerk)).toMatchObject({ status: 'formCheck', dueOn: '2026-07-08' });
    clock.set('2026-07-09');
    expect(await find(sipClerk)).toMatchObject({ isOverdue: true });
    expect((await listOf(sipClerk, '?dueBy=2026-07-08')).items.every(({ isOverdue }) => isOverdue)).toBe(
      true,
    );
    const days = (await listOf(sipClerk, '?limit=200')).items.map(({ dueOn }) => dueOn ?? 'none');
    expect(days).toEqual([...days].sort());
    expect(new Set(days).size).toBeGreaterThan(1);

    await desk.step(id, 'acceptance', sipClerk);
    expect(await find(sipLead)).toMatchObject({ dueOn: '2026-07-23', isOverdue: false });
    const decisions = ['H3', 'H4'].map((criterionId) => ({ criterionId, outcome: 'MET', reason: '核实' }));
    await desk.step(id, 'manual-decisions', sipClerk, { decisions });
    await desk.step(id, 'recommendation', sipLead);
    expect(await find(cityOfficer)).toMatchObject({ status: 'recommended', dueOn: '2026-07-23' });
    const seen = await registry.get(`/v1/assessments/${id}`, cityOfficer);
    const handling = { step: 'cityReview', since: '2026-07-09', promisedDueOn: '2026-07-23' };
    expect(seen.body.handling).toEqual({
      ...handling,
      legalDueOn: '2026-08-06',
      isPromiseOverdue: false,
      isLegallyOverdue: false,
    });
    for (const [day, isPromiseOverdue, isLegallyOverdue] of [
      ['2026-07-24', true, false],
      ['2026-08-06', true, false],
      ['2026-08-07', true, true],
    ] as const) {
      clock.set(day);
      const now = (await registry.get(`/v1/assessments/${id}`, cityOfficer)).body;
      expect(now.handling).toMatchObject({ isPromiseOverdue, isLegallyOverdue });
      const waiting = { legalDueOn: '2026-08-06', isOverdue: isPromiseOverdue, isLegallyOverdue };
      expect(await find(cityOfficer)).toMatchObject(waiting);
    }
    clock.set('2026-07-01');
  });

  it('expects a registration to be verified within five working days', async () => {
    const code = syntheticCode(5_030);
    await registry.post('/v1/enterprises', adminOf(code), applicationOf(code));
    const waiting = async () => (await listOf(sipClerk, '?limit=200')).items.find((item) => item.id === code);
    expect(await waiting()).toMatchObject({ kind: 'registration', dueOn: '2026-07-08' });
    await registry.post(`/v1/enterprises/${code}/verification`, sipClerk, REJECTION);
    expect(await waiting()).toBeUndefined();
    clock.set('2026-07-06');
    const { creditCode: _, ...again } = applicationOf(code);
    await registry.post(`/v1/enterprises/${code}/submission`, adminOf(code), again);
    expect(await waiting()).toMatchObject({ dueOn: '2026-07-13' });
    clock.set('2026-07-01');
  });

  it('gives each item once, page by page, what is due first before the rest', async () => {
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
    const before = (await listOf(cityOfficer, '?dueBy=2026-07-13')).items.map(({ kind }) => kind);
    expect(before).not.toContain('publicNotice');
  });
});
