import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ActiveEnterprise, activeEnterprise } from '../fixture/active-enterprise.js';
import { auditor, kunshanClerk, type Person, sipClerk, sipLead } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

const now = new Date('2026-04-02T02:00:00Z');
let registry: TestRegistry;
let ours: ActiveEnterprise;
let next = 700;

beforeAll(async () => {
  registry = await TestRegistry.start({ now: () => now });
}, 60_000);
afterAll(() => registry.stop());

const declare = (facts: object, person: Person = ours.admin, more: object = {}) =>
  registry.send('put', ours.at('/profile'), person, { body: { facts, ...more } });
const decide = (person: Person = sipClerk, body: object = { decision: 'verify' }) =>
  registry.post(ours.at('/profile/verification'), person, body);
const read = async (person: Person = sipLead) => (await registry.get(ours.at('/profile'), person)).body;
const reject = { decision: 'reject', reasons: [{ code: 'SECTOR', detail: '行业不符' }] };

describe('the profile of an enterprise', () => {
  it('counts as declared until a version is verified, and then until the next one is', async () => {
    ours = await activeEnterprise(registry, (next += 1));
    expect((await read()).code).toBe('declaration/not-found');
    await declare({ isResidentEnterprise: true }, ours.staff);
    const second = await declare({ isResidentEnterprise: true, industryCode: '6513' }, ours.admin, {
      noneOf: ['award'],
    });
    expect(second.body).toMatchObject({ version: 2, status: 'submitted', noneOf: ['award'] });
    expect(await read()).toMatchObject({ version: 2 });
    expect((await decide()).body).toMatchObject({ version: 2, status: 'verified', decidedBy: sipClerk.sub });
    await declare({ industryCode: '6511' });
    expect(await read()).toMatchObject({ version: 2, facts: { industryCode: '6513' } });
    await decide(sipLead, reject);
    expect(await read()).toMatchObject({ version: 2 });
    await declare({ industryCode: '6512' });
    await decide();
    expect(await read()).toMatchObject({ version: 4, facts: { industryCode: '6512' } });
    const { items } = (await registry.get(ours.at('/profile/versions'), ours.admin)).body;
    expect(items.map(({ status }: { status: string }) => status)).toEqual([
      'verified',
      'rejected',
      'withdrawn',
      'withdrawn',
    ]);
  });

  it('names every defect at once', async () => {
    ours = await activeEnterprise(registry, (next += 1));
    const reply = await declare({ industryCode: '65', smeSector: 'ROBOTS', colour: 'red' }, ours.admin, {
      noneOf: ['luck'],
      evidenceIds: ['0197a1c2-7c1e-7a44-9d0b-6a4c5d6e7f80'],
    });
    expect(
      reply.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
    ).toEqual([
      '/facts/industryCode FORMAT',
      '/facts/smeSector NOT_ALLOWED',
      '/facts/colour UNKNOWN_FIELD',
      '/noneOf/0 NOT_ALLOWED',
    ]);
    const evidenceIds = ['0197a1c2-7c1e-7a44-9d0b-6a4c5d6e7f80'];
    const unknown = await declare({}, ours.admin, { evidenceIds });
    expect(unknown.body.errors).toEqual([expect.objectContaining({ code: 'EVIDENCE_UNKNOWN' })]);
  });

  it('waits in a list of the officers of its district, page by page', async () => {
    const codes: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      ours = await activeEnterprise(registry, (next += 1));
      await declare({ isBranch: false });
      codes.push(ours.creditCode);
    }
    const list = async (person: Person, query = '') =>
      (await registry.get(`/v1/enterprise-profiles${query}`, person)).body;
    const codesOf = ({ items }: { items: { creditCode: string; status: string }[] }) =>
      items.map(({ creditCode }) => creditCode);
    const whole = codesOf(await list(sipClerk));
    expect(whole).toEqual(expect.arrayContaining(codes));
    expect(whole).toEqual([...whole].sort());
    const seen: string[] = [];
    for (let after = ''; ;) {
      const page = await list(sipClerk, `?limit=2${after}`);
      seen.push(...codesOf(page));
      if (page.next === undefined) break;
      after = `&after=${page.next}`;
    }
    expect(seen).toEqual(whole);
    expect(codesOf(await list(kunshanClerk))).toEqual([]);
    expect(codesOf(await list(ours.admin))).toEqual([ours.creditCode]);
    await decide();
    expect(codesOf(await list(sipClerk))).not.toContain(ours.creditCode);
    expect((await list(sipClerk, '?after=nonsense')).errors[0].pointer).toBe('/query/after');
  });

  it('is declared by its enterprise, decided once by others, and read by insiders', async () => {
    ours = await activeEnterprise(registry, (next += 1));
    const theirs = await activeEnterprise(registry, (next += 1));
    expect((await declare({}, theirs.admin)).body.code).toBe('enterprise/not-found');
    await declare({ isBranch: false });
    expect((await decide(kunshanClerk)).body.code).toBe('enterprise/not-found');
    expect((await decide(auditor)).body.code).toBe('permission/denied');
    const replies = await Promise.all([decide(), decide(sipLead), decide(sipLead, reject)]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await registry.get(ours.at('/profile'), kunshanClerk)).status).toBe(404);
    const trail = await registry.query(
      `select 1 from audit_entry where entry::jsonb ->> 'objectId' = $1 and entry::jsonb ->> 'objectType' = 'enterprise-profile'`,
      [ours.creditCode],
    );
    expect(trail).toHaveLength(2);
  });
});
