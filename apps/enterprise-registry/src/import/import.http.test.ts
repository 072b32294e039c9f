import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyAuditChain } from '@gusu/database';
import { readFile } from 'node:fs/promises';
import { adminOf, applicationOf, cityOfficer, sipClerk, syntheticCode } from '../fixture/people.js';
import { encodeGb } from '../fixture/gb18030.js';
import { generateRegister, HEADER, REAL_REGISTER } from '../fixture/register-file.js';
import { Imports, registerRow as row } from '../fixture/imports.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

let registry: TestRegistry;

beforeAll(async () => {
  registry = await TestRegistry.start();
}, 60_000);
afterAll(() => registry.stop());

const { upload, finished, importFile, verdictsOf } = new Imports(() => registry);

async function footprint() {
  const [counts] = await registry.query<Record<'enterprises' | 'events' | 'audited', bigint>>(
    `select (select count(*) from enterprise) as enterprises, (select count(*) from outbox) as events,
       (select count(*) from audit_entry where entry like '%enterprise.import%') as audited`,
  );
  return counts;
}

describe('importing a file of the register', () => {
  it('gives every row its verdict, and every accepted enterprise its event and its audit entry', async () => {
    const file = generateRegister(1_234);
    const before = await footprint();
    const done = await importFile(file.text);
    expect(done).toMatchObject({
      status: 'finished',
      total: 1_234,
      processed: 1_234,
      accepted: file.accepted,
      duplicate: file.duplicate,
      refused: file.refused,
      known: 0,
    });
    const after = await footprint();
    for (const what of ['enterprises', 'events', 'audited'] as const)
      expect(Number(after?.[what]) - Number(before?.[what])).toBe(file.accepted);
    const verdicts = await verdictsOf(done);
    expect(verdicts).toHaveLength(1_234);
    expect(verdicts[39]).toMatchObject({ line: '41', verdict: 'refused', codes: 'USCC_LENGTH' });
    expect(verdicts[49]).toMatchObject({ line: '51', verdict: 'duplicate', codes: 'CREDIT_CODE_REPEATED' });
    expect(await verifyAuditChain(registry.db.adminUrl)).toMatchObject({ sound: true });
  });

  it('changes nothing when the same file comes again', async () => {
    const file = generateRegister(700, 50_000);
    await importFile(file.text);
    const before = await footprint();
    const again = await importFile(file.text);
    expect(again).toMatchObject({
      accepted: 0,
      known: file.accepted,
      duplicate: file.duplicate,
      refused: file.refused,
    });
    expect(await footprint()).toEqual(before);
  });

  it('writes nothing on a dry run, and foretells what the run will say', async () => {
    await importFile(`${HEADER}\n${row(60_001)}\n`);
    const file = `${HEADER}\n${row(60_001)}\n${row(60_002)}\n${row(60_002)}\n${row(60_003, { code: 'x' })}\n`;
    const before = await footprint();
    const dry = await importFile(file, { query: '?dryRun=true' });
    expect(dry).toMatchObject({ dryRun: true, accepted: 1, known: 1, duplicate: 1, refused: 1 });
    expect(await footprint()).toEqual(before);
    const run = await importFile(file);
    expect(await verdictsOf(run)).toEqual(await verdictsOf(dry));
  });

  it('reads a byte order mark, CRLF, quotes with commas and line breaks, and full-width characters', async () => {
    const rows = [
      `"苏州""引号"",公司",${syntheticCode(61_001)},2001-01-02,N/A,"12,500(万元人民币)","软件，硬件",江苏,苏州,苏州工业园区`,
      `苏州全角公司,${[...syntheticCode(61_002)].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')},２００１－０１－０２,N/A,４０（万美元）,N/A,江苏,苏州,苏州工业园区`,
      `苏州换行公司,${syntheticCode(61_003)},2001-01-02,N/A,N/A,"软件\n硬件",江苏,苏州,苏州工业园区`,
    ];
    const done = await importFile(`\uFEFF${HEADER}\r\n${rows.join('\r\n')}\r\n`);
    expect(done).toMatchObject({ accepted: 2, refused: 1, total: 3 });
    expect((await verdictsOf(done)).map(({ line, codes }) => [line, codes])).toEqual([
      ['2', ''],
      ['3', ''],
      ['4', 'CONTROL_CHARACTER'],
    ]);
    const { body } = await registry.get(`/v1/enterprises/${syntheticCode(61_001)}`, cityOfficer);
    expect(body).toMatchObject({
      name: '苏州"引号",公司',
      registeredCapital: { amount: '125000000', currency: 'CNY' },
      source: 'import',
    });
  });

  it('reads GB18030 where that is declared', async () => {
    const file = encodeGb(`${HEADER}\n${row(62_001)}\n`);
    expect(await importFile(file, { charset: 'gb18030' })).toMatchObject({ accepted: 1 });
    const { body } = await registry.get(`/v1/enterprises/${syntheticCode(62_001)}`, cityOfficer);
    expect(body.name).toBe('苏州第62001家公司');
  });

  it('refuses bytes of another encoding, with the offset of the first wrong one, and keeps nothing', async () => {
    const file = encodeGb(`${HEADER}\n${row(62_002)}\n`);
    const reply = await upload(file);
    expect([reply.status, reply.body.code, reply.body.facts]).toEqual([
      422,
      'import/encoding',
      { byteOffset: 0 },
    ]);
    const late = Buffer.concat([Buffer.from(`${HEADER}\n${row(62_003)}\n`), Buffer.from([0xcb, 0xd5])]);
    const other = await upload(late);
    expect(other.body.facts).toEqual({ byteOffset: late.length - 2 });
    expect(await registry.query("select 1 from enterprise_import where status = 'uploading'")).toEqual([]);
    expect(await registry.query('select 1 from enterprise_import_upload')).toEqual([]);
  });

  it.each([
    ['another header', '企业名称,注册日期\n甲,2001-01-01\n', 422, 'import/header'],
    ['no content', '', 422, 'import/empty'],
  ])('refuses a file with %s', async (_, file, status, code) => {
    const reply = await upload(file);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
  });

  it('refuses a charset it does not read, and what is no CSV at all', async () => {
    const reply = await upload(HEADER, { charset: 'utf-16' });
    expect([reply.status, reply.body.code]).toEqual([415, 'request/unsupported-media-type']);
    const json = await registry.post('/v1/imports', cityOfficer, {});
    expect(json.status).toBe(415);
  });

  it('stops at a quote that is never closed, says where, and keeps the verdicts before it', async () => {
    const done = await importFile(`${HEADER}\n${row(63_001)}\n"开口,${'x'.repeat(300_000)}\n`);
    expect(done).toMatchObject({ status: 'failed', accepted: 1, failure: { code: 'CSV_BROKEN', line: 3 } });
    expect(await verdictsOf(done)).toHaveLength(1);
  });

  it('does not let a name run as a formula in the verdicts', async () => {
    const done = await importFile(`${HEADER}\n${row(64_001, { name: "=cmd|' /C calc'!A0" })}\n`);
    expect((await verdictsOf(done))[0]?.name).toBe("'=cmd|' /C calc'!A0");
  });

  it('leaves a registration that waits for its district as it is, with a warning', async () => {
    const code = syntheticCode(65_001);
    await registry.post('/v1/enterprises', adminOf(code), applicationOf(code));
    const done = await importFile(`${HEADER}\n${row(65_001)}\n`);
    expect(done).toMatchObject({ accepted: 0, known: 1 });
    expect((await verdictsOf(done))[0]?.warnings).toMatch(/WARN_FACTS_DIFFER.*WARN_PENDING_VERIFICATION/);
    expect((await registry.get(`/v1/enterprises/${code}`, cityOfficer)).body.status).toBe(
      'pendingVerification',
    );
  });

  it('accepts each enterprise once when two files with the same rows are imported at once', async () => {
    const file = generateRegister(900, 70_000);
    const another = await registry.another();
    const [one, two] = await Promise.all([importFile(file.text), importFile(file.text)]);
    await another.close();
    expect(Number(one?.accepted) + Number(two?.accepted)).toBe(file.accepted);
    expect(Number(one?.known) + Number(two?.known)).toBe(file.accepted);
  });

  it('is taken once under one Idempotency-Key, and the key is refused for another file', async () => {
    const headers = { 'idempotency-key': 'import-1' };
    const file = `${HEADER}\n${row(66_001)}\n`;
    const first = await upload(file, { headers });
    const again = await upload(file, { headers });
    expect([again.status, again.text]).toEqual([202, first.text]);
    const other = await upload(file.replace('66001', '66009'), { headers });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency/key-reused']);
    await finished(first.body.importId);
    expect(await registry.query("select 1 from enterprise_import where status = 'uploading'")).toEqual([]);
  });

  it('is for the city alone', async () => {
    const reply = await registry.send('post', '/v1/imports', sipClerk, {
      body: HEADER,
      headers: { 'content-type': 'text/csv' },
    });
    expect([reply.status, reply.body.code]).toEqual([403, 'permission/denied']);
  });

  it('is not found under an id that was never given', async () => {
    const reply = await registry.get('/v1/imports/6f1d5b0e-5f0c-4a57-9d0b-6a4c5d6e7f80', cityOfficer);
    expect([reply.status, reply.body.code]).toEqual([404, 'import/not-found']);
  });
});

describe('importing the public register of 1978 to 2001', () => {
  const here = REAL_REGISTER ? it : it.skip;

  here('accepts 11,997 of 12,328 rows (needs ../shared/data or GUSU_SHARED)', async () => {
    const done = await importFile(await readFile(REAL_REGISTER ?? ''));
    expect(done).toMatchObject({
      status: 'finished',
      total: 12_328,
      accepted: 11_997,
      duplicate: 22,
      refused: 309,
      known: 0,
    });
    const verdicts = await verdictsOf(done);
    const refusedFor = (code: string) => verdicts.filter(({ codes }) => codes?.split(' ')[0] === code).length;
    expect([refusedFor('USCC_LENGTH'), refusedFor('USCC_ORG_CHECK')]).toEqual([308, 1]);
    expect(verdicts.find(({ creditCode }) => creditCode?.startsWith('企外'))).toMatchObject({
      verdict: 'refused',
    });
    const again = await importFile(await readFile(REAL_REGISTER ?? ''));
    expect(again).toMatchObject({ accepted: 0, known: 11_997, duplicate: 22, refused: 309 });
  });
});
