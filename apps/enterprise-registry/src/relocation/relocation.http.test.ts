import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Enterprises } from '../fixture/enterprises.js';
import { adminOf, cityOfficer, KUNSHAN, kunshanClerk, SIP, sipClerk } from '../fixture/people.js';
import { MovingClock } from '../fixture/moving-clock.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

const clock = new MovingClock('2021-04-15');
let registry: TestRegistry;
const enterprises = new Enterprises(() => registry);
const toKunshan = { toDistrictCode: KUNSHAN, address: '昆山市前进东路1号' };
const relocate = (code: string, body: object, caller = cityOfficer) =>
  registry.post(`/v1/enterprises/${code}/relocation`, caller, body);

beforeAll(async () => {
  registry = await TestRegistry.start(clock);
}, 60_000);
afterAll(() => registry.stop());

describe('relocating an enterprise', () => {
  it('moves it from a day on, says so to the others, and only warns of the old prefix', async () => {
    clock.set('2021-04-15');
    const code = await enterprises.active();
    clock.set('2021-07-05');
    const reply = await relocate(code, { ...toKunshan, effectiveOn: '2021-07-01' });
    expect(reply.body).toMatchObject({
      districtCode: KUNSHAN,
      address: '昆山市前进东路1号',
      effectiveOn: '2021-07-01',
      status: 'active',
      warnings: [{ code: 'WARN_DISTRICT_MISMATCH' }],
    });
    const [event] = await registry.query<{ type: string; data: string }>(
      'select type, data from outbox where key = $1 order by version desc limit 1',
      [code],
    );
    expect(event?.type).toBe('enterprise-registry.enterprise.relocated');
    expect(JSON.parse(event?.data ?? '')).toMatchObject({
      districtCode: KUNSHAN,
      fromDistrictCode: SIP,
      toDistrictCode: KUNSHAN,
      effectiveOn: '2021-07-01',
    });
    expect(await enterprises.get(code, cityOfficer, '?asOf=2021-06-30')).toMatchObject({ districtCode: SIP });
    expect(await enterprises.get(code, cityOfficer, '?asOf=2021-07-01')).toMatchObject({
      districtCode: KUNSHAN,
    });
  });

  it('passes what only insiders read from the officers it leaves to those it comes to', async () => {
    const code = await enterprises.active();
    expect(await enterprises.get(code, sipClerk)).toHaveProperty('submittedBy');
    await relocate(code, toKunshan);
    expect(await enterprises.get(code, sipClerk)).not.toHaveProperty('submittedBy');
    expect(await enterprises.get(code, kunshanClerk)).toHaveProperty('submittedBy');
  });

  it.each([
    [{ toDistrictCode: '310000', address: '\u200b', effectiveOn: '2999-01-01' }, 3],
    [{ toDistrictCode: '320500', address: '昆山市', effectiveOn: '2021-13-01' }, 2],
    [{ toDistrictCode: '320594', effectiveOn: 7 }, 3],
    [{ ...toKunshan, name: '苏州某公司' }, 1],
  ])('names every defect at once: %j', async (body, count) => {
    const code = await enterprises.active();
    const before = await enterprises.footprint(code);
    const reply = await relocate(code, body);
    expect([reply.status, reply.body.code]).toEqual([400, 'request/invalid']);
    expect(reply.body.errors).toHaveLength(count);
    expect(await enterprises.footprint(code)).toEqual(before);
  });

  it('is refused to where it is already', async () => {
    const reply = await relocate(await enterprises.active(), {
      toDistrictCode: SIP,
      address: '苏州工业园区苏州大道1号',
    });
    expect([reply.status, reply.body.code]).toEqual([422, 'enterprise/same-district']);
  });

  it('is for the city alone', async () => {
    const code = await enterprises.active();
    for (const caller of [sipClerk, kunshanClerk, adminOf(code)])
      expect((await relocate(code, toKunshan, caller)).body.code).toBe('permission/denied');
  });

  it('ends in one of the two districts when two are asked for at once, with both steps on record', async () => {
    const code = await enterprises.active();
    const replies = await Promise.all([
      relocate(code, toKunshan),
      relocate(code, { toDistrictCode: '320581', address: '常熟市兴福街358号' }),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    const events = await registry.query<{ data: string }>(
      `select data from outbox where key = $1 and type like '%relocated' order by version`,
      [code],
    );
    const [first, second] = events.map(({ data }) => JSON.parse(data));
    expect([first.fromDistrictCode, second.fromDistrictCode]).toEqual([SIP, first.toDistrictCode]);
    expect(await enterprises.get(code)).toMatchObject({ districtCode: second.toDistrictCode, version: 4 });
  });

  it('happens once under one Idempotency-Key', async () => {
    const code = await enterprises.active();
    const headers = { 'idempotency-key': `relocate-${code}` };
    const send = () =>
      registry.send('post', `/v1/enterprises/${code}/relocation`, cityOfficer, { body: toKunshan, headers });
    const [first, again] = [await send(), await send()];
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect((await enterprises.get(code)).version).toBe(3);
  });
});
