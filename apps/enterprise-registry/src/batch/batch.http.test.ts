import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseDesk, cityLead } from '../fixture/case-desk.js';
import { MovingClock } from '../fixture/moving-clock.js';
import { auditor, cityOfficer, sipClerk } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

const clock = new MovingClock('2026-05-10');
let registry: TestRegistry;
let desk: CaseDesk;

beforeAll(async () => {
  registry = await TestRegistry.start(clock);
  desk = new CaseDesk(registry);
}, 60_000);
afterAll(() => registry.stop());

const CALL = {
  programme: 'highTechEnterprise',
  action: 'initial',
  name: '2026年第二批高新技术企业认定',
  docNo: '苏科高发〔2026〕1号',
  opensOn: '2026-06-01',
  closesOn: '2026-06-30',
};
const decide = (batchId: string, person = cityLead) =>
  registry.post(`/v1/batches/${batchId}/approval`, person, { decision: 'approve' });
const handIn = async (id: string, of: { admin: Parameters<typeof registry.post>[1] }) =>
  registry.post(`/v1/assessments/${id}/submission`, of.admin, { isCommitted: true });

describe('an application for what is called in batches', () => {
  it('is taken inside the window alone, once two people of the city have opened it', async () => {
    const of = await desk.enterprise(8_101);
    const id = await desk.draft(of);
    const call = await registry.post('/v1/batches', cityOfficer, CALL);
    const batchId = String(call.body.batchId);
    expect([call.status, call.body.status]).toEqual([201, 'proposed']);
    expect((await decide(batchId, cityOfficer)).body.code).toBe('batch/same-person');
    expect((await decide(batchId, sipClerk)).body.code).toBe('permission/denied');
    expect((await decide(batchId)).body.status).toBe('approved');
    expect(await registry.audited(batchId)).toEqual(['batch.propose', 'batch.approve']);

    const early = await handIn(id, of);
    expect([early.status, early.body.code, early.body.facts]).toEqual([
      422,
      'batch/not-open',
      { programme: 'highTechEnterprise', action: 'initial', opensOn: '2026-06-01' },
    ]);
    clock.set('2026-06-30T23:59:59+08:00');
    expect((await handIn(id, of)).body).toMatchObject({ status: 'submitted', batchId });

    // What was taken in time is corrected when it is corrected.
    await desk.step(id, 'form-check', sipClerk);
    await desk.step(id, 'return', sipClerk, { defects: [{ code: 'SEAL', detail: '缺公章' }] });
    clock.set('2026-07-01T00:00:00+08:00');
    await desk.step(id, 'correction', of.admin);
    expect((await handIn(id, of)).body).toMatchObject({ status: 'submitted', batchId });
  });

  it('comes too late the second after; what nobody calls is taken all year round', async () => {
    const of = await desk.enterprise(8_102);
    const late = await handIn(await desk.draft(of), of);
    expect([late.body.code, late.body.facts]).toEqual([
      'batch/not-open',
      { programme: 'highTechEnterprise', action: 'initial' },
    ]);
    const other = await handIn(await desk.draft(of, 'techSme'), of);
    expect(other.body.code).not.toBe('batch/not-open');
  });

  it('finds its windows in a list', async () => {
    const { body } = await registry.get('/v1/batches?programme=highTechEnterprise', auditor);
    expect(body.items).toMatchObject([{ ...CALL, status: 'approved', moves: [] }]);
    expect((await registry.get('/v1/batches?programme=techSme', auditor)).body.items).toEqual([]);
  });
});
