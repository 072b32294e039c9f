import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ActiveEnterprise, activeEnterprise } from '../fixture/active-enterprise.js';
import {
  auditor,
  cityOfficer,
  kunshanClerk,
  type Person,
  sipClerk,
  sipLead,
  syntheticCode,
} from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

const now = new Date('2026-04-02T02:00:00Z');
let registry: TestRegistry;
let ours: ActiveEnterprise;
let next = 600;

beforeAll(async () => {
  registry = await TestRegistry.start({ now: () => now });
}, 60_000);
afterAll(() => registry.stop());

const listing = {
  type: 'ABNORMAL_LIST',
  occurredOn: '2025-07-08',
  source: 'REGISTRY',
  documentNo: '列异〔2025〕15号',
};
const record = (body: object = listing, person: Person = sipClerk, headers: Record<string, string> = {}) =>
  registry.send('post', ours.at('/credit-events'), person, { body, headers });
const remove = (creditEventId: string, removedOn: string, person: Person = sipClerk) =>
  registry.post(ours.at(`/credit-events/${creditEventId}/removal`), person, { removedOn, reason: '已补报' });
const announced = async (of: ActiveEnterprise) =>
  (
    await registry.query<{ type: string; data: string }>(
      `select type, data from outbox where topic = 'enterprise-registry.credit-event' and key = $1 order by version`,
      [of.creditCode],
    )
  ).map(({ type, data }) => ({ fact: type.split('.')[2], ...JSON.parse(data) }));

describe('recording what stands against an enterprise', () => {
  it('announces kind and day, not what was written beside them, and is audited once', async () => {
    ours = await activeEnterprise(registry, (next += 1));
    const recorded = await record({ ...listing, note: '未按期公示年度报告' });
    expect(recorded.status).toBe(201);
    const { creditEventId } = recorded.body;
    const said = {
      creditCode: ours.creditCode,
      creditEventId,
      creditEventType: 'ABNORMAL_LIST',
      occurredOn: '2025-07-08',
    };
    expect(await announced(ours)).toEqual([{ fact: 'recorded', ...said }]);
    expect((await remove(creditEventId, '2025-07-07')).body.errors[0].code).toBe('VALIDITY_ORDER');
    expect((await remove(creditEventId, '2026-04-03')).body.errors[0].code).toBe('DATE_IN_FUTURE');
    const replies = await Promise.all([
      remove(creditEventId, '2025-12-01'),
      remove(creditEventId, '2025-12-01', sipLead),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await announced(ours)).toMatchObject([{}, { fact: 'removed', ...said, removedOn: '2025-12-01' }]);
    const trail = await registry.query(`select 1 from audit_entry where entry::jsonb ->> 'objectId' = $1`, [
      creditEventId,
    ]);
    expect(trail).toHaveLength(2);
  });

  it('happens once for a document, and once for a key', async () => {
    ours = await activeEnterprise(registry, (next += 1));
    const headers = { 'idempotency-key': 'credit-once' };
    const [first, again] = [
      await record(listing, sipClerk, headers),
      await record(listing, sipClerk, headers),
    ];
    expect([first.status, again.text]).toEqual([201, first.text]);
    expect((await record()).body.code).toBe('credit-event/already-recorded');
    expect((await record({ ...listing, documentNo: '列异〔2025〕16号' })).status).toBe(201);
    const found = await record({
      ...listing,
      type: 'GOSSIP',
      occurredOn: '2026-04-03',
      note: '电话13812345678',
    });
    expect(found.body.errors.map(({ code }: { code: string }) => code)).toEqual([
      'NOT_ALLOWED',
      'PERSONAL_NUMBER',
    ]);
    expect((await record({ ...listing, occurredOn: '2026-04-03' })).body.errors[0].code).toBe(
      'DATE_IN_FUTURE',
    );
    expect(await announced(ours)).toHaveLength(2);
  });

  it('is for the officers of the district and the city; the enterprise reads it', async () => {
    ours = await activeEnterprise(registry, (next += 1));
    for (const [person, code] of [
      [ours.admin, 'permission/denied'],
      [auditor, 'permission/denied'],
      [kunshanClerk, 'enterprise/not-found'],
    ] as const)
      expect((await record(listing, person)).body.code).toBe(code);
    expect((await record(listing, cityOfficer)).status).toBe(201);
    const listed = await registry.get(ours.at('/credit-events'), ours.admin);
    expect(listed.body.items).toEqual([expect.objectContaining(listing)]);
    expect((await registry.get(ours.at('/credit-events'), kunshanClerk)).status).toBe(404);
  });
});

describe('taking a published list over', () => {
  it('gives every line its verdict, and changes nothing the second time', async () => {
    const [one, two] = [
      await activeEnterprise(registry, (next += 1)),
      await activeEnterprise(registry, (next += 1)),
    ];
    const line = (creditCode: string, changes: object = {}) => ({ creditCode, ...listing, ...changes });
    const items = [
      line(two.creditCode),
      line(one.creditCode),
      line(one.creditCode),
      line(syntheticCode(800_000)),
      line(one.creditCode, { occurredOn: '2026-04-03' }),
    ];
    const take = (person: Person = cityOfficer) =>
      registry.post('/v1/credit-events/imports', person, { items });
    expect((await take(sipClerk)).body.code).toBe('permission/denied');
    const verdicts = ({ body }: Awaited<ReturnType<typeof take>>) =>
      body.items.map(({ verdict, code = '' }: { verdict: string; code?: string }) =>
        `${verdict} ${code}`.trim(),
      );
    const refused = ['refused ENTERPRISE_UNKNOWN', 'refused DATE_IN_FUTURE'];
    expect(verdicts(await take())).toEqual(['recorded', 'recorded', 'known', ...refused]);
    expect(verdicts(await take())).toEqual(['known', 'known', 'known', ...refused]);
    expect([await announced(one), await announced(two)].map((events) => events.length)).toEqual([1, 1]);
  });
});
