import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminOf, applicationOf, syntheticCode } from '../fixture/people.js';
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

  it('names the missing and the wrong at once', async () => {
    const reply = await registry.post('/v1/enterprises', adminOf(newCode()), {
      creditCode: '91320594TE5T00016A',
      name: 5,
      establishedOn: '2018-02-30',
      address: '\u202e苏州',
      districtCode: '310000',
      park: '金鸡湖',
    });
    expect([reply.status, reply.body.code]).toEqual([400, 'request/invalid']);
    const found = reply.body.errors.map(({ pointer, code }: Record<string, string>) => [pointer, code]);
    expect(new Map(found)).toEqual(
      new Map([
        ['/name', 'TYPE'],
        ['/park', 'UNKNOWN_FIELD'],
        ['/creditCode', 'USCC_CHECK'],
        ['/establishedOn', 'DATE_FORMAT'],
        ['/address', 'CONTROL_CHARACTER'],
        ['/districtCode', 'DISTRICT_UNKNOWN'],
      ]),
    );
    const empty = await registry.post('/v1/enterprises', adminOf(newCode()), {});
    expect(empty.body.errors.map(({ code }: { code: string }) => code)).toEqual(Array(5).fill('REQUIRED'));
  });

  it('takes a code as people write it, and keeps names, scopes and addresses as they are written', async () => {
    const code = newCode();
    const facts = {
      creditCode: ` ${code.toLowerCase().replaceAll('1', '１')} `,
      name: '苏州ＡＢＣ（中国）科技有限公司',
      businessScope:
        "'; drop table enterprise; --<script>alert(1)</script>{{7*7}}${7*7}%s%n=cmd|' /C calc'!A0",
      address: '苏州工业园区星湖街３２８号',
    };
    const reply = await registry.post('/v1/enterprises', adminOf(code), applicationOf(code, facts));
    expect([reply.status, reply.body.creditCode]).toEqual([201, code]);
    const seen = await registry.get(`/v1/enterprises/${code.toLowerCase()}`, adminOf(code));
    expect(seen.headers['content-type']).toMatch(/^application\/json/);
    expect(seen.body).toMatchObject({ ...facts, creditCode: code });
  });

  it.each([
    ['a zero-width space', '苏州\u200b公司'],
    ['a byte order mark inside', '苏州\ufeff公司'],
    ['a soft hyphen', '苏州\u00ad公司'],
    ['a line break', '苏州\n公司'],
    ['an override of direction', '苏州\u202e公司'],
    ['a tag character', '苏州\u{e0041}公司'],
    ['U+0000', '苏州\u0000公司'],
  ])('refuses a name with %s', async (_what, name) => {
    const code = newCode();
    const own = await registry.post('/v1/enterprises', adminOf(code), applicationOf(code, { name }));
    expect([own.status, own.body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/name', code: 'CONTROL_CHARACTER' })],
    ]);
  });

  it('tells a stranger that the enterprise is not his before it tells what is wrong', async () => {
    const reply = await registry.post(
      '/v1/enterprises',
      adminOf(newCode()),
      applicationOf(newCode(), { name: '' }),
    );
    expect([reply.status, reply.body.code]).toEqual([403, 'enterprise/not-your-enterprise']);
  });

  it('lets who is also an officer elsewhere see the own draft', async () => {
    const code = newCode();
    const both = {
      ...adminOf(code),
      roles: ['enterprise-admin', 'district-clerk'] as const,
      district: '320583',
    };
    await registry.post('/v1/enterprises', both, applicationOf(code));
    const seen = await registry.get(`/v1/enterprises/${code}`, both);
    expect([seen.status, seen.body.submittedBy]).toEqual([200, both.sub]);
  });
});
