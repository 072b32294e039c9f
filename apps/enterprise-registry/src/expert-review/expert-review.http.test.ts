import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseDesk, MARKS } from '../fixture/case-desk.js';
import { auditor, cityOfficer, type Person, sipClerk } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import { drawRank } from './draw-order.js';

const now = new Date('2026-07-01T04:00:00Z');
let registry: TestRegistry;
let desk: CaseDesk;
let next = 4_000;

beforeAll(async () => {
  registry = await TestRegistry.start({ now: () => now });
  desk = new CaseDesk(registry);
}, 60_000);
afterAll(() => registry.stop());

const panelOf = async (id: string) =>
  (await registry.get(`/v1/assessments/${id}/expert-panel`, cityOfficer)).body as {
    seed: string;
    isOpen: boolean;
    reviews: { expertId: string; status: string; marks?: object }[];
  };
const mark = (id: string, expert: Person, marks: object = MARKS) =>
  registry.post(`/v1/expert-reviews/${id}/marks`, expert, { marks });

describe('the review by experts', () => {
  it('needs enough of them, and changes nothing when there are too few', async () => {
    const id = await desk.recommended(await desk.enterprise((next += 1)));
    await desk.step(id, 'city-review', cityOfficer);
    const refused = await registry.post(`/v1/assessments/${id}/expert-panel`, cityOfficer, {});
    expect([refused.status, refused.body.code]).toEqual([422, 'expert/too-few']);
    expect(await desk.status(id)).toBe('cityReview');
    await desk.experts(7);
  });

  it('draws five by a seed that anybody can draw with again', async () => {
    const { id, drawn } = await desk.reviewed(await desk.enterprise((next += 1)));
    const { seed } = await panelOf(id);
    const rank = drawRank(seed);
    const all = Array.from({ length: 7 }, (_, at) => `expert-${at + 1}`).sort((a, b) =>
      rank(a) < rank(b) ? -1 : 1,
    );
    const finance = all.find((expertId) => ['expert-3', 'expert-6'].includes(expertId))!;
    const expected = [finance, ...all.filter((expertId) => expertId !== finance).slice(0, 4)];
    expect(drawn.map(({ sub }) => sub).sort()).toEqual(expected.sort());
  });

  it('takes whole points within the bands of the facts, and names all that is wrong at once', async () => {
    const { id, drawn } = await desk.reviewed(await desk.enterprise((next += 1)));
    const [expert] = drawn;
    const dossier = await registry.get(`/v1/expert-reviews/${id}`, expert!);
    expect(dossier.body.bands).toMatchObject({
      rightsCount: { low: 7, high: 8 },
      netAssetsGrowth: { low: 9, high: 10 },
    });
    const { people: _people, ...missing } = MARKS;
    const refused = await mark(id, expert!, { ...missing, netAssetsGrowth: 8, advancement: 7.5, luck: 1 });
    expect(refused.body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/marks/netAssetsGrowth', code: 'OUT_OF_BAND' }),
        expect.objectContaining({ pointer: '/marks/advancement', code: 'TYPE' }),
        expect.objectContaining({ pointer: '/marks/people', code: 'REQUIRED' }),
        expect.objectContaining({ pointer: '/marks/luck', code: 'UNKNOWN_FIELD' }),
      ]),
    );
    expect((await mark(id, expert!)).body).toEqual({ assessmentId: id, status: 'marked' });
    expect((await mark(id, expert!)).body.code).toBe('expert-review/move-not-legal');
  });

  it('hides the marks from everybody until all are in, in answers, events and the chain', async () => {
    const { id, drawn } = await desk.reviewed(await desk.enterprise((next += 1)));
    const secret = { ...MARKS, advancement: 3 };
    for (const expert of drawn.slice(0, 4)) await mark(id, expert, secret);
    const before = await panelOf(id);
    expect(before.isOpen).toBe(false);
    expect(JSON.stringify(before)).not.toContain('advancement');
    const entries = await registry.query<{ entry: string }>('select entry from audit_entry', []);
    expect(entries.some(({ entry }) => entry.includes('advancement'))).toBe(false);
    const told = await registry.query<{ data: string }>('select data from outbox', []);
    expect(told.some(({ data }) => data.includes('advancement'))).toBe(false);
    await mark(id, drawn[4]!, secret);
    const after = await panelOf(id);
    expect(after.reviews.map(({ marks }) => marks)).toEqual(drawn.map(() => secret));
    expect((await registry.get(`/v1/assessments/${id}/expert-panel`, auditor)).status).toBe(200);
    expect((await registry.get(`/v1/assessments/${id}/expert-panel`, sipClerk)).status).toBe(403);
  });

  it('proposes only above 70 points of the floored mean', async () => {
    const { id, drawn } = await desk.reviewed(await desk.enterprise((next += 1)));
    const weak = {
      ...MARKS,
      advancement: 3,
      coreSupport: 3,
      accounting: 1,
      cooperation: 1,
      incentives: 1,
      people: 1,
    };
    for (const expert of drawn) await mark(id, expert, weak);
    const refused = await registry.post(`/v1/assessments/${id}/proposal`, cityOfficer, {});
    expect([refused.status, refused.body.code]).toEqual([422, 'assessment/result-not-met']);
    const failed = await desk.step(id, 'failure', cityOfficer, { reason: '创新能力评价未达70分以上' });
    expect(failed.body).toMatchObject({ status: 'notPassed', publicStatus: { name: '已办结-不通过' } });
  });

  it('replaces an expert who declares a conflict and never draws that one for the enterprise again', async () => {
    const of = await desk.enterprise((next += 1));
    const { id, drawn } = await desk.reviewed(of);
    const [conflicted] = drawn;
    const declared = await registry.post(`/v1/expert-reviews/${id}/conflict`, conflicted!, {});
    expect(declared.body.status).toBe('conflicted');
    const { reviews } = await panelOf(id);
    expect(reviews.filter(({ status }) => status === 'drawn')).toHaveLength(5);
    expect((await mark(id, conflicted!)).body.code).toBe('expert-review/move-not-legal');
    expect((await registry.get(`/v1/expert-reviews/${id}`, conflicted!)).body.code).toBe(
      'expert-review/not-found',
    );
    const { body } = await registry.get('/v1/experts', cityOfficer);
    const entry = body.items.find(({ expertId }: { expertId: string }) => expertId === conflicted!.sub);
    expect(entry.conflicts).toEqual([of.creditCode]);
  });

  it('is nothing for an expert who was not drawn', async () => {
    const { id } = await desk.reviewed(await desk.enterprise((next += 1)));
    const stranger: Person = { sub: 'expert-99', roles: ['expert'] };
    expect((await mark(id, stranger)).body.code).toBe('expert-review/not-found');
    expect((await registry.get('/v1/expert-reviews', stranger)).body.items).toEqual([]);
  });
});
