import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PolicyBook } from '@gusu/policies';
import { fixedClock, parseLocalDate } from '@gusu/values';
import { adminOf, auditor, cityOfficer, type Person, sipClerk, syntheticCode } from '../fixture/people.js';
import { gazelleRule } from '../fixture/policy-text.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

const cityLead: Person = { sub: 'city-lead', roles: ['city-lead'] };
const newYear = parseLocalDate('2027-01-01');

let registry: TestRegistry;
beforeAll(async () => {
  registry = await TestRegistry.start(fixedClock('2026-11-24T10:00:00+08:00'));
});
afterAll(() => registry.stop());

const ruling = () =>
  registry.app.get(PolicyBook, { strict: false }).policyOn('gazelle', 'initial', newYear)?.id;
const approve = (id: string, by: Person, decision = 'approve') =>
  registry.post(`/v1/policies/${id}/approval`, by, { decision, reason: '经会议研究同意' });

describe('the policies', () => {
  it('are listed with how sure their figures are, to whoever works with them', async () => {
    for (const caller of [sipClerk, auditor, adminOf(syntheticCode(1))]) {
      const { status, body } = await registry.get('/v1/policies', caller);
      expect(status).toBe(200);
      const hidden = body.items.find((item: { policyId: string }) => item.policyId === 'hidden-champion/sz');
      expect(hidden).toMatchObject({ confidence: 'DEFAULT', origin: 'shipped', status: 'approved' });
      expect(hidden.figureCounts).toMatchObject({ FOUND: 0, RECALLED: 0 });
    }
    expect((await registry.get('/v1/policies', { sub: 'x', roles: ['expert'] })).status).toBe(403);
  });

  it('say of every figure where it comes from', async () => {
    const { body } = await registry.get('/v1/policies/prdi/2022-63-a2', sipClerk);
    const of = (pointer: string) =>
      body.figures.find((figure: { pointer: string }) => figure.pointer === pointer)?.confidence;
    expect(of('/score/blocks/3/indicators/0/cases/0')).toBe('DEFAULT');
    expect(of('/score/blocks/0/indicators/0/bands/0')).toBe('FOUND');
    expect(of('/annualUpdate')).toBe('RECALLED');
    expect((await registry.get('/v1/policies/no/such', sipClerk)).body.code).toBe('policy/not-found');
  });
});

describe('a rule change', () => {
  it('is proposed by one and approved by another, and then rules from its day on', async () => {
    const proposed = await registry.send('post', '/v1/policies', cityOfficer, {
      body: gazelleRule(),
      headers: { 'idempotency-key': 'rule-2027' },
    });
    expect(proposed.status).toBe(201);
    expect(proposed.headers.location).toBe('/v1/policies/gazelle/sz-2027');
    expect(proposed.body).toMatchObject({
      status: 'proposed',
      periods: [{ from: '2027-01-01' }, { action: 'review' }],
    });
    expect(ruling()).toBe('gazelle/sz-2020');

    expect((await approve('gazelle/sz-2027', cityOfficer)).body.code).toBe('policy/self-approval');
    const approved = await approve('gazelle/sz-2027', cityLead);
    expect(approved.body).toMatchObject({ status: 'approved', decidedBy: 'city-lead', origin: 'proposed' });
    expect(ruling()).toBe('gazelle/sz-2027');
    expect(await registry.audited('gazelle/sz-2027')).toEqual(['policy.propose', 'policy.approve']);
    const old = await registry.get('/v1/policies/gazelle/sz-2020', sipClerk);
    expect(old.body.periods).toEqual([
      { action: 'initial', from: '2020-01-01', to: '2026-12-31' },
      { action: 'review', from: '2020-01-01', to: '2026-12-31' },
    ]);
  });

  it('is known to every instance, also to one that starts later', async () => {
    const second = await registry.another();
    const book = second.get(PolicyBook, { strict: false });
    expect(book.policyOn('gazelle', 'initial', newYear)?.id).toBe('gazelle/sz-2027');
    await second.close();
  });

  it('cannot be proposed again under its id, nor decided twice', async () => {
    const again = await registry.post('/v1/policies', cityOfficer, gazelleRule());
    expect(again.body.code).toBe('request/invalid');
    expect((await approve('gazelle/sz-2027', cityLead, 'reject')).body.code).toBe('policy/move-not-legal');
  });

  it('that was rejected keeps its id for ever', async () => {
    const rule = gazelleRule({ version: '2028', from: '2028-01-01', replaces: 'gazelle/sz-2027' });
    expect((await registry.post('/v1/policies', cityOfficer, rule)).status).toBe(201);
    expect((await approve('gazelle/sz-2028', cityLead, 'reject')).body.status).toBe('rejected');
    expect((await registry.post('/v1/policies', cityOfficer, rule)).body.code).toBe('policy/already-known');
    await expect(registry.query(`delete from policy_version`)).rejects.toThrow();
  });

  it('that another one has overtaken stays to be read, though it can no longer be approved', async () => {
    for (const version of ['2031', '2031b'])
      await registry.post(
        '/v1/policies',
        cityOfficer,
        gazelleRule({ version, from: '2031-01-01', replaces: 'gazelle/sz-2027' }),
      );
    expect((await approve('gazelle/sz-2031', cityLead)).status).toBe(200);
    expect((await approve('gazelle/sz-2031b', cityLead)).body.errors[0].code).toBe('POLICY_OVERLAP');
    const { status, body } = await registry.get('/v1/policies', auditor);
    expect(status).toBe(200);
    expect(body.items.at(-1)).toMatchObject({ policyId: 'gazelle/sz-2031b', status: 'proposed' });
    expect((await registry.get('/v1/policies/gazelle/sz-2031b', auditor)).body.status).toBe('proposed');
    expect((await registry.get('/v1/policies/gazelle/sz-2031b/preview', auditor)).status).toBe(200);
  });

  it('leaves no day to two approved policies, also for whoever writes past the rules', async () => {
    const ruling = await registry.query<{ policy_id: string; days: string }>(
      `select policy_id, initial_periods::text as days from policy_version
       where programme = 'gazelle' and status = 'approved' order by policy_id`,
    );
    expect(ruling).toEqual([
      { policy_id: 'gazelle/sz-2027', days: '{[2027-01-01,2031-01-01)}' },
      { policy_id: 'gazelle/sz-2031', days: '{[2031-01-01,)}' },
    ]);
    const insert = (id: string, initial: string, review: string) =>
      registry.query(
        `insert into policy_version (policy_id, programme, hash, source_text, golden_cases, status, proposed_by, proposed_at,
           decided_by, decided_at, initial_periods, review_periods)
         values ($1, 'gazelle', 'h', '', '', 'approved', 'a', now(), 'b', now(), $2::datemultirange, $3::datemultirange)`,
        [id, initial, review],
      );
    const widen = (days: string) =>
      registry.query(
        `update policy_version set initial_periods = $1::datemultirange where policy_id = 'gazelle/sz-2027'`,
        [days],
      );
    await expect(insert('x', '{[2030-12-31,2030-12-31]}', '{}')).rejects.toThrow(
      'policy_version_initial_day',
    );
    await expect(insert('x', '{}', '{[2031-01-01,]}')).rejects.toThrow('policy_version_review_day');
    await expect(widen('{[2027-01-01,2031-01-01]}')).rejects.toThrow('kept as it was written');
    await expect(
      registry.query(
        `update policy_version set status = 'approved', decided_by = 'b', decided_at = now() where policy_id = 'gazelle/sz-2031b'`,
      ),
    ).rejects.toThrow('policy_version_ruling');
  });

  it('is refused with all its defects in both languages', async () => {
    const rule = gazelleRule({ version: '2029', from: '2029-01-01', replaces: 'nobody/1' });
    const { status, body } = await registry.post('/v1/policies', cityOfficer, rule);
    expect(status).toBe(400);
    expect(body.errors.map(({ code }: { code: string }) => code)).toEqual([
      'POLICY_SHAPE',
      'POLICY_OVERLAP',
      'POLICY_OVERLAP',
    ]);
    expect(body.errors[1].detail).toContain('施行期与同一项目的其他政策重叠');
  });

  it('is not for districts', async () => {
    expect((await registry.post('/v1/policies', sipClerk, gazelleRule({ version: '2030' }))).status).toBe(
      403,
    );
  });
});
