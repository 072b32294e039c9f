import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Enterprises, REJECTION } from '../fixture/enterprises.js';
import {
  adminOf,
  applicationOf,
  auditor,
  cityOfficer,
  KUNSHAN,
  kunshanClerk,
  SIP,
  sipClerk,
  sipLead,
  syntheticCode,
} from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

let registry: TestRegistry;
const enterprises = new Enterprises(() => registry);
const accept = { decision: 'accept' };
const verify = (code: string, body: object, officer = sipClerk) =>
  registry.post(`/v1/enterprises/${code}/verification`, officer, body);
const factsOf = (code: string, changes: Record<string, unknown> = {}) => {
  const { creditCode: _, ...facts } = applicationOf(code, changes);
  return facts;
};
const submit = (code: string, facts: object) =>
  registry.post(`/v1/enterprises/${code}/submission`, adminOf(code), facts);
const auditOf = async (code: string) =>
  (
    await registry.query<{ entry: string }>(
      `select entry from audit_entry where entry::jsonb ->> 'objectId' = $1 order by seq`,
      [code],
    )
  ).map(({ entry }) => JSON.parse(entry) as Record<string, unknown>);

beforeAll(async () => {
  registry = await TestRegistry.start();
}, 60_000);
afterAll(() => registry.stop());

describe('verifying a registration', () => {
  it('makes the enterprise active and announces it', async () => {
    const code = await enterprises.draft();
    const reply = await verify(code, accept);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ status: 'active', version: 2, verifiedBy: 'clerk-sip' });
    const events = await registry.query<{ type: string; version: bigint; data: string }>(
      'select type, version, data from outbox where key = $1',
      [code],
    );
    expect(events).toEqual([
      expect.objectContaining({ type: 'enterprise-registry.enterprise.registered', version: 1n }),
    ]);
    expect(JSON.parse(events[0]?.data ?? '')).toMatchObject({
      creditCode: code,
      status: 'active',
      source: 'registration',
      isSynthetic: true,
    });
  });

  it('is recorded with who, what and why, under the trace of the request', async () => {
    const code = await enterprises.draft();
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    await registry.send('post', `/v1/enterprises/${code}/verification`, sipClerk, {
      body: REJECTION,
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    });
    expect((await auditOf(code))[1]).toMatchObject({
      actorId: 'clerk-sip',
      action: 'enterprise.reject',
      reason: 'NAME_MISMATCH 名称与营业执照不一致',
      traceId,
      before: { status: 'pendingVerification', version: 1 },
      after: { status: 'rejected', version: 2 },
    });
  });

  it('goes back and forth until the facts are right, every step a version and an audit entry', async () => {
    const code = await enterprises.draft();
    const rejected = await verify(code, REJECTION);
    expect(rejected.body).toMatchObject({
      status: 'rejected',
      rejectionReasons: REJECTION.reasons,
      moves: ['resubmit'],
      version: 2,
    });
    expect((await verify(code, accept)).body.code).toBe('enterprise/move-not-legal');
    const again = await submit(code, factsOf(code, { name: '苏州更正科技有限公司' }));
    expect(again.body).toMatchObject({
      status: 'pendingVerification',
      name: '苏州更正科技有限公司',
      formerNames: [],
      rejectionReasons: [],
      version: 3,
    });
    expect(again.body.verifiedBy).toBeUndefined();
    expect((await submit(code, factsOf(code))).body.code).toBe('enterprise/move-not-legal');
    await verify(code, REJECTION, sipLead);
    await submit(code, factsOf(code, { name: '苏州再更正科技有限公司' }));
    const accepted = await verify(code, accept, cityOfficer);
    expect(accepted.body).toMatchObject({ status: 'active', name: '苏州再更正科技有限公司', version: 6 });
    expect((await auditOf(code)).map(({ action }) => action)).toEqual(
      ['register', 'reject', 'resubmit', 'reject', 'resubmit', 'accept'].map((move) => `enterprise.${move}`),
    );
    const announced = await registry.query('select 1 from outbox where key = $1', [code]);
    expect(announced).toHaveLength(1);
  });

  it.each([
    ['no reasons', { decision: 'reject', reasons: [] }, '/reasons', 'TOO_SHORT'],
    ['no decision', {}, '/decision', 'REQUIRED'],
    ['an unknown decision', { decision: 'perhaps' }, '/decision', 'NOT_ALLOWED'],
    ['reasons for accepting', { ...accept, reasons: [] }, '/reasons', 'UNKNOWN_FIELD'],
    ['a code that is none', reject('name mismatch', '不一致'), '/reasons/0/code', 'FORMAT'],
    ['an empty reason', reject('DOUBT', '　'), '/reasons/0/detail', 'TOO_SHORT'],
    ['a zero-width space', reject('DOUBT', '存\u200b疑'), '/reasons/0/detail', 'CONTROL_CHARACTER'],
    ['a bell', reject('DOUBT', '存\u0007疑'), '/reasons/0/detail', 'CONTROL_CHARACTER'],
    ['text written backwards', reject('DOUBT', '\u202e存疑'), '/reasons/0/detail', 'CONTROL_CHARACTER'],
  ])('refuses %s and names the place', async (_what, body, pointer, code) => {
    const draft = await enterprises.draft();
    const before = await enterprises.footprint(draft);
    const reply = await verify(draft, body);
    expect([reply.status, reply.body.code]).toEqual([400, 'request/invalid']);
    expect(reply.body.errors).toEqual([expect.objectContaining({ pointer, code })]);
    expect(await enterprises.footprint(draft)).toEqual(before);
  });

  it('is not for the officers of another district, who do not even learn that the draft exists', async () => {
    const code = await enterprises.draft();
    const reply = await verify(code, accept, kunshanClerk);
    const nothing = await verify(syntheticCode(900_000), accept, kunshanClerk);
    expect([reply.status, reply.body.code]).toEqual([404, 'enterprise/not-found']);
    expect(nothing.body.title).toBe(reply.body.title);
    const mine = await verify(await enterprises.active(), accept, kunshanClerk);
    expect([mine.status, mine.body.code]).toEqual([403, 'enterprise/not-your-district']);
  });

  it('follows the draft into the district that it is handed in to again', async () => {
    const code = await enterprises.draft();
    await verify(code, REJECTION);
    await submit(code, factsOf(code, { districtCode: KUNSHAN, address: '昆山市前进东路1号' }));
    for (const path of ['', '?asOf=2999-01-01', '/versions']) {
      const reply = await registry.get(`/v1/enterprises/${code}${path}`, sipClerk);
      expect([path, reply.status, reply.body.code]).toEqual([path, 404, 'enterprise/not-found']);
    }
    expect((await verify(code, accept)).status).toBe(404);
    expect((await verify(code, accept, kunshanClerk)).body).toMatchObject({ districtCode: KUNSHAN });
  });

  it('is never for the person who registered', async () => {
    const code = enterprises.newCode();
    const both = { ...adminOf(code), roles: ['enterprise-admin', 'district-clerk'] as const, district: SIP };
    await registry.post('/v1/enterprises', both, applicationOf(code));
    const reply = await verify(code, accept, both);
    expect([reply.status, reply.body.code]).toEqual([403, 'enterprise/self-verification']);
  });

  it('is not for an auditor or the enterprise', async () => {
    const code = await enterprises.draft();
    for (const caller of [auditor, adminOf(code)])
      expect((await verify(code, accept, caller)).body.code).toBe('permission/denied');
  });

  it('happens once, also when two officers decide at the same time', async () => {
    const code = await enterprises.draft();
    const replies = await Promise.all([
      verify(code, accept),
      verify(code, REJECTION, cityOfficer),
      verify(code, accept, sipLead),
    ]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = replies.filter(({ status }) => status !== 200);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      [409, 'enterprise/move-not-legal'],
      [409, 'enterprise/move-not-legal'],
    ]);
    const won = replies.find(({ status }) => status === 200)?.body;
    expect(await enterprises.get(code)).toMatchObject({ status: won.status, version: 2 });
    expect(await auditOf(code)).toHaveLength(2);
  });

  it('answers the same bytes to the same Idempotency-Key, and refuses the key for another decision', async () => {
    const code = await enterprises.draft();
    const headers = { 'idempotency-key': `verify-${code}` };
    const address = `/v1/enterprises/${code}/verification`;
    const first = await registry.send('post', address, sipClerk, { body: accept, headers });
    const again = await registry.send('post', address, sipClerk, { body: accept, headers });
    expect([again.status, again.text, again.headers['idempotent-replayed']]).toEqual([
      200,
      first.text,
      'true',
    ]);
    const other = await registry.send('post', address, sipClerk, { body: REJECTION, headers });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency/key-reused']);
    expect(await auditOf(code)).toHaveLength(2);
  });

  it('leaves nothing behind when its event cannot be written, and succeeds under the same key afterwards', async () => {
    const code = await enterprises.draft();
    const before = await enterprises.footprint(code);
    await registry.asSuperuser(`
      create function refuse_event() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$;
      create trigger refuse_event before insert on outbox for each row when (new.key = '${code}')
        execute function refuse_event()`);
    const headers = { 'idempotency-key': `verify-${code}` };
    const send = () =>
      registry.send('post', `/v1/enterprises/${code}/verification`, sipClerk, { body: accept, headers });
    const failed = await send();
    expect([failed.status, failed.body.code]).toEqual([500, 'service/fault']);
    expect(failed.text).not.toContain('full');
    expect(await enterprises.footprint(code)).toEqual(before);
    await registry.asSuperuser('drop trigger refuse_event on outbox');
    expect((await send()).body).toMatchObject({ status: 'active', version: 2 });
  });
});

function reject(code: string, detail: string) {
  return { decision: 'reject', reasons: [{ code, detail }] };
}
