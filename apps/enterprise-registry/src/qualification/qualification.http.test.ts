import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MovingClock } from '../fixture/moving-clock.js';
import { adminOf, cityOfficer, sipClerk, syntheticCode } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import { QualificationClockService } from './qualification-clock.service.js';

const clock = new MovingClock('2026-11-24');
let registry: TestRegistry;
let next = 100;
const newEnterprise = () => registry.enterprise(syntheticCode((next += 1)));

beforeAll(async () => {
  registry = await TestRegistry.start(clock);
}, 60_000);
afterAll(() => registry.stop());

const LIST = '/v1/qualifications/imports';
const row = (creditCode: string, changes: Record<string, string> = {}) => ({
  creditCode,
  programme: 'highTechEnterprise',
  certNo: `GR${creditCode}`,
  validFrom: '2024-11-19',
  validTo: '2027-11-18',
  ...changes,
});
const list = (...rows: object[]) => ({ docNo: '苏高企协〔2024〕20号', rows });
const titlesOf = async (code: string) =>
  (await registry.get(`/v1/enterprises/${code}/qualifications`, adminOf(code))).body.items;

describe('a title in the hands of the city', () => {
  async function titleOf(code: string) {
    await registry.post(LIST, cityOfficer, list(row(code)));
    return `/v1/qualifications/${(await titlesOf(code))[0].qualificationId}`;
  }
  const reason = { reason: '更名未在三个月内报告' };

  it('is suspended, does not count meanwhile, and is reinstated', async () => {
    const code = await newEnterprise();
    const path = await titleOf(code);
    const suspended = await registry.post(`${path}/suspension`, cityOfficer, reason);
    expect(suspended.body).toMatchObject({
      status: 'suspended',
      isCounting: false,
      suspendedOn: '2026-11-24',
    });
    const pool = await registry.get(`/v1/enterprises/${code}/cultivation-pool`, sipClerk);
    expect(pool.body).toMatchObject({ membership: 'exited', places: [{ reason: 'suspended' }] });
    const again = await registry.post(`${path}/suspension`, cityOfficer, reason);
    expect([again.status, again.body.code]).toEqual([409, 'qualification/move-not-legal']);
    const back = await registry.post(`${path}/reinstatement`, cityOfficer, { reason: '整改完成' });
    expect(back.body).toMatchObject({ status: 'valid', isCounting: true });
    expect(await registry.audited(back.body.qualificationId)).toEqual([
      'qualification.grant',
      'qualification.suspend',
      'qualification.reinstate',
    ]);
  });

  it('is suspended once by a request that is sent again, also after it was reinstated', async () => {
    const code = await newEnterprise();
    const path = await titleOf(code);
    const sending = { body: reason, headers: { 'idempotency-key': `suspend-${code}` } };
    const first = await registry.send('post', `${path}/suspension`, cityOfficer, sending);
    await registry.post(`${path}/reinstatement`, cityOfficer, { reason: '整改完成' });
    const again = await registry.send('post', `${path}/suspension`, cityOfficer, sending);
    expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((await registry.get(path, cityOfficer)).body.status).toBe('valid');
  });

  it('is revoked with a ban of three years, during which nothing is granted', async () => {
    const code = await newEnterprise();
    const path = await titleOf(code);
    const revoked = await registry.post(`${path}/revocation`, cityOfficer, { reason: '提供虚假材料' });
    expect(revoked.body).toMatchObject({ status: 'revoked', endedOn: '2026-11-24', banUntil: '2029-11-24' });
    expect(await registry.announced(code)).toEqual([
      'enterprise.registered',
      'qualification.granted',
      'pool.entered',
      'qualification.revoked',
      'pool.left',
    ]);
    const other = row(code, {
      programme: 'techSme',
      certNo: `T${code}`,
      validFrom: '2026-11-24',
      validTo: '2026-12-31',
    });
    expect((await registry.post(LIST, cityOfficer, list(other))).body.rows[0].codes).toEqual(['BANNED']);
  });

  it('keeps the mark of a missed annual update', async () => {
    const path = await titleOf(await newEnterprise());
    const marked = await registry.post(`${path}/missed-updates`, cityOfficer, { year: 2026 });
    expect(marked.body).toMatchObject({ status: 'valid', missedUpdates: [2026] });
  });

  it('granted by an application gets its certificate number once, and no other title of the programme the same', async () => {
    const codes = [await newEnterprise(), await newEnterprise(), await newEnterprise()];
    const paths: string[] = [];
    for (const code of codes) {
      paths.push(await titleOf(code));
      // What a granted application leaves: a title without a number.
      await registry.asSuperuser(`update qualification set cert_no = null where credit_code = '${code}'`);
    }
    const [first = '', second = '', third = ''] = paths;
    const certify = (path: string, certNo: string) =>
      registry.post(`${path}/certificate`, cityOfficer, { certNo });
    expect((await registry.post(`${first}/certificate`, sipClerk, { certNo: 'X' })).body.code).toBe(
      'permission/denied',
    );
    const given = await certify(first, ' GR202632000001 ');
    expect(given.body).toMatchObject({ certNo: 'GR202632000001', status: 'valid', version: 2 });
    expect((await certify(first, 'GR202632000002')).body.code).toBe('qualification/certificate-given');
    expect((await certify(second, 'GR202632000001')).body.code).toBe('qualification/certificate-taken');
    const race = await Promise.all([second, third].map((path) => certify(path, 'GR202632000003')));
    expect(race.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await registry.audited(given.body.qualificationId)).toEqual([
      'qualification.grant',
      'qualification.certify',
    ]);
  });

  it('is nothing that another enterprise may know of', async () => {
    const path = await titleOf(await newEnterprise());
    const reply = await registry.get(path, adminOf(await newEnterprise()));
    expect([reply.status, reply.body.code]).toEqual([404, 'qualification/not-found']);
  });
});

describe('the days of a title', () => {
  it('pass by the clock alone, once, however many instances look', async () => {
    const codes = [await newEnterprise(), await newEnterprise()];
    await registry.post(
      LIST,
      cityOfficer,
      list(...codes.map((code) => row(code, { validTo: '2027-05-31' }))),
    );
    const second = await registry.another();
    const clocks = [registry.app, second].map((app) => app.get(QualificationClockService, { strict: false }));
    const tick = async (instant: string) => {
      clock.set(instant);
      // A look that the second instance begins with may hold the lock: then the next look does the work.
      for (let looks = 0; looks < 10; looks += 1)
        await Promise.all(clocks.map((one) => one.tick(clock.now())));
    };
    const statuses = async () =>
      Promise.all(codes.map(async (code) => ((await titlesOf(code))[0] as { status: string }).status));
    await tick('2026-12-01T23:59:59+08:00');
    expect(await statuses()).toEqual(['valid', 'valid']);
    await tick('2026-12-02T00:00:00+08:00');
    expect(await statuses()).toEqual(['expiring', 'expiring']);
    await tick('2027-05-31T23:59:59+08:00');
    expect(await statuses()).toEqual(['expiring', 'expiring']);
    await tick('2027-06-01T00:00:00+08:00');
    expect(await statuses()).toEqual(['lapsed', 'lapsed']);
    for (const code of codes)
      expect((await registry.announced(code)).slice(1)).toEqual([
        'qualification.granted',
        'pool.entered',
        'qualification.expiring',
        'qualification.lapsed',
        'pool.left',
      ]);
    await second.close();
    clock.set('2026-11-24');
  });
});

describe('the ladder as a list', () => {
  it('names who stands on a rung, by district, page by page', async () => {
    const kunshan = await registry.enterprise(syntheticCode((next += 1)), {
      districtCode: '320583',
      address: '昆山市前进东路1号',
    });
    await registry.post(
      LIST,
      cityOfficer,
      list(row(kunshan, { programme: 'techSme', validFrom: '2026-07-01', validTo: '2026-12-31' })),
    );
    const page = await registry.get('/v1/cultivation-pool?stage=techSme&district=320583', sipClerk);
    expect(page.body.items).toEqual([
      expect.objectContaining({ creditCode: kunshan, stage: 'techSme', enteredOn: '2026-07-01' }),
    ]);
    const own = await registry.get('/v1/cultivation-pool?stage=techSme', adminOf(await newEnterprise()));
    expect(own.body.items).toEqual([]);
  });
});
