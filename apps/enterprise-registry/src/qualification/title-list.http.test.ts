import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fixedClock } from '@gusu/values';
import { adminOf, auditor, cityOfficer, sipClerk, syntheticCode } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

let registry: TestRegistry;
let next = 1_000;
const newEnterprise = () => registry.enterprise(syntheticCode((next += 1)));

beforeAll(async () => {
  registry = await TestRegistry.start(fixedClock('2026-11-24T12:00:00+08:00'));
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

describe('importing a list of recognised enterprises', () => {
  it('grants each title under its document, puts the enterprise on the ladder, and says so once', async () => {
    const code = await newEnterprise();
    const reply = await registry.post(LIST, cityOfficer, list(row(code)));
    expect([reply.status, reply.body]).toMatchObject([200, { accepted: 1, known: 0, refused: 0 }]);
    const [title] = await titlesOf(code);
    expect(title).toMatchObject({
      status: 'valid',
      isCounting: true,
      title: '高新技术企业',
      docNo: '苏高企协〔2024〕20号',
      validTo: '2027-11-18',
      moves: ['nearExpiry', 'suspend', 'supersede', 'revoke'],
    });
    expect(await registry.announced(code)).toEqual([
      'enterprise.registered',
      'qualification.granted',
      'pool.entered',
    ]);
    expect(await registry.audited(title.qualificationId)).toEqual(['qualification.grant']);
    const pool = await registry.get(`/v1/enterprises/${code}/cultivation-pool`, sipClerk);
    expect(pool.body).toEqual({
      membership: 'inPool',
      places: [{ stage: 'highTechEnterprise', enteredOn: '2024-11-19' }],
    });
    const again = await registry.post(LIST, cityOfficer, list(row(code)));
    expect(again.body).toMatchObject({ accepted: 0, known: 1, refused: 0 });
  });

  it('judges every row by itself and names all that is wrong with it', async () => {
    const [one, two] = [await newEnterprise(), await newEnterprise()];
    const unknown = syntheticCode(99_000);
    const reply = await registry.post(
      LIST,
      cityOfficer,
      list(
        row(one),
        row(two, { certNo: `GR${one}` }),
        row(unknown),
        row('91320594TE5T00016A', { programme: '高企', certNo: ' ', validFrom: '2027-02-30' }),
        row(two, { programme: 'littleGiant' }),
        row(two, { validFrom: '2026-12-01', validTo: '2029-11-30' }),
        row(two, { validTo: '2024-11-19' }),
      ),
    );
    expect(reply.body.rows.map(({ codes }: { codes: string[] }) => codes)).toEqual([
      [],
      ['CERTIFICATE_TAKEN'],
      ['ENTERPRISE_UNKNOWN'],
      ['USCC_CHECK', 'PROGRAMME_UNKNOWN', 'REQUIRED', 'DATE_FORMAT'],
      ['PREREQUISITE_MISSING'],
      ['DATE_IN_FUTURE'],
      ['VALIDITY_REVERSED'],
    ]);
  });

  it('takes prerequisites of the same list first, whatever their place in it, and brings old titles in lapsed', async () => {
    const code = await newEnterprise();
    const reply = await registry.post(
      LIST,
      cityOfficer,
      list(
        row(code, {
          programme: 'littleGiant',
          certNo: `G${code}`,
          validFrom: '2025-07-01',
          validTo: '2028-06-30',
        }),
        row(code, {
          programme: 'specializedSme',
          certNo: `S${code}`,
          validFrom: '2024-06-30',
          validTo: '2027-06-29',
        }),
        row(code, {
          programme: 'innovativeSme',
          certNo: `I${code}`,
          validFrom: '2022-09-01',
          validTo: '2025-08-31',
        }),
      ),
    );
    expect(reply.body).toMatchObject({ accepted: 3, refused: 0 });
    const titles = await titlesOf(code);
    expect(titles.map(({ programme, status }: Record<string, string>) => [programme, status])).toEqual([
      ['littleGiant', 'valid'],
      ['specializedSme', 'valid'],
      ['innovativeSme', 'lapsed'],
    ]);
    const pool = await registry.get(`/v1/enterprises/${code}/cultivation-pool`, auditor);
    expect(pool.body.places).toEqual([{ stage: 'littleGiant', enteredOn: '2025-07-01' }]);
  });

  it('reads a CSV in GB18030 or UTF-8 and refuses another header or another encoding', async () => {
    const code = await newEnterprise();
    const path = `${LIST}?docNo=${encodeURIComponent('苏科〔2024〕1号')}`;
    const send = (body: string | Buffer, type = 'text/csv') =>
      registry.send('post', path, cityOfficer, { body, headers: { 'content-type': type } });
    const header = 'creditCode,programme,certNo,validFrom,validTo\r\n';
    const taken = await send(`\uFEFF${header}${code},techSme,T${code},2026-07-01,2026-12-31\r\n`);
    expect(taken.body).toMatchObject({ accepted: 1 });
    expect((await send('a,b\r\n1,2\r\n')).body.code).toBe('import/header');
    expect((await send(Buffer.from([0xff, 0xff]))).body.code).toBe('import/encoding');
    expect((await send('')).body.code).toBe('import/empty');
    const many = await registry.send('post', LIST, cityOfficer, {
      body: `${header}x\r\n`,
      headers: { 'content-type': 'text/csv' },
    });
    expect(many.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/docNo']);
  });

  it('is refused to everybody but the city', async () => {
    const reply = await registry.post(LIST, sipClerk, list(row(syntheticCode(1))));
    expect([reply.status, reply.body.code]).toEqual([403, 'permission/denied']);
  });

  it('never gives one enterprise two titles of a programme at once, also when two lists arrive together', async () => {
    const code = await newEnterprise();
    const replies = await Promise.all(
      ['A', 'B', 'C'].map((mark) =>
        registry.post(LIST, cityOfficer, list(row(code, { certNo: `${mark}${code}` }))),
      ),
    );
    const verdicts = replies.map(({ body }) => body.rows[0].verdict).sort();
    expect(verdicts).toEqual(['accepted', 'refused', 'refused']);
    expect((await titlesOf(code)).length).toBe(1);
  });
});
