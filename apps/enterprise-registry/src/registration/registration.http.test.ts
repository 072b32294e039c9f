import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  adminOf,
  applicationOf,
  cityOfficer,
  kunshanClerk,
  sipClerk,
  syntheticCode,
} from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

let registry: TestRegistry;
let next = 1;
const newCode = () => syntheticCode((next += 1));

beforeAll(async () => {
  registry = await TestRegistry.start();
}, 60_000);
afterAll(() => registry.stop());

describe('registering an enterprise', () => {
  it('stores a draft that waits for its district, announces nothing and says what may come next', async () => {
    const code = newCode();
    const reply = await registry.post('/v1/enterprises', adminOf(code), applicationOf(code));
    expect(reply.status).toBe(201);
    expect(reply.headers.location).toBe(`/v1/enterprises/${code}`);
    expect(reply.body).toMatchObject({
      creditCode: code,
      status: 'pendingVerification',
      registeredCapital: { amount: '12500000', currency: 'CNY' },
      moves: ['accept', 'reject'],
      warnings: [],
      isSynthetic: true,
      version: 1,
    });
    expect(await registry.query('select 1 from outbox where key = $1', [code])).toEqual([]);
    expect(
      await registry.query("select 1 from audit_entry where entry like '%' || $1 || '%'", [code]),
    ).toHaveLength(1);
  });

  it('names every defect at once', async () => {
    const reply = await registry.post('/v1/enterprises', adminOf(newCode()), {
      creditCode: '9132O594TE5T00016Q',
      name: '苏州\u200b公司',
      establishedOn: '2999-01-01',
      registeredCapital: { amount: '125000000', unit: 'wan', currency: 'CNY' },
      address: ' ',
      districtCode: '310000',
    });
    expect(reply.status).toBe(400);
    expect(reply.body.errors).toEqual([
      expect.objectContaining({
        pointer: '/creditCode',
        code: 'USCC_CHAR',
        detail: expect.stringContaining('91320594TE5T00016Q'),
      }),
      expect.objectContaining({ pointer: '/name', code: 'CONTROL_CHARACTER' }),
      expect.objectContaining({ pointer: '/establishedOn', code: 'DATE_IN_FUTURE' }),
      expect.objectContaining({ pointer: '/registeredCapital/amount', code: 'UNIT_SUSPECT' }),
      expect.objectContaining({ pointer: '/address', code: 'REQUIRED' }),
      expect.objectContaining({ pointer: '/districtCode', code: 'DISTRICT_UNKNOWN' }),
    ]);
  });

  it.each([
    ['91320594TE5T00016', 'USCC_LENGTH'],
    ['91320594TS5T00016Q', 'USCC_CHAR'],
    ['91320594TE5T00013F', 'USCC_ORG_CHECK'],
    ['91320594TE5T00013A', 'USCC_ORG_CHECK'],
    ['91320594TE5T00016A', 'USCC_CHECK'],
  ])('refuses the code %s', async (creditCode, code) => {
    const reply = await registry.post('/v1/enterprises', adminOf(newCode()), applicationOf(creditCode));
    expect(reply.status).toBe(400);
    expect(reply.body.errors).toEqual([expect.objectContaining({ pointer: '/creditCode', code })]);
  });

  it('warns when credit code or address speak of another district, and keeps the declared one', async () => {
    const code = newCode();
    const reply = await registry.post(
      '/v1/enterprises',
      adminOf(code),
      applicationOf(code, { address: '昆山市前进东路1号' }),
    );
    expect(reply.body).toMatchObject({
      districtCode: '320571',
      warnings: [{ code: 'WARN_DISTRICT_MISMATCH' }],
    });
  });

  it('is for the enterprise itself', async () => {
    const reply = await registry.post('/v1/enterprises', adminOf(newCode()), applicationOf(newCode()));
    expect([reply.status, reply.body.code]).toEqual([403, 'enterprise/not-your-enterprise']);
    const staff = { ...adminOf(newCode()), roles: ['enterprise-staff'] as const };
    const refused = await registry.post('/v1/enterprises', staff, applicationOf(staff.enterprise ?? ''));
    expect([refused.status, refused.body.code]).toEqual([403, 'permission/denied']);
  });

  it('happens once for one credit code, also when two arrive at once', async () => {
    const code = newCode();
    const replies = await Promise.all(
      [1, 2, 3].map(() => registry.post('/v1/enterprises', adminOf(code), applicationOf(code))),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(replies.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual([
      'enterprise/already-registered',
      'enterprise/already-registered',
    ]);
    expect(await registry.query('select 1 from enterprise where credit_code = $1', [code])).toHaveLength(1);
  });

  it('answers the same bytes to the same Idempotency-Key, and refuses the key for another request', async () => {
    const code = newCode();
    const headers = { 'idempotency-key': `register-${code}` };
    const body = applicationOf(code);
    const first = await registry.send('post', '/v1/enterprises', adminOf(code), { body, headers });
    const again = await registry.send('post', '/v1/enterprises', adminOf(code), { body, headers });
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    const other = await registry.send('post', '/v1/enterprises', adminOf(code), {
      body: applicationOf(code, { name: '另一家' }),
      headers,
    });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency/key-reused']);
  });

  it('leaves nothing behind when it is refused', async () => {
    const code = newCode();
    await registry.post('/v1/enterprises', adminOf(code), applicationOf(code, { name: '' }));
    expect(await registry.query('select 1 from enterprise where credit_code = $1', [code])).toEqual([]);
  });
});

describe('verifying a registration', () => {
  async function draft(changes: Record<string, unknown> = {}) {
    const code = newCode();
    await registry.post('/v1/enterprises', adminOf(code), applicationOf(code, changes));
    return code;
  }
  const verify = (code: string, body: object, officer = sipClerk) =>
    registry.post(`/v1/enterprises/${code}/verification`, officer, body);

  it('makes the enterprise active and announces it', async () => {
    const code = await draft();
    const reply = await verify(code, { decision: 'accept' });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ status: 'active', version: 2, verifiedBy: 'clerk-sip' });
    const [event] = await registry.query<{ type: string; version: bigint; data: string }>(
      'select type, version, data from outbox where key = $1',
      [code],
    );
    expect(event).toMatchObject({ type: 'enterprise-registry.enterprise.registered', version: 1n });
    expect(JSON.parse(event?.data ?? '')).toMatchObject({
      creditCode: code,
      status: 'active',
      source: 'registration',
      isSynthetic: true,
    });
  });

  it('rejects with reasons, after which the enterprise submits again', async () => {
    const code = await draft();
    const reasons = [{ code: 'NAME_MISMATCH', detail: '名称与营业执照不一致' }];
    const rejected = await verify(code, { decision: 'reject', reasons });
    expect(rejected.body).toMatchObject({
      status: 'rejected',
      rejectionReasons: reasons,
      moves: ['resubmit'],
    });
    const { creditCode: _, ...facts } = applicationOf(code, { name: '苏州更正科技有限公司' });
    const again = await registry.post(`/v1/enterprises/${code}/submission`, adminOf(code), facts);
    expect(again.body).toMatchObject({
      status: 'pendingVerification',
      name: '苏州更正科技有限公司',
      rejectionReasons: [],
      version: 3,
    });
    expect((await verify(code, { decision: 'accept' })).body).toMatchObject({ status: 'active', version: 4 });
  });

  it('needs reasons for a rejection', async () => {
    const reply = await verify(await draft(), { decision: 'reject', reasons: [] });
    expect([reply.status, reply.body.code]).toEqual([400, 'request/invalid']);
  });

  it('is not for the officers of another district, who do not even learn that the draft exists', async () => {
    const code = await draft();
    const reply = await verify(code, { decision: 'accept' }, kunshanClerk);
    const nothing = await verify(syntheticCode(900_000), { decision: 'accept' }, kunshanClerk);
    expect([reply.status, reply.body.code]).toEqual([404, 'enterprise/not-found']);
    expect(nothing.body.title).toBe(reply.body.title);
  });

  it('is never for the person who registered', async () => {
    const code = newCode();
    const both = {
      ...adminOf(code),
      roles: ['enterprise-admin', 'district-clerk'] as const,
      district: '320571',
    };
    await registry.post('/v1/enterprises', both, applicationOf(code));
    const reply = await verify(code, { decision: 'accept' }, both);
    expect([reply.status, reply.body.code]).toEqual([403, 'enterprise/self-verification']);
  });

  it('happens once, also when two officers decide at the same time', async () => {
    const code = await draft();
    const reason = [{ code: 'DOUBT', detail: '存疑' }];
    const replies = await Promise.all([
      verify(code, { decision: 'accept' }),
      verify(code, { decision: 'reject', reasons: reason }, cityOfficer),
      verify(code, { decision: 'accept' }, cityOfficer),
    ]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ body }) => body.code === 'enterprise/move-not-legal')).toHaveLength(2);
    const events = await registry.query('select 1 from outbox where key = $1', [code]);
    expect(events.length).toBeLessThanOrEqual(1);
  });
});
