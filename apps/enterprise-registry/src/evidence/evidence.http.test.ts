import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { type ActiveEnterprise, activeEnterprise } from '../fixture/active-enterprise.js';
import { ENCRYPTED_PDF, PDF, PNG } from '../fixture/evidence-files.js';
import { auditor, bank, cityOfficer, kunshanClerk, type Person, sipClerk } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import { EvidenceService } from './evidence.service.js';

let now = new Date('2026-04-01T02:00:00Z');
let registry: TestRegistry;
let ours: ActiveEnterprise;
let theirs: ActiveEnterprise;

beforeAll(async () => {
  registry = await TestRegistry.start({ now: () => now });
  ours = await activeEnterprise(registry, 101);
  theirs = await activeEnterprise(registry, 102);
}, 60_000);
afterAll(() => registry.stop());

interface Upload {
  bytes?: Buffer;
  type?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
}
function upload(
  person: Person,
  { bytes = PDF, type = 'application/pdf', query = {}, headers = {} }: Upload = {},
) {
  const asked = {
    kind: 'AUDIT_REPORT',
    confidentiality: 'COMMERCIAL',
    fileName: '2025年度审计报告.pdf',
    ...query,
  };
  const path = `${ours.at('/evidence')}?${new URLSearchParams(asked)}`;
  return registry.send('post', path, person, { body: bytes, headers: { 'content-type': type, ...headers } });
}
const audited = (evidenceId: string) =>
  registry.query<{ entry: string }>(
    `select entry from audit_entry where entry::jsonb ->> 'objectId' = $1 order by seq`,
    [evidenceId],
  );

describe('uploading evidence', () => {
  it('stores the file with its hash and its own type, and gives the same bytes back', async () => {
    const bytes = Buffer.concat([PDF, Buffer.alloc(700_000, '姑苏')]);
    const created = await upload(ours.staff, { bytes });
    expect([created.status, created.body]).toEqual([
      201,
      {
        evidenceId: expect.any(String),
        creditCode: ours.creditCode,
        kind: 'AUDIT_REPORT',
        confidentiality: 'COMMERCIAL',
        fileName: '2025年度审计报告.pdf',
        sha256: createHash('sha256').update(bytes).digest('hex'),
        mime: 'application/pdf',
        byteLength: bytes.length,
        status: 'stored',
        uploadedBy: ours.staff.sub,
        uploadedAt: '2026-04-01T02:00:00.000Z',
      },
    ]);
    const content = await registry.get(`${created.headers.location}/content`, sipClerk);
    expect(content.status).toBe(200);
    expect(content.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''2025%E5%B9%B4/);
    expect(Buffer.compare(content.body, bytes)).toBe(0);
  });

  it.each([
    ['empty', { bytes: Buffer.alloc(0) }, 422, 'evidence/empty'],
    ['another type than declared', { bytes: PNG }, 422, 'evidence/type-mismatch'],
    ['an encrypted PDF', { bytes: ENCRYPTED_PDF }, 422, 'evidence/encrypted'],
    ['a program', { bytes: Buffer.from('4d5a9000', 'hex') }, 422, 'evidence/type-not-allowed'],
    [
      'over 50 MB',
      { bytes: Buffer.concat([PDF, Buffer.alloc(50 * 1024 * 1024)]) },
      413,
      'evidence/too-large',
    ],
    ['a type nobody reads', { type: 'application/x-rar' }, 415, 'request/unsupported-media-type'],
  ] as const)('refuses a file that is %s and leaves nothing behind', async (_, sent, status, code) => {
    const reply = await upload(ours.admin, sent);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    expect(reply.body.title).toMatch(/\p{Script=Han}/u);
    expect(await registry.query("select 1 from evidence where status = 'uploading'")).toEqual([]);
  });

  it('takes a file of exactly 50 MB', async () => {
    const bytes = Buffer.concat([PDF, Buffer.alloc(50 * 1024 * 1024 - PDF.length)]);
    expect((await upload(ours.admin, { bytes })).body.byteLength).toBe(52_428_800);
  });

  it('names every defect of its description at once', async () => {
    const query = {
      kind: 'SELFIE',
      confidentiality: 'SECRET',
      fileName: 'a\u200b.pdf',
      deleteAfter: '2026-02-30',
    };
    const reply = await upload(ours.admin, { query });
    expect(reply.body.errors).toEqual([
      expect.objectContaining({ pointer: '/query/kind', code: 'NOT_ALLOWED' }),
      expect.objectContaining({ pointer: '/query/confidentiality', code: 'NOT_ALLOWED' }),
      expect.objectContaining({ pointer: '/query/fileName', code: 'CONTROL_CHARACTER' }),
      expect.objectContaining({ pointer: '/query/deleteAfter', code: 'DATE_FORMAT' }),
    ]);
    const past = await upload(ours.admin, { query: { deleteAfter: '2026-03-31' } });
    expect(past.body.errors).toEqual([
      expect.objectContaining({ pointer: '/query/deleteAfter', code: 'DATE_IN_PAST' }),
    ]);
  });

  it('masks a number of a person in the name of the file', async () => {
    const fileName = '张某320505199003071037-13812345678.pdf';
    const created = await upload(ours.admin, { query: { fileName } });
    expect(created.body.fileName).toBe('张某320505********1037-138****5678.pdf');
  });

  it('stores a file that is sent twice under one key once', async () => {
    const headers = { 'idempotency-key': 'evidence-once' };
    const [first, second] = [await upload(ours.admin, { headers }), await upload(ours.admin, { headers })];
    expect([first.status, second.text]).toEqual([201, first.text]);
    const other = await upload(ours.admin, { headers, bytes: Buffer.concat([PDF, Buffer.from('\n')]) });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency/key-reused']);
    const stored = await registry.query('select 1 from evidence where sha256 = $1', [first.body.sha256]);
    expect(stored.length).toBeGreaterThan(0);
    expect(await registry.query("select 1 from evidence where status = 'uploading'")).toEqual([]);
  });

  it('is for the enterprise and the officers of its district', async () => {
    for (const [person, status] of [
      [theirs.admin, 404],
      [kunshanClerk, 404],
      [auditor, 403],
      [bank, 403],
      [sipClerk, 201],
      [cityOfficer, 201],
    ] as const)
      expect([person.sub, (await upload(person)).status]).toEqual([person.sub, status]);
  });
});

describe('reading evidence', () => {
  const uploaded = async (confidentiality: string) =>
    (await upload(ours.admin, { query: { confidentiality } })).body.evidenceId as string;
  const read = (evidenceId: string, person: Person, reason = '') =>
    registry.get(
      ours.at(`/evidence/${evidenceId}/content${reason && `?reason=${encodeURIComponent(reason)}`}`),
      person,
    );

  it('is unknown to everybody outside', async () => {
    const evidenceId = await uploaded('PUBLIC');
    for (const outsider of [theirs.admin, kunshanClerk]) {
      expect((await read(evidenceId, outsider)).body.code).toBe('evidence/not-found');
      expect((await registry.get(ours.at(`/evidence/${evidenceId}`), outsider)).status).toBe(404);
      expect((await registry.get(ours.at('/evidence'), outsider)).body.code).toBe('enterprise/not-found');
    }
    const elsewhere = theirs.at(`/evidence/${evidenceId}`);
    expect((await registry.get(elsewhere, cityOfficer)).status).toBe(404);
  });

  it('is recorded for commercial and personal files only, with its trace', async () => {
    for (const [confidentiality, entries] of [
      ['PUBLIC', 1],
      ['INTERNAL', 1],
      ['COMMERCIAL', 2],
      ['PERSONAL', 2],
    ] as const) {
      const evidenceId = await uploaded(confidentiality);
      const reply = await read(evidenceId, sipClerk, '核对法定代表人身份');
      const trail = await audited(evidenceId);
      expect([confidentiality, reply.status, trail.length]).toEqual([confidentiality, 200, entries]);
      if (entries < 2) continue;
      expect(JSON.parse(trail.at(-1)!.entry)).toMatchObject({
        action: 'evidence.read',
        actorId: sipClerk.sub,
        reason: '核对法定代表人身份',
        traceId: reply.headers.traceparent?.split('-')[1],
      });
    }
  });

  it('needs a reason of others when the papers are personal, and the reason names nobody', async () => {
    const evidenceId = await uploaded('PERSONAL');
    for (const person of [sipClerk, cityOfficer, auditor])
      expect((await read(evidenceId, person)).body.code).toBe('evidence/reason-missing');
    expect(await audited(evidenceId)).toHaveLength(1);
    const planted = await read(evidenceId, sipClerk, '查320505199003071037');
    expect(planted.body.errors).toEqual([
      expect.objectContaining({ pointer: '/query/reason', code: 'PERSONAL_NUMBER' }),
    ]);
    expect((await read(evidenceId, ours.admin)).status).toBe(200);
  });

  it('lists page by page, each file once', async () => {
    const seen: string[] = [];
    for (let after = ''; ;) {
      const page = await registry.get(ours.at(`/evidence?limit=3${after}`), sipClerk);
      seen.push(...page.body.items.map(({ evidenceId }: { evidenceId: string }) => evidenceId));
      if (!page.body.next) break;
      after = `&after=${page.body.next}`;
    }
    const all = await registry.query("select 1 from evidence where status = 'stored'");
    expect([seen.length, new Set(seen).size]).toEqual([all.length, all.length]);
  });
});

describe('keeping evidence', () => {
  it('deletes the content when its last day is over, once, and keeps the hash', async () => {
    const { evidenceId, sha256 } = (await upload(ours.admin, { query: { deleteAfter: '2026-04-01' } })).body;
    const service = registry.app.get(EvidenceService, { strict: false });
    expect(await service.tick(new Date('2026-04-01T15:59:59Z'))).toBe(0);
    now = new Date('2026-04-01T16:00:00Z');
    const counts = await Promise.all([service.tick(now), service.tick(now)]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(1);
    const view = await registry.get(ours.at(`/evidence/${evidenceId}`), ours.admin);
    expect(view.body).toMatchObject({ status: 'deleted', sha256 });
    const content = await registry.get(ours.at(`/evidence/${evidenceId}/content`), ours.admin);
    expect([content.status, content.body.code]).toEqual([410, 'evidence/content-deleted']);
    expect(await registry.query('select 1 from evidence_part where evidence_id = $1', [evidenceId])).toEqual(
      [],
    );
    expect(await audited(evidenceId)).toHaveLength(2);
  });
});
