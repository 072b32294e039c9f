import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Enterprises } from '../fixture/enterprises.js';
import {
  adminOf,
  cityOfficer,
  kunshanClerk,
  type Person,
  SIP,
  sipClerk,
  syntheticCode,
} from '../fixture/people.js';
import { MovingClock } from '../fixture/moving-clock.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

const clock = new MovingClock('2021-04-15');
let registry: TestRegistry;
const enterprises = new Enterprises(() => registry);
const change = (code: string, body: object, caller = cityOfficer) =>
  registry.post(`/v1/enterprises/${code}/change`, caller, body);

beforeAll(async () => {
  registry = await TestRegistry.start(clock);
}, 60_000);
afterAll(() => registry.stop());

describe('changing the facts of an enterprise', () => {
  it('keeps the former name with its last day, and announces what changed', async () => {
    clock.set('2021-04-15');
    const code = await enterprises.active();
    clock.set('2021-05-10');
    const reply = await change(code, { name: '苏州新名科技有限公司', effectiveOn: '2021-05-06' });
    expect(reply.body).toMatchObject({
      name: '苏州新名科技有限公司',
      formerNames: [{ name: '苏州示例智能科技有限公司', until: '2021-05-06' }],
      effectiveOn: '2021-05-06',
      status: 'active',
      version: 3,
      warnings: [],
    });
    const events = await registry.query<{ type: string; data: string }>(
      'select type, data from outbox where key = $1 order by version',
      [code],
    );
    expect(events.at(-1)?.type).toBe('enterprise-registry.enterprise.changed');
    expect(JSON.parse(events.at(-1)?.data ?? '')).toMatchObject({
      name: '苏州新名科技有限公司',
      changedFields: ['name'],
    });
    const back = await change(code, { name: '苏州示例智能科技有限公司' });
    expect(back.body.formerNames).toEqual([
      { name: '苏州示例智能科技有限公司', until: '2021-05-06' },
      { name: '苏州新名科技有限公司', until: '2021-05-10' },
    ]);
  });

  it('takes a fact away with an empty text, but never the name or the address', async () => {
    const code = await enterprises.active();
    const reply = await change(code, { businessScope: '', entityType: '　' });
    expect(reply.body.businessScope).toBeUndefined();
    expect(reply.body.entityType).toBeUndefined();
    const refused = await change(code, { name: '', address: ' ' });
    expect(refused.body.errors).toEqual([
      expect.objectContaining({ pointer: '/name', code: 'NAME_MISSING' }),
      expect.objectContaining({ pointer: '/address', code: 'REQUIRED' }),
    ]);
  });

  it('names every defect at once, of the facts and of the day', async () => {
    const code = await enterprises.active();
    const before = await enterprises.footprint(code);
    const reply = await change(code, {
      name: '苏州\u200b公司',
      entityType: '有'.repeat(101),
      registeredCapital: { amount: '1e5', unit: 'wan', currency: 'XXX' },
      effectiveOn: '2999-01-01',
    });
    expect([reply.status, reply.body.code]).toEqual([400, 'request/invalid']);
    expect(
      reply.body.errors.map(({ pointer, code: defect }: Record<string, string>) => [pointer, defect]),
    ).toEqual([
      ['/name', 'CONTROL_CHARACTER'],
      ['/entityType', 'TOO_LONG'],
      ['/registeredCapital/currency', 'NOT_ALLOWED'],
      ['/registeredCapital/amount', 'CAPITAL_FORMAT'],
      ['/effectiveOn', 'DATE_IN_FUTURE'],
    ]);
    expect(await enterprises.footprint(code)).toEqual(before);
  });

  it.each([
    ['2021-02-30', 'DATE_FORMAT', '不是真实存在的日期'],
    ['2021-4-15', 'DATE_FORMAT', '不是真实存在的日期'],
    ['2020-01-01', 'DATE_BEFORE_LAST_CHANGE', '日期早于上一次变更的生效日期'],
    ['2999-01-01', 'DATE_IN_FUTURE', '日期不得晚于今天'],
  ])('refuses %s as its day', async (effectiveOn, code, detail) => {
    const reply = await change(await enterprises.active(), { name: '苏州某公司', effectiveOn });
    expect(reply.body.errors).toEqual([{ pointer: '/effectiveOn', code, detail }]);
  });

  it('counts the day in Suzhou, not at the server', async () => {
    clock.set('2021-06-01');
    const code = await enterprises.active();
    clock.set('2021-06-01T16:30:00Z');
    const reply = await change(code, { name: '苏州次日科技有限公司' });
    expect(reply.body.effectiveOn).toBe('2021-06-02');
  });

  it.each([
    ['nothing at all', {}],
    ['what is so already', { name: '苏州示例智能科技有限公司', address: ' 苏州工业园区星湖街328号 ' }],
    [
      'the same capital in another unit',
      { registeredCapital: { amount: '12500000.00', unit: 'yuan', currency: 'CNY' } },
    ],
  ])('is refused for %s', async (_what, body) => {
    const code = await enterprises.active();
    const reply = await change(code, body);
    expect([reply.status, reply.body.code]).toEqual([422, 'enterprise/nothing-changed']);
  });

  it('changes no district, no code and no status', async () => {
    const code = await enterprises.active();
    const reply = await change(code, {
      districtCode: '320583',
      creditCode: syntheticCode(1),
      status: 'revoked',
    });
    expect(reply.body.errors.map(({ code: defect }: { code: string }) => defect)).toEqual(
      Array(3).fill('UNKNOWN_FIELD'),
    );
  });

  it('warns when the new address lies in another district, and keeps the district', async () => {
    const code = await enterprises.active();
    const reply = await change(code, { address: '昆山市前进东路1号' });
    expect(reply.body).toMatchObject({
      districtCode: SIP,
      warnings: [{ code: 'WARN_DISTRICT_MISMATCH' }],
    });
  });

  it('stays marked while the enterprise alone has said so', async () => {
    const code = await enterprises.active();
    const own = await change(code, { name: '苏州自报科技有限公司' }, adminOf(code));
    expect(own.body.warnings).toEqual([expect.objectContaining({ code: 'WARN_SELF_DECLARED' })]);
    const recorded = await change(code, { name: '苏州核定科技有限公司' });
    expect(recorded.body.warnings).toEqual([]);
  });

  it('is confirmed as it stands by another person of its district, once', async () => {
    const code = await enterprises.active();
    const confirm = (person: Person) => registry.post(`/v1/enterprises/${code}/confirmation`, person, {});
    await change(code, { name: '苏州自报科技有限公司', address: '昆山市前进东路1号' }, adminOf(code));
    expect((await confirm(adminOf(code))).body.code).toBe('permission/denied');
    const both = { ...adminOf(code), roles: ['enterprise-admin', 'city-officer'] as const };
    expect((await confirm(both)).body.code).toBe('enterprise/self-verification');
    expect((await confirm(kunshanClerk)).body.code).toBe('enterprise/not-your-district');
    const confirmed = await confirm(sipClerk);
    expect(confirmed.body).toMatchObject({
      name: '苏州自报科技有限公司',
      version: 4,
      warnings: [{ code: 'WARN_DISTRICT_MISMATCH' }],
    });
    expect((await confirm(sipClerk)).body.code).toBe('enterprise/nothing-changed');
    expect((await registry.audited(code)).slice(-2)).toEqual(['enterprise.change', 'enterprise.confirm']);
    expect((await registry.announced(code)).slice(-2)).toEqual(['enterprise.changed', 'enterprise.changed']);
  });

  it('stays marked also when who speaks for the enterprise is an officer', async () => {
    const code = await enterprises.active();
    const both = { ...adminOf(code), roles: ['enterprise-admin', 'city-officer'] as const };
    const own = await change(code, { name: '苏州自批科技有限公司' }, both);
    expect(own.body.warnings).toEqual([expect.objectContaining({ code: 'WARN_SELF_DECLARED' })]);
  });

  it('is possible for an officer of the city who also has an enterprise of his own', async () => {
    const code = await enterprises.active();
    const both = {
      ...adminOf(enterprises.newCode()),
      roles: ['enterprise-admin', 'city-officer'] as const,
    };
    expect((await change(code, { name: '苏州他人科技有限公司' }, both)).status).toBe(200);
  });

  it('is hidden from another enterprise, and not for officers of a district', async () => {
    const code = await enterprises.active();
    const stranger = await change(code, { name: '苏州冒名科技有限公司' }, adminOf(enterprises.newCode()));
    expect([stranger.status, stranger.body.code]).toEqual([404, 'enterprise/not-found']);
    expect((await change(code, {}, kunshanClerk)).body.code).toBe('permission/denied');
  });

  it('tells first that a cancelled enterprise changes no more', async () => {
    const code = await enterprises.active();
    await enterprises.move(code, 'cancellation', { reason: '股东会决议解散' });
    const reply = await change(code, { name: '' });
    expect([reply.status, reply.body.code]).toEqual([409, 'enterprise/move-not-legal']);
    expect(reply.body.facts).toMatchObject({ status: 'cancelled', move: 'change' });
  });

  it('happens once under one Idempotency-Key, and lets two changes at once follow each other', async () => {
    const code = await enterprises.active();
    const headers = { 'idempotency-key': `change-${code}` };
    const body = { name: '苏州一次科技有限公司' };
    const send = () =>
      registry.send('post', `/v1/enterprises/${code}/change`, cityOfficer, { body, headers });
    const [first, again] = [await send(), await send()];
    expect(again.text).toBe(first.text);
    const both = await Promise.all(['甲', '乙'].map((name) => change(code, { name: `苏州${name}公司` })));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both.map(({ body: { version } }) => version).sort()).toEqual([4, 5]);
  });
});
