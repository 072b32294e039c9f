import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Enterprises } from '../fixture/enterprises.js';
import { adminOf, cityOfficer, sipClerk } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

let registry: TestRegistry;
const enterprises = new Enterprises(() => registry);
const reason = '法定代表人身份存疑';
const move = (code: string, path: string, body: object, caller = cityOfficer) =>
  registry.post(`/v1/enterprises/${code}/${path}`, caller, body);

beforeAll(async () => {
  registry = await TestRegistry.start();
}, 60_000);
afterAll(() => registry.stop());

describe('the standing of an enterprise', () => {
  it.each([
    ['suspension', 'suspended', 'suspended'],
    ['cancellation', 'cancelled', 'cancelled'],
    ['revocation', 'revoked', 'revoked'],
    ['departure', 'movedOut', 'moved-out'],
  ])('becomes by %s %s, with its reason in the event and in the audit chain', async (path, status, past) => {
    const code = await enterprises.active();
    const reply = await move(code, path, { reason: ` ${reason}\u3000` });
    expect([reply.status, reply.body.status, reply.body.version]).toEqual([200, status, 3]);
    const [event] = await registry.query<{ type: string; data: string }>(
      'select type, data from outbox where key = $1 order by version desc limit 1',
      [code],
    );
    expect(event?.type).toBe(`enterprise-registry.enterprise.${past}`);
    expect(JSON.parse(event?.data ?? '')).toMatchObject({ status, reason });
    const [entry] = await registry.query<{ reason: string }>(
      `select entry::jsonb ->> 'reason' as reason from audit_entry where entry::jsonb ->> 'objectId' = $1
       order by seq desc limit 1`,
      [code],
    );
    expect(entry?.reason).toBe(reason);
  });

  it('can be doubted and restored, again and again', async () => {
    const code = await enterprises.active();
    for (const path of ['suspension', 'reinstatement', 'suspension', 'reinstatement'])
      expect((await move(code, path, { reason })).status).toBe(200);
    expect(await enterprises.get(code)).toMatchObject({ status: 'active', version: 6 });
    const types = await registry.query<{ type: string }>(
      'select type from outbox where key = $1 order by version',
      [code],
    );
    expect(types.map(({ type }) => type.split('.').at(-1))).toEqual([
      'registered',
      'suspended',
      'reinstated',
      'suspended',
      'reinstated',
    ]);
  });

  it.each([
    ['no reason', {}, ['REQUIRED']],
    ['a blank reason', { reason: ' 　' }, ['REQUIRED']],
    ['a reason too long', { reason: '疑'.repeat(1_001) }, ['TOO_LONG']],
    [
      'a hidden character, and a day to come',
      { reason: '存\u200b疑', effectiveOn: '2999-01-01' },
      ['CONTROL_CHARACTER', 'DATE_IN_FUTURE'],
    ],
    ['the number of a person', { reason: '法人证件32050519900307103X失效' }, ['PERSONAL_NUMBER']],
    ['the telephone of a person', { reason: '请联系13812345678' }, ['PERSONAL_NUMBER']],
    ['a day before the last change', { reason, effectiveOn: '2001-01-01' }, ['DATE_BEFORE_LAST_CHANGE']],
    ['a day that is none', { reason, effectiveOn: '2021-02-29' }, ['DATE_FORMAT']],
  ])('is not changed with %s', async (_what, body, codes) => {
    const code = await enterprises.active();
    const before = await enterprises.footprint(code);
    const reply = await move(code, 'suspension', body);
    expect([reply.status, reply.body.code]).toEqual([400, 'request/invalid']);
    expect(reply.body.errors.map((error: { code: string }) => error.code)).toEqual(codes);
    expect(await enterprises.footprint(code)).toEqual(before);
  });

  it('may be changed with a credit code in the reason, also one of digits alone', async () => {
    const code = await enterprises.active();
    const merged = await move(code, 'cancellation', { reason: '并入913205811420595775' });
    expect(merged.status).toBe(200);
  });

  it('is changed once when two decide at once, and the second is told that it is too late', async () => {
    const code = await enterprises.active();
    const replies = await Promise.all(
      ['cancellation', 'revocation'].map((path) => move(code, path, { reason })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(replies.find(({ status }) => status === 409)?.body.code).toBe('enterprise/move-not-legal');
    expect((await enterprises.get(code)).version).toBe(3);
  });

  it('is changed once under one Idempotency-Key, which serves no other move', async () => {
    const code = await enterprises.active();
    const headers = { 'idempotency-key': `standing-${code}` };
    const send = (path: string) =>
      registry.send('post', `/v1/enterprises/${code}/${path}`, cityOfficer, { body: { reason }, headers });
    const [first, again] = [await send('suspension'), await send('suspension')];
    expect([again.status, again.text]).toEqual([200, first.text]);
    const other = await send('revocation');
    expect([other.status, other.body.code]).toEqual([422, 'idempotency/key-reused']);
  });

  it('is for the city alone', async () => {
    const code = await enterprises.active();
    for (const caller of [sipClerk, adminOf(code)])
      expect((await move(code, 'cancellation', { reason }, caller)).body.code).toBe('permission/denied');
  });
});
