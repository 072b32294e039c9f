import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PDF } from '../fixture/evidence-files.js';
import {
  adminOf,
  applicationOf,
  auditor,
  cityOfficer,
  kunshanClerk,
  sipClerk,
  syntheticCode,
} from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

let registry: TestRegistry;
beforeAll(async () => {
  registry = await TestRegistry.start();
}, 60_000);
afterAll(() => registry.stop());

const REASON = '1997年旧证，营业执照所载校验位即如此';
const ACCEPT = { decision: 'accept' };
const secondOfficer = { ...cityOfficer, sub: 'city-officer-2' };

/** The nth code with another last character than the right one. */
function brokenCode(n: number): string {
  const code = syntheticCode(n);
  return `${code.slice(0, 17)}${code.endsWith('0') ? '1' : '0'}`;
}

const exceptionOf = (creditCode: string, changes: Record<string, unknown> = {}) =>
  applicationOf(creditCode, { checkOverrideReason: REASON, ...changes });
const registerByException = (body: object, caller = cityOfficer) =>
  registry.post('/v1/identifier-exceptions', caller, body);
const verify = (code: string, caller = secondOfficer, body: object = ACCEPT) =>
  registry.post(`/v1/enterprises/${code}/verification`, caller, body);
const addLicence = (code: string) =>
  registry.send(
    'post',
    `/v1/enterprises/${code}/evidence?kind=BUSINESS_LICENCE&confidentiality=INTERNAL&fileName=licence.pdf`,
    cityOfficer,
    { body: PDF, headers: { 'content-type': 'application/pdf' } },
  );

/** An enterprise that two officers took together. */
async function taken(n: number): Promise<string> {
  const code = brokenCode(n);
  await registerByException(exceptionOf(code));
  await addLicence(code);
  const verified = await verify(code);
  if (verified.status !== 200) throw new Error(verified.text);
  return code;
}

describe('registering an enterprise whose code fails its check characters', () => {
  it('stores a draft with the reason, on record, that waits for another person', async () => {
    const code = brokenCode(1);
    const reply = await registerByException(exceptionOf(code));
    expect([reply.status, reply.headers.location]).toEqual([201, `/v1/enterprises/${code}`]);
    expect(reply.body).toMatchObject({
      creditCode: code,
      status: 'pendingVerification',
      identifierException: true,
      checkOverrideReason: REASON,
      submittedBy: 'city-officer',
    });
    expect(await registry.audited(code)).toEqual(['enterprise.registerByException']);
    expect(await registry.announced(code)).toEqual([]);
    const again = await registerByException(exceptionOf(code));
    expect([again.status, again.body.code]).toEqual([409, 'enterprise/already-registered']);
  });

  it.each(['91320594TE5T00016A', '91320594TE5T00013F', '91320594TE5T00013A'])(
    'takes %s, of which the last, the embedded or both are wrong',
    async (code) => {
      expect((await registerByException(exceptionOf(code))).status).toBe(201);
    },
  );

  it('is no way for what is no code at all, and names every defect at once', async () => {
    for (const [creditCode, code] of [
      ['91320594TE5T00016', 'USCC_LENGTH'],
      ['91320594TS5T00016Q', 'USCC_CHAR'],
    ]) {
      const reply = await registerByException(exceptionOf(String(creditCode), { districtCode: '310000' }));
      expect([reply.status, reply.body.errors]).toEqual([
        400,
        [
          expect.objectContaining({ pointer: '/creditCode', code }),
          expect.objectContaining({ pointer: '/districtCode', code: 'DISTRICT_UNKNOWN' }),
        ],
      ]);
    }
    const silent = await registerByException(exceptionOf(brokenCode(2), { checkOverrideReason: ' ' }));
    expect([silent.status, silent.body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/checkOverrideReason' })],
    ]);
  });

  it('is not needed by a code that is in order', async () => {
    const reply = await registerByException(exceptionOf(syntheticCode(3)));
    expect([reply.status, reply.body.code]).toEqual([422, 'enterprise/code-in-order']);
  });

  it('takes two officers, and the second one wants to see the licence', async () => {
    const code = brokenCode(4);
    await registerByException(exceptionOf(code));
    const alone = await verify(code, cityOfficer);
    expect([alone.status, alone.body.code]).toEqual([403, 'enterprise/self-verification']);
    const blind = await verify(code);
    expect([blind.status, blind.body.code]).toEqual([422, 'enterprise/licence-missing']);
    await addLicence(code);
    expect((await verify(code)).body).toMatchObject({ status: 'active', verifiedBy: 'city-officer-2' });
  });

  it('stays the business of another person when the enterprise handed its facts in again', async () => {
    const code = brokenCode(5);
    await registerByException(exceptionOf(code));
    await addLicence(code);
    const rejection = { decision: 'reject', reasons: [{ code: 'X', detail: '材料不全' }] };
    await verify(code, secondOfficer, rejection);
    const { creditCode: _code, ...facts } = applicationOf(code);
    const submitted = await registry.post(`/v1/enterprises/${code}/submission`, adminOf(code), facts);
    expect([submitted.status, submitted.body.identifierException]).toEqual([200, true]);
    expect((await verify(code, cityOfficer)).body.code).toBe('enterprise/self-verification');
    expect((await verify(code, sipClerk)).body.status).toBe('active');
  });
});

describe('an enterprise that was registered by exception', () => {
  it('says so to everybody who reads it, and the reason to its officers alone', async () => {
    const code = await taken(6);
    const stranger = kunshanClerk;
    const seen = await registry.get(`/v1/enterprises/${code}`, stranger);
    expect(seen.body.identifierException).toBe(true);
    expect(seen.body).not.toHaveProperty('checkOverrideReason');
    expect((await registry.get(`/v1/enterprises/${code}`, auditor)).body.checkOverrideReason).toBe(REASON);
    const found = await registry.get(`/v1/enterprises?creditCode=${code}`, stranger);
    expect(found.body.items).toEqual([expect.objectContaining({ identifierException: true })]);
    const versions = await registry.get(`/v1/enterprises/${code}/versions`, auditor);
    expect(
      versions.body.items.map((version: Record<string, unknown>) => version.identifierException),
    ).toEqual([true, true]);
    const other = await registry.enterprise(syntheticCode(8));
    expect((await registry.get(`/v1/enterprises/${other}`, auditor)).body.identifierException).toBe(false);
  });

  it('says so in its events and in the snapshot, also after a change', async () => {
    const code = await taken(9);
    await registry.post(`/v1/enterprises/${code}/change`, adminOf(code), { name: '苏州老字号有限公司' });
    const events = await registry.query<{ data: string }>('select data from outbox where key = $1', [code]);
    expect(
      events.map(({ data }) => (JSON.parse(data) as Record<string, unknown>).identifierException),
    ).toEqual([true, true]);
    const snapshot = await registry.get('/v1/enterprises/snapshot?limit=5000', cityOfficer);
    const entry = snapshot.body.items.find(
      ({ data }: { data: { creditCode: string } }) => data.creditCode === code,
    );
    expect(entry.data.identifierException).toBe(true);
    const plain = await registry.enterprise(syntheticCode(10));
    const [told] = await registry.query<{ data: string }>('select data from outbox where key = $1', [plain]);
    expect(JSON.parse(told?.data ?? '')).not.toHaveProperty('identifierException');
  });
});
