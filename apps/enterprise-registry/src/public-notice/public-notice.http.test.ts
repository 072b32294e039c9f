import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActiveEnterprise } from '../fixture/active-enterprise.js';
import { createHash } from 'node:crypto';
import { CaseDesk } from '../fixture/case-desk.js';
import { MovingClock } from '../fixture/moving-clock.js';
import { adminOf, auditor, cityOfficer, sipClerk, syntheticCode } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import { PublicNoticeClockService } from './public-notice-clock.service.js';

const clock = new MovingClock('2026-07-01');
let registry: TestRegistry;
let desk: CaseDesk;
let ours: ActiveEnterprise[];
let ids: string[];
let noticeId: string;
const OBJECTOR = { kind: 'individual', name: '张某某', address: '苏州市姑苏区某路1号', phone: '13812345678' };
const objection = (position: number) => ({
  position,
  objector: OBJECTOR,
  reason: '主要产品所用专利已失效',
  evidence: ['国家知识产权局专利登记簿副本'],
});
const PERSONAL = /张某某|13812345678|某路1号|objector|(?<!\w)[1-9]\d{5}(?:19|20)\d{9}[\dX](?!\w)/;

beforeAll(async () => {
  registry = await TestRegistry.start(clock);
  desk = new CaseDesk(registry);
  await desk.experts();
  ours = [];
  ids = [];
  for (let n = 1; n <= 4; n += 1) {
    const of = await desk.enterprise(3_000 + n);
    ours.push(of);
    ids.push(await desk.approved(of));
  }
}, 120_000);
afterAll(() => registry.stop());

const notice = (path = '') => `/v1/public-notices/${noticeId}${path}`;
const statuses = () => Promise.all(ids.map((id) => desk.status(id)));

describe('a public notice', () => {
  it('opens with the lines that everybody may read, the hash of the list, and the days of its policy', async () => {
    clock.set('2026-07-06');
    const planted = await registry.post('/v1/public-notices', cityOfficer, {
      heading: '公示，联系人电话13812345678',
      assessmentIds: ids,
    });
    expect([planted.status, planted.body.code]).toEqual([422, 'public-notice/personal-text']);
    noticeId = await desk.published(...ids);
    const seen = await registry.stranger('get', notice());
    expect(seen.body).toMatchObject({
      openedOn: '2026-07-06',
      closesOn: '2026-07-17',
      days: 10,
      unit: 'working',
    });
    expect(seen.body.listHash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(Object.keys(seen.body.items[0]).sort()).toEqual(['district', 'name', 'position', 'title', 'unit']);
    expect(seen.text).not.toContain(ours[0]!.creditCode);
    expect(await statuses()).toEqual(ids.map(() => 'publicNotice'));
    expect((await registry.get(`/v1/assessments/${ids[0]}`, ours[0]!.admin)).body.publicStatus.name).toBe(
      '特别程序·公示',
    );
    const twice = await registry.post('/v1/public-notices', cityOfficer, {
      heading: '再次',
      assessmentIds: ids,
    });
    expect(twice.body.code).toBe('assessment/move-not-legal');
    const withdrawn = await registry.post(`/v1/assessments/${ids[0]}/withdrawal`, ours[0]!.admin, {});
    expect(withdrawn.body.code).toBe('assessment/move-not-legal');
  });

  it('is read by anybody without a token, in the list too, and hashes to what it says', async () => {
    const { body, text } = await registry.stranger('get', notice());
    const lines = (body.items as Record<string, string>[]).map((line) =>
      [line.position, line.name, line.unit, line.title, line.district].join('\t'),
    );
    const published = [body.heading, ...lines].join('\n');
    expect(`sha256:${createHash('sha256').update(published).digest('hex')}`).toBe(body.listHash);
    expect(text).not.toMatch(PERSONAL);
    const list = await registry.stranger('get', '/v1/public-notices');
    expect(list.body.items).toMatchObject([{ noticeId, listHash: body.listHash }]);
    const unknown = await registry.stranger('get', `/v1/public-notices/${ids[0]}`);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'public-notice/not-found']);
    expect((await registry.stranger('get', notice('/objections'))).status).toBe(401);
  });

  it('holds only the item that an accepted objection is about, and tells nobody who objects', async () => {
    const anonymous = await registry.post(notice('/objections'), adminOf(syntheticCode(9_001)), {
      ...objection(2),
      objector: { ...OBJECTOR, name: ' ' },
      evidence: [],
    });
    expect(anonymous.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/objector/name',
      '/evidence',
    ]);
    const filed = await registry.post(notice('/objections'), adminOf(syntheticCode(9_001)), objection(2));
    expect([filed.status, filed.body.status]).toEqual([201, 'filed']);
    expect(await statuses()).toEqual(ids.map(() => 'publicNotice'));
    const path = `/v1/objections/${filed.body.objectionId}`;
    expect((await registry.get(path, sipClerk)).status).toBe(403);
    expect((await registry.get(path, auditor)).body).toMatchObject({
      objector: OBJECTOR,
      moves: ['accept', 'reject'],
    });
    const accepted = await registry.post(`${path}/acceptance`, cityOfficer, {});
    expect(accepted.body).toMatchObject({ status: 'accepted', dueOn: '2026-07-27' });
    expect(await statuses()).toEqual(['publicNotice', 'objectionHold', 'publicNotice', 'publicNotice']);
    const extended = await registry.post(`${path}/extension`, cityOfficer, { reason: '须函询发证机关' });
    expect(extended.body).toMatchObject({ status: 'accepted', dueOn: '2026-08-17' });
    const again = await registry.post(`${path}/extension`, cityOfficer, { reason: '再延长' });
    expect([again.status, again.body.code]).toEqual([409, 'objection/extended-already']);
    expect(await registry.audited(filed.body.objectionId)).toEqual([
      'objection.file',
      'objection.accept',
      'objection.extend',
    ]);
    const told = await registry.query<{ data: string }>('select data from outbox', []);
    const audited = await registry.query<{ entry: string }>('select entry from audit_entry', []);
    for (const text of [...told.map(({ data }) => data), ...audited.map(({ entry }) => entry)])
      expect(text).not.toMatch(PERSONAL);
    expect((await registry.stranger('get', notice())).text).not.toMatch(PERSONAL);
  });

  it('is closed by the clock once, whatever many instances look, and not confirmed before', async () => {
    clock.set('2026-07-17T23:59:59+08:00');
    const early = await registry.post(notice('/confirmation'), cityOfficer, {});
    expect([early.status, early.body.code]).toEqual([409, 'public-notice/still-open']);
    const late = await registry.post(notice('/objections'), adminOf(syntheticCode(9_001)), objection(3));
    expect(late.status).toBe(201);
    await registry.post(`/v1/objections/${late.body.objectionId}/rejection`, cityOfficer, {
      reason: '无证据',
    });
    clock.set('2026-07-18T00:00:00+08:00');
    const second = await registry.another();
    const services = [registry.app, second].map((app) =>
      app.get(PublicNoticeClockService, { strict: false }),
    );
    // A look that the second instance begins with may hold the lock: then the next look does the work.
    for (let looks = 0; looks < 10; looks += 1)
      await Promise.all(services.map((service) => service.tick(clock.now())));
    expect(await registry.announced(noticeId)).toEqual(['public-notice.opened', 'public-notice.closed']);
    const tooLate = await registry.post(notice('/objections'), adminOf(syntheticCode(9_001)), objection(3));
    expect(tooLate.body.code).toBe('objection/late');
    await second.close();
  });

  it('is confirmed item by item: what is held or met by a credit event stays, all others become titles', async () => {
    clock.set('2026-07-20');
    const listed = await registry.post(ours[2]!.at('/credit-events'), cityOfficer, {
      type: 'ABNORMAL_LIST',
      occurredOn: '2026-07-19',
      source: 'PUBLIC',
      documentNo: '苏市监异〔2026〕1号',
    });
    expect([listed.status, listed.status < 300 ? '' : listed.text]).toEqual([201, '']);
    const confirmed = await registry.post(notice('/confirmation'), cityOfficer, {});
    expect(confirmed.body.items).toEqual([
      { position: 1, isGranted: true },
      { position: 2, isGranted: false, code: 'assessment/move-not-legal' },
      { position: 3, isGranted: false, code: 'assessment/credit-event' },
      { position: 4, isGranted: true },
    ]);
    expect(await statuses()).toEqual(['granted', 'objectionHold', 'publicNotice', 'granted']);
    const titles = await registry.get(ours[0]!.at('/qualifications'), ours[0]!.admin);
    expect(titles.body.items).toMatchObject([
      { status: 'valid', validFrom: '2026-07-20', validTo: '2029-07-19', grantedByAssessmentId: ids[0] },
    ]);
    expect((await registry.announced(ours[0]!.creditCode)).slice(-3).sort()).toEqual([
      'assessment.decided',
      'pool.entered',
      'qualification.granted',
    ]);
    expect((await registry.audited(ids[0]!)).filter((action) => action === 'assessment.grant')).toHaveLength(
      1,
    );
  });

  it('has used up the rights of class II of what it granted, and of nothing else', async () => {
    const usedBy = async (of: ActiveEnterprise) => {
      const { body } = await registry.get(of.at('/intellectual-property'), of.admin);
      const rights = body.items as { class: string; usedInApplications: object[] }[];
      return Object.fromEntries(rights.map((right) => [right.class, right.usedInApplications]));
    };
    const year = { programme: 'highTechEnterprise', year: 2026 };
    expect(await usedBy(ours[0]!)).toEqual({ I_INVENTION: [], II_SOFTWARE: [year] });
    expect(await usedBy(ours[2]!)).toEqual({ I_INVENTION: [], II_SOFTWARE: [] });
  });

  it('loses the item of an upheld objection, and nothing else', async () => {
    const { body } = await registry.get(notice('/objections'), cityOfficer);
    const [held] = body.items as { objectionId: string }[];
    const upheld = await registry.post(`/v1/objections/${held!.objectionId}/upholding`, cityOfficer, {
      reason: '专利已于申报前失效',
    });
    expect(upheld.body).toMatchObject({ status: 'upheld', moves: [] });
    expect(await statuses()).toEqual(['granted', 'revokedAtNotice', 'publicNotice', 'granted']);
    const again = await registry.post(notice('/confirmation'), cityOfficer, {});
    expect(again.body.items).toEqual([{ position: 3, isGranted: false, code: 'assessment/credit-event' }]);
  });

  it('is listed with the newest first', async () => {
    const page = await registry.get('/v1/public-notices?limit=1', auditor);
    expect(page.body.items).toMatchObject([{ noticeId, status: 'closed' }]);
  });
});
