import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Enterprises, REJECTION } from '../fixture/enterprises.js';
import { HEADER } from '../fixture/register-file.js';
import {
  adminOf,
  applicationOf,
  auditor,
  cityOfficer,
  KUNSHAN,
  kunshanClerk,
  sipClerk,
} from '../fixture/people.js';
import { MovingClock } from '../fixture/moving-clock.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

const clock = new MovingClock('2020-01-10');
let registry: TestRegistry;
const enterprises = new Enterprises(() => registry);
const asOf = async (code: string, point: string, caller = cityOfficer) =>
  registry.get(`/v1/enterprises/${code}?asOf=${encodeURIComponent(point)}`, caller);

beforeAll(async () => {
  registry = await TestRegistry.start(clock);
}, 60_000);
afterAll(() => registry.stop());

describe('the history of an enterprise', () => {
  let code: string;

  beforeAll(async () => {
    clock.set('2020-01-10');
    code = await enterprises.draft();
    clock.set('2020-01-20');
    await enterprises.move(code, 'verification', { decision: 'accept' });
    clock.set('2020-03-05');
    await enterprises.move(code, 'change', { name: '苏州二名科技有限公司', effectiveOn: '2020-03-01' });
    clock.set('2020-03-06');
    await enterprises.move(code, 'change', { name: '苏州三名科技有限公司', effectiveOn: '2020-03-01' });
    clock.set('2020-06-01');
    await enterprises.move(code, 'relocation', { toDistrictCode: KUNSHAN, address: '昆山市前进东路1号' });
    clock.set('2020-12-31');
    await enterprises.move(code, 'cancellation', { reason: '股东会决议解散', effectiveOn: '2020-12-30' });
  });

  it.each([
    ['2020-01-10', 1, 'pendingVerification', '苏州示例智能科技有限公司', '320571'],
    ['2020-01-19', 1, 'pendingVerification', '苏州示例智能科技有限公司', '320571'],
    ['2020-01-20', 2, 'active', '苏州示例智能科技有限公司', '320571'],
    ['2020-02-29', 2, 'active', '苏州示例智能科技有限公司', '320571'],
    ['2020-03-01', 4, 'active', '苏州三名科技有限公司', '320571'],
    ['2020-05-31', 4, 'active', '苏州三名科技有限公司', '320571'],
    ['2020-06-01', 5, 'active', '苏州三名科技有限公司', KUNSHAN],
    ['2020-12-29', 5, 'active', '苏州三名科技有限公司', KUNSHAN],
    ['2020-12-30', 6, 'cancelled', '苏州三名科技有限公司', KUNSHAN],
    ['2999-12-31', 6, 'cancelled', '苏州三名科技有限公司', KUNSHAN],
  ])('says what held on %s', async (day, version, status, name, districtCode) => {
    const reply = await asOf(code, day);
    expect([reply.status, reply.body]).toEqual([
      200,
      expect.objectContaining({ version, status, name, districtCode }),
    ]);
  });

  it.each([
    ['2020-01-10T04:00:00Z', 1],
    ['2020-01-20T03:59:59.999Z', 1],
    ['2020-01-20T12:00:00+08:00', 2],
    ['2020-03-05T00:00:00+08:00', 2],
    ['2020-03-05T12:00:00+08:00', 3],
    ['2020-12-31T12:00:00.001+08:00', 6],
  ])('says what was known at %s', async (instant, version) => {
    expect((await asOf(code, instant)).body.version).toBe(version);
  });

  it.each(['2020-01-09', '1900-01-01', '2020-01-10T03:59:59Z', '0001-01-01T00:00:00Z'])(
    'knows nothing of %s, before the first version',
    async (point) => {
      const reply = await asOf(code, point);
      expect([reply.status, reply.body.code]).toEqual([404, 'enterprise/not-found']);
    },
  );

  it.each([
    '2020-02-30',
    '2020-1-1',
    '20200101',
    'yesterday',
    '2020-01-01T00:00:00',
    '２０２０-０１-０１',
    '',
  ])('refuses %j as a point in the past', async (point) => {
    const reply = await asOf(code, point);
    expect([reply.status, reply.body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/query/asOf', code: 'DATE_FORMAT' })],
    ]);
  });

  it('keeps every version without a gap, newest first, and offers moves for the present alone', async () => {
    const { body } = await registry.get(`/v1/enterprises/${code}/versions`, auditor);
    expect(body.items.map(({ version }: { version: number }) => version)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(body.items[0].formerNames).toEqual([
      { name: '苏州示例智能科技有限公司', until: '2020-03-01' },
      { name: '苏州二名科技有限公司', until: '2020-03-01' },
    ]);
    expect(body.items.every((item: object) => !('moves' in item))).toBe(true);
    expect((await asOf(code, '2020-01-10')).body).not.toHaveProperty('moves');
    expect((await enterprises.get(code)).moves).toEqual([]);
  });

  it('hides the time as a draft from other districts, and shows what was registered', async () => {
    expect((await asOf(code, '2020-01-15', kunshanClerk)).body.code).toBe('enterprise/not-found');
    expect((await asOf(code, '2020-01-25', kunshanClerk)).body).toMatchObject({ version: 2 });
    const { body } = await registry.get(`/v1/enterprises/${code}/versions`, kunshanClerk);
    expect(body.items.map(({ version }: { version: number }) => version)).toEqual([6, 5, 4, 3, 2]);
  });

  it('begins, for an imported enterprise, on the day of its import', async () => {
    clock.set('2021-02-03');
    const imported = enterprises.newCode();
    const reply = await registry.send('post', '/v1/imports', cityOfficer, {
      body: Buffer.from(
        `${HEADER}\n苏州老厂,${imported},1979-10-30,N/A,N/A,纺织,江苏,苏州,苏州工业园区星湖街1号\n`,
      ),
      headers: { 'content-type': 'text/csv' },
    });
    for (let status = 'running'; status === 'running';)
      ({ status } = (await registry.get(`/v1/imports/${reply.body.importId}`, cityOfficer)).body);
    expect((await asOf(imported, '2021-02-02')).status).toBe(404);
    expect((await asOf(imported, '2021-02-03')).body).toMatchObject({
      version: 1,
      establishedOn: '1979-10-30',
    });
  });
});

describe('reading an enterprise', () => {
  it('shows a draft to itself and its officers, and to nobody else', async () => {
    const code = await enterprises.draft();
    const { status } = await registry.get(`/v1/enterprises/${code}`, kunshanClerk);
    expect(status).toBe(404);
    for (const caller of [
      adminOf(code),
      { ...adminOf(code), roles: ['enterprise-staff'] as const },
      sipClerk,
      auditor,
    ])
      expect(await enterprises.get(code, caller)).toMatchObject({
        status: 'pendingVerification',
        submittedBy: `admin-${code}`,
      });
    await enterprises.move(code, 'verification', REJECTION);
    expect((await registry.get(`/v1/enterprises/${code}/versions`, kunshanClerk)).status).toBe(404);
  });

  it('shows an enterprise itself alone', async () => {
    const [mine, theirs] = [await enterprises.active(), await enterprises.active()];
    for (const path of ['', '/versions', '?asOf=2999-01-01']) {
      expect((await registry.get(`/v1/enterprises/${mine}${path}`, adminOf(mine))).status).toBe(200);
      const reply = await registry.get(`/v1/enterprises/${theirs}${path}`, adminOf(mine));
      expect([reply.status, reply.body.code]).toEqual([404, 'enterprise/not-found']);
    }
  });

  it('keeps warnings, reasons and names of accounts from officers of other districts', async () => {
    const code = await enterprises.active();
    const outside = await enterprises.get(code, kunshanClerk);
    expect(outside.status).toBe('active');
    for (const part of ['moves', 'warnings', 'rejectionReasons', 'source', 'submittedBy', 'verifiedBy'])
      expect(outside).not.toHaveProperty(part);
  });

  it.each([
    ['in small letters', (code: string) => code.toLowerCase()],
    ['in full width', (code: string) => code.replaceAll('9', '９').replaceAll('T', 'Ｔ')],
    ['with spaces around it', (code: string) => ` ${code}\u3000`],
  ])('takes the code %s', async (_how, written) => {
    const code = await enterprises.active();
    const reply = await registry.get(`/v1/enterprises/${encodeURIComponent(written(code))}`, cityOfficer);
    expect([reply.status, reply.body.creditCode]).toEqual([200, code]);
  });

  it.each([
    ['%00', 400, 'request/invalid'],
    ['91320594TE5T00016Q%E2%80%8B', 400, 'request/invalid'],
    ['9'.repeat(65), 400, 'request/invalid'],
    ["'%20or%201=1--", 404, 'enterprise/not-found'],
    ['91320594TE5T00016A', 404, 'enterprise/not-found'],
    ['%E5%B7%9E', 404, 'enterprise/not-found'],
  ])('answers %s with %s', async (code, status, refusal) => {
    for (const path of ['', '/versions']) {
      const reply = await registry.get(`/v1/enterprises/${code}${path}`, cityOfficer);
      expect([path, reply.status, reply.body.code]).toEqual([path, status, refusal]);
    }
  });

  it('shows the present state while a change is not committed yet, and never half of one', async () => {
    const code = await enterprises.active();
    const changes = Array.from({ length: 12 }, (_, n) =>
      registry.post(`/v1/enterprises/${code}/change`, cityOfficer, {
        name: `苏州第${n}名公司`,
        businessScope: `第${n}名`,
      }),
    );
    const reads = await Promise.all(Array.from({ length: 12 }, () => enterprises.get(code)));
    await Promise.all(changes);
    for (const { name, businessScope } of reads)
      if (name !== applicationOf('').name) expect(name).toBe(`苏州${businessScope}公司`);
  });
});
