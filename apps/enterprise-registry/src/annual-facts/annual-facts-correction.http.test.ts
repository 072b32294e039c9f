import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { activeEnterprise } from '../fixture/active-enterprise.js';
import { sipClerk } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import { REJECTION, YEAR, YearDesk } from '../fixture/year-desk.js';

let now = new Date('2026-04-02T02:00:00Z');
let registry: TestRegistry;
let desk: YearDesk;
let next = 300;

beforeAll(async () => {
  registry = await TestRegistry.start({ now: () => now });
  desk = new YearDesk(registry);
}, 60_000);
afterAll(() => registry.stop());

const enterprise = () => activeEnterprise(registry, (next += 1));
const verified = async () => desk.verified(await enterprise());

describe('correcting a verified year', () => {
  it('leaves the verified figures in force until the correction is verified, and answers for the past', async () => {
    const of = await verified();
    const before = now.toISOString();
    const evidenceIds = [await desk.evidenceOf(of)];
    const corrected = {
      ...YEAR,
      figures: { ...YEAR.figures, operatingRevenue: '5000.0001' },
      reason: '审计调整',
    };
    now = new Date('2026-05-02T02:00:00Z');
    expect((await desk.save(of)).body.code).toBe('annual-facts/already-verified');
    const sent = await desk.correct(of, { ...corrected, evidenceIds });
    expect([sent.status, sent.body.version, sent.body.status]).toEqual([201, 2, 'submitted']);
    const read = async (asOf = '') =>
      (await registry.get(of.at(`/annual-facts/2025${asOf && `?asOf=${asOf}`}`), sipClerk)).body;
    expect(await read()).toMatchObject({ version: 1, figures: { operatingRevenue: '1200.0000' } });
    now = new Date('2026-05-03T02:00:00Z');
    await desk.decide(of);
    expect(await read()).toMatchObject({ version: 2, figures: { operatingRevenue: '5000.0001' } });
    expect(await read(before)).toMatchObject({ version: 1, status: 'verified' });
    expect(await read('2026-05-02T12:00:00Z')).toMatchObject({ version: 1 });
    expect((await read('2026-01-01T00:00:00Z')).code).toBe('annual-facts/not-found');
    const announced = (await desk.events(of)).map(({ data }) => JSON.parse(data));
    expect(announced).toMatchObject([
      { version: 1, isCorrection: false, revenueBand: 'upTo20Million' },
      { version: 2, isCorrection: true, revenueBand: 'upTo400Million' },
    ]);
  });

  it('leaves the verified figures in force when it is rejected', async () => {
    const of = await verified();
    const evidenceIds = [await desk.evidenceOf(of)];
    await desk.correct(of, { ...YEAR, figures: { staffTotal: 1 }, evidenceIds, reason: '更正' });
    await desk.decide(of, sipClerk, REJECTION);
    const inForce = await registry.get(of.at('/annual-facts/2025'), of.admin);
    expect(inForce.body).toMatchObject({ version: 1, figures: { staffTotal: 86 } });
  });

  it('needs a reason that names nobody, evidence of its own, and a change; it happens once under one key', async () => {
    const of = await verified();
    const evidenceIds = [await desk.evidenceOf(await enterprise())];
    const changed = { unit: 'wan', figures: { staffTotal: 87 } };
    expect((await desk.correct(of, { ...changed, reason: '' })).body.errors[0]?.pointer).toBe('/reason');
    const planted = await desk.correct(of, {
      ...changed,
      evidenceIds,
      reason: '经张某320505199003071037核对',
    });
    expect(planted.body.errors).toEqual([expect.objectContaining({ code: 'PERSONAL_NUMBER' })]);
    expect((await desk.correct(of, { ...changed, reason: '更正' })).body.errors[0]?.code).toBe(
      'EVIDENCE_MISSING',
    );
    expect((await desk.correct(of, { ...changed, evidenceIds, reason: '更正' })).body.errors[0]?.code).toBe(
      'EVIDENCE_UNKNOWN',
    );
    const own = [await desk.evidenceOf(of)];
    expect((await desk.correct(of, { ...YEAR, evidenceIds: own, reason: '更正' })).body.code).toBe(
      'annual-facts/nothing-changed',
    );
    const headers = { 'idempotency-key': `correct-${of.creditCode}` };
    const body = { ...changed, evidenceIds: own, reason: '更正' };
    const [first, again] = [await desk.correct(of, body, headers), await desk.correct(of, body, headers)];
    expect([first.status, again.text]).toEqual([201, first.text]);
    expect((await desk.correct(of, body)).body.code).toBe('annual-facts/correction-under-way');
  });

  it('is the only way: the database itself keeps what was verified', async () => {
    const of = await verified();
    for (const statement of [
      `update annual_facts set figures = '{}' where credit_code = $1`,
      `update annual_facts set status = 'draft' where credit_code = $1`,
      `delete from annual_facts where credit_code = $1`,
    ])
      await expect(registry.query(statement, [of.creditCode])).rejects.toThrow('kept as they are');
  });
});
