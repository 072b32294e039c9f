import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseDesk, cityLead, LAST_YEAR } from '../fixture/case-desk.js';
import { MovingClock } from '../fixture/moving-clock.js';
import { auditor, cityOfficer, kunshanClerk, sipClerk, sipLead } from '../fixture/people.js';
import { YearDesk } from '../fixture/year-desk.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import { AssessmentClockService } from './assessment-clock.service.js';

const clock = new MovingClock('2026-07-01');
let registry: TestRegistry;
let desk: CaseDesk;
let next = 2_000;
const enterprise = () => desk.enterprise((next += 1));

beforeAll(async () => {
  registry = await TestRegistry.start(clock);
  desk = new CaseDesk(registry);
}, 60_000);
afterAll(() => registry.stop());

const view = async (id: string, person = cityOfficer) =>
  (await registry.get(`/v1/assessments/${id}`, person)).body;
const act = (id: string, path: string, person: Parameters<typeof view>[1], body: object = {}) =>
  registry.post(`/v1/assessments/${id}/${path}`, person!, body);

describe('an application for a title', () => {
  it('is submitted with facts, policy and result frozen, and judged again gives the same bytes', async () => {
    const of = await enterprise();
    const id = await desk.draft(of);
    expect(await view(id, of.admin)).toMatchObject({
      status: 'draft',
      publicStatus: { code: 'saved', name: '暂存' },
      moves: ['submit', 'withdraw'],
    });
    const submitted = await desk.submit(of, id);
    expect(submitted.body).toMatchObject({
      status: 'submitted',
      publicStatus: { name: '已提交/待受理' },
      policyId: 'hnte/2016-32',
      summary: 'OPPORTUNITY',
      applyDate: '2026-07-01',
    });
    const reproduced = await registry.get(`/v1/assessments/${id}/reproduction`, auditor);
    expect(reproduced.body).toMatchObject({ isReproduced: true });
    for (const change of [
      "update assessment_snapshot set snapshot = '{}'",
      'delete from assessment_snapshot',
      "update assessment_final set result = '{}'",
      'delete from assessment_final',
    ])
      await expect(registry.query(change)).rejects.toThrow('permission denied');
    expect(await registry.audited(id)).toEqual(['assessment.draft', 'assessment.submit']);
    expect(await registry.announced(of.creditCode)).toContain('assessment.submitted');
  });

  it('is one at a time for a programme, also when two are begun together', async () => {
    const of = await enterprise();
    const replies = await Promise.all(
      [1, 2, 3].map(() => registry.post(of.at('/assessments'), of.admin, { programme: 'techSme' })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(replies.find(({ status }) => status === 409)?.body.code).toBe('assessment/already-open');
  });

  it('is refused while facts that decide are missing, and says which', async () => {
    const of = await desk.enterprise((next += 1), { 2025: { salesRevenue: '3000' } });
    const id = await desk.draft(of);
    const reply = await act(id, 'submission', of.admin, { isCommitted: true });
    expect([reply.status, reply.body.code]).toEqual([422, 'assessment/facts-missing']);
    expect(reply.body.facts.criteria).toContain('H6a');
    const unsigned = await act(id, 'submission', of.admin, { isCommitted: false });
    expect([unsigned.status, unsigned.body.code]).toEqual([400, 'request/invalid']);
  });

  it('is handed in by the administrator alone, and nothing another enterprise or district knows of', async () => {
    const [of, other] = [await enterprise(), await enterprise()];
    const id = await desk.draft(of);
    expect((await act(id, 'submission', of.staff, { isCommitted: true })).status).toBe(403);
    expect((await registry.get(`/v1/assessments/${id}`, other.admin)).body.code).toBe('assessment/not-found');
    expect((await registry.get(`/v1/assessments/${id}`, kunshanClerk)).body.code).toBe(
      'assessment/not-found',
    );
    expect((await act(id, 'form-check', kunshanClerk)).body.code).toBe('assessment/not-found');
  });

  it('is returned with every defect at once, twice at most, and rejected when its correction is late', async () => {
    const of = await enterprise();
    const id = await desk.submitted(of);
    const defects = [
      { code: 'AUDIT_REPORT', detail: '审计报告缺附注' },
      { code: 'SEAL', detail: '承诺书缺公章' },
    ];
    for (const round of [1, 2]) {
      await desk.step(id, 'form-check', sipClerk);
      const returned = await desk.step(id, 'return', sipClerk, { defects });
      expect(returned.body).toMatchObject({ returns: round, defects, dueOn: '2026-07-08' });
      await desk.step(id, 'correction', of.admin);
      await desk.submit(of, id);
    }
    await desk.step(id, 'form-check', sipClerk);
    expect((await act(id, 'return', sipClerk, { defects })).body.code).toBe('assessment/returns-exhausted');

    const late = await desk.submitted(await enterprise());
    await desk.step(late, 'form-check', sipClerk);
    await desk.step(late, 'return', sipClerk, { defects });
    const second = await registry.another();
    const clocks = [registry.app, second].map((app) => app.get(AssessmentClockService, { strict: false }));
    for (const [instant, status] of [
      ['2026-07-08T23:59:59+08:00', 'returned'],
      ['2026-07-09T00:00:00+08:00', 'rejectedAtForm'],
    ] as const) {
      clock.set(instant);
      // A look that the second instance begins with may hold the lock: then the next look does the work.
      for (let looks = 0; looks < 50; looks += 1) {
        await Promise.all(clocks.map((one) => one.tick(clock.now())));
        if ((await desk.status(late)) === 'rejectedAtForm') break;
      }
      expect(await desk.status(late)).toBe(status);
    }
    expect((await registry.audited(late)).filter((action) => action === 'assessment.miss')).toHaveLength(1);
    await second.close();
    clock.set('2026-07-01');
  });

  it('waits when facts that were used are corrected, until the enterprise confirms', async () => {
    const of = await enterprise();
    const id = await desk.accepted(of);
    const year = of.at('/annual-facts/2025');
    await registry.post(`${year}/verification`, sipClerk, { decision: 'verify' });
    const years = new YearDesk(registry);
    const figures = { ...LAST_YEAR, totalIncome: '3700' };
    const evidenceIds = [await years.evidenceOf(of)];
    const corrected = await years.correct(of, { unit: 'wan', figures, reason: '审计调整', evidenceIds });
    expect(corrected.status).toBe(201);
    await registry.post(`${year}/verification`, sipLead, { decision: 'verify' });
    expect(await view(id)).toMatchObject({ isFactsChanged: true });
    const decisions = ['H3', 'H4'].map((criterionId) => ({ criterionId, outcome: 'MET', reason: '核实' }));
    await desk.step(id, 'manual-decisions', sipClerk, { decisions });
    expect((await act(id, 'recommendation', sipLead)).body.code).toBe('assessment/facts-changed');
    await desk.step(id, 'confirmation', of.admin);
    expect(await view(id)).toMatchObject({ isFactsChanged: false });
    expect((await desk.step(id, 'recommendation', sipLead)).body.status).toBe('recommended');
    expect((await registry.get(`/v1/assessments/${id}/reproduction`, auditor)).body.isReproduced).toBe(true);
  });

  it('is recommended by the lead once every item for a person is decided with a reason', async () => {
    const id = await desk.accepted(await enterprise());
    const early = await act(id, 'recommendation', sipLead);
    expect([early.body.code, early.body.facts.criteria]).toEqual(['assessment/manual-undecided', 'H3 H4']);
    const wrong = { decisions: [{ criterionId: 'H5', outcome: 'MET', reason: '酌情' }] };
    expect((await act(id, 'manual-decisions', sipClerk, wrong)).body.code).toBe('assessment/not-manual');
    const unmet = ['H3', 'H4'].map((criterionId) => ({ criterionId, outcome: 'UNMET', reason: '领域不符' }));
    await desk.step(id, 'manual-decisions', sipClerk, { decisions: unmet });
    expect((await act(id, 'recommendation', sipLead)).body.code).toBe('assessment/gate-unmet');
    const declined = await desk.step(id, 'non-recommendation', sipLead, { reason: '领域不符' });
    expect(declined.body).toMatchObject({
      status: 'notRecommended',
      publicStatus: { name: '已办结-不通过' },
    });
  });

  it('is approved by another person than the one who proposed', async () => {
    await desk.experts();
    const of = await enterprise();
    const { id, drawn } = await desk.reviewed(of);
    expect((await act(id, 'proposal', cityOfficer)).body.code).toBe('expert-review/incomplete');
    expect(drawn).toHaveLength(5);
    expect((await act(id, 'withdrawal', of.admin)).body).toMatchObject({
      status: 'withdrawn',
      publicStatus: { name: '撤回/终止' },
    });
    const another = await desk.approved(await enterprise());
    expect((await act(another, 'approval', cityOfficer)).body.code).toBe('assessment/same-person');
    expect(await view(another, cityLead)).toMatchObject({
      status: 'proposed',
      handledBy: { proposedBy: 'city-officer', approvedBy: 'city-lead' },
    });
  });

  it('is taken away as JSON, CSV and a page that prints', async () => {
    const of = await enterprise();
    const id = await desk.submitted(of);
    const copy = (format: string) => registry.get(`/v1/assessments/${id}/copy?format=${format}`, of.admin);
    expect((await copy('json')).body).toMatchObject({ policyId: 'hnte/2016-32', summary: 'OPPORTUNITY' });
    const csv = await copy('csv');
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.text).toContain('科技人员占当年职工总数的比例,MET');
    expect((await copy('html')).text).toContain('<h1>高新技术企业申报</h1>');
  });
});
