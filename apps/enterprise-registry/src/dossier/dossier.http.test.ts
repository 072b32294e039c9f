import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ActiveEnterprise, activeEnterprise } from '../fixture/active-enterprise.js';
import { auditor, cityOfficer, kunshanClerk, type Person, sipClerk, sipLead } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import { YearDesk } from '../fixture/year-desk.js';

const now = new Date('2026-04-02T02:00:00Z');
let registry: TestRegistry;
let ours: ActiveEnterprise;
let theirs: ActiveEnterprise;

beforeAll(async () => {
  registry = await TestRegistry.start({ now: () => now });
  ours = await activeEnterprise(registry, 501);
  theirs = await activeEnterprise(registry, 502);
}, 60_000);
afterAll(() => registry.stop());

const ISO = { kind: 'certification', facts: { kind: 'ISO9001', validTo: '2028-05-31' } };
const declare = (body: object, person: Person = ours.admin, headers: Record<string, string> = {}) =>
  registry.send('post', ours.at('/dossier-items'), person, { body, headers });
const decide = (itemId: string, person: Person, body: object = { decision: 'verify' }) =>
  registry.post(ours.at(`/dossier-items/${itemId}/verification`), person, body);
const errorsOf = ({ body }: { body: { errors: { pointer: string; code: string }[] } }) =>
  body.errors.map(({ pointer, code }) => `${pointer} ${code}`);

describe('the dossier of an enterprise', () => {
  it.each([
    {
      kind: 'award',
      facts: {
        kind: 'SCIENCE_TECHNOLOGY',
        name: '江苏省科学技术奖',
        level: 'PROVINCIAL',
        unitRank: 2,
        awardedOn: '2025-05-06',
        showsUnitName: true,
      },
    },
    { kind: 'rdInstitution', facts: { name: '省工程中心', level: 'PROVINCIAL', recognisedOn: '2024-01-01' } },
    {
      kind: 'standard',
      facts: { number: 'GB/T 39046-2020', level: 'NATIONAL', role: 'LEAD', publishedOn: '2020-07-21' },
    },
    {
      kind: 'segmentMarket',
      facts: { name: '工业视觉检测', sinceOn: '2020-01-01', shareCnBps: 1250, rankCn: 3, field: 'GAP' },
    },
    { kind: 'certification', facts: { kind: 'DIGITAL_LEVEL', grade: 3 } },
  ])('takes a $kind and gives it back as it was', async (item) => {
    const declared = await declare(item, ours.staff);
    expect([declared.status, declared.body]).toEqual([
      201,
      expect.objectContaining({ ...item, status: 'submitted' }),
    ]);
    const listed = await registry.get(ours.at('/dossier-items'), sipClerk);
    expect(listed.body.items).toContainEqual(declared.body);
  });

  it('takes money and scores with their papers only, exact to the fen', async () => {
    const evidenceIds = [await new YearDesk(registry).evidenceOf(ours)];
    const financing = {
      kind: 'equityFinancing',
      facts: {
        closedOn: '2025-09-10',
        paidIn: { amount: '20000000.01', unit: 'yuan' },
        isQualifiedInvestor: true,
      },
    };
    const declared = await declare({ ...financing, evidenceIds });
    expect(declared.body.facts.paidIn).toEqual({ amount: '2000.000001', unit: 'wan' });
    const score = {
      kind: 'platformScore',
      facts: { programme: 'specializedSme', year: 2026, scoreCenti: 5_000 },
    };
    expect((await declare({ ...score, evidenceIds })).status).toBe(201);
    expect(errorsOf(await declare(score))).toEqual(['/evidenceIds EVIDENCE_MISSING']);
    const bad = { ...financing.facts, closedOn: '2018-02-28', paidIn: { amount: '1e7', unit: 'yuan' } };
    expect(errorsOf(await declare({ kind: 'equityFinancing', facts: bad }))).toEqual([
      '/facts/closedOn DATE_BEFORE_ESTABLISHMENT',
      '/evidenceIds EVIDENCE_MISSING',
      '/facts/paidIn/amount AMOUNT_FORMAT',
    ]);
  });

  it('refuses facts of another kind, a score out of range and the number of a person', async () => {
    expect(errorsOf(await declare({ kind: 'award', facts: ISO.facts }))).toContain(
      '/facts/validTo UNKNOWN_FIELD',
    );
    expect((await declare({ kind: 'medal', facts: {} })).status).toBe(400);
    const score = { programme: 'specializedSme', year: 2026, scoreCenti: 10_001 };
    expect(errorsOf(await declare({ kind: 'platformScore', facts: score }))).toEqual([
      '/facts/scoreCenti TOO_LONG',
    ]);
    const planted = { name: '张某1990年3月7日出生', level: 'CITY', recognisedOn: '2024-01-01' };
    expect(errorsOf(await declare({ kind: 'rdInstitution', facts: planted }))).toEqual([
      '/facts/name PERSONAL_NUMBER',
    ]);
  });

  it('is decided once by its district, withdrawn by its enterprise, audited once each time', async () => {
    const headers = { 'idempotency-key': 'item-once' };
    const declared = await declare(ISO, ours.admin, headers);
    expect((await declare(ISO, ours.admin, headers)).text).toBe(declared.text);
    const { itemId } = declared.body;
    expect((await decide(itemId, kunshanClerk)).body.code).toBe('enterprise/not-found');
    expect((await decide(itemId, auditor)).body.code).toBe('permission/denied');
    const reasons = [{ code: 'EXPIRED', detail: '证书已过期' }];
    const replies = await Promise.all([
      decide(itemId, sipClerk),
      decide(itemId, sipLead, { decision: 'reject', reasons }),
      decide(itemId, cityOfficer),
    ]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(replies.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(
      new Set(['declaration/move-not-legal']),
    );
    const trail = await registry.query(`select 1 from audit_entry where entry::jsonb ->> 'objectId' = $1`, [
      itemId,
    ]);
    expect(trail).toHaveLength(2);
    const other = await registry.send('post', theirs.at(`/dossier-items/${itemId}/withdrawal`), theirs.admin);
    expect(other.body.code).toBe('declaration/not-found');
    const second = (await declare(ISO)).body.itemId;
    const withdrawn = await registry.send('post', ours.at(`/dossier-items/${second}/withdrawal`), ours.staff);
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', moves: [] });
  });

  it('is listed by kind to the officers of its district', async () => {
    const { itemId } = (await declare(ISO)).body;
    const waiting = async (person: Person, query = '') =>
      (await registry.get(`/v1/dossier-items?limit=500${query}`, person)).body.items.map(
        (item: { itemId: string }) => item.itemId,
      );
    expect(await waiting(sipClerk, '&kind=certification')).toContain(itemId);
    expect(await waiting(sipClerk, '&kind=standard')).not.toContain(itemId);
    expect(await waiting(kunshanClerk)).toEqual([]);
  });
});
