import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROGRAMMES } from '@gusu/values';
import { CaseDesk } from '../fixture/case-desk.js';
import { kunshanClerk, sipClerk } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

let registry: TestRegistry;
let desk: CaseDesk;

beforeAll(async () => {
  registry = await TestRegistry.start({ now: () => new Date('2026-07-01T04:00:00Z') });
  desk = new CaseDesk(registry);
}, 60_000);
afterAll(() => registry.stop());

interface Standing {
  programme: string;
  summary: string;
  policyId?: string;
  criteria?: { id: string; status: string; evidenceNeeded: string[] }[];
}

describe('where an enterprise stands', () => {
  it('is answered for every programme at once, criterion by criterion, with the next rung', async () => {
    const of = await desk.enterprise(6_001);
    const { body } = await registry.get(of.at('/prospects'), of.admin);
    const items = body.items as Standing[];
    expect(items.map(({ programme }) => programme)).toEqual([...PROGRAMMES]);
    const high = items.find(({ programme }) => programme === 'highTechEnterprise');
    expect(high).toMatchObject({ summary: 'OPPORTUNITY', policyId: 'hnte/2016-32' });
    expect(high?.criteria?.find(({ id }) => id === 'H5')?.status).toBe('MET');
    expect(body.nextRungs).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ programme: 'highTechEnterprise', summary: 'OPPORTUNITY' }),
      ]),
    );
  });

  it('says that data is needed, and which evidence would settle it, rather than failing', async () => {
    const of = await desk.enterprise(6_002, {});
    const { body } = await registry.get(of.at('/prospects'), of.admin);
    const high = (body.items as Standing[]).find(({ programme }) => programme === 'highTechEnterprise');
    expect(high?.summary).toBe('NEEDS_DATA');
    const share = high?.criteria?.find(({ id }) => id === 'H6a');
    expect([share?.status, share?.evidenceNeeded]).toEqual(['UNKNOWN', ['AUDIT_REPORT_RD', 'AUDIT_REPORT']]);
  });

  it('knows no rule for the three SME tiers on the day of the plan', async () => {
    const of = await desk.enterprise(6_003, {});
    const { body } = await registry.get(of.at('/prospects?on=2021-04-15'), sipClerk);
    const none = (body.items as Standing[]).filter(({ summary }) => summary === 'NO_POLICY_IN_FORCE');
    expect(none.map(({ programme }) => programme)).toEqual(
      expect.arrayContaining(['innovativeSme', 'specializedSme', 'littleGiant']),
    );
  });

  it('is nothing for another district', async () => {
    const of = await desk.enterprise(6_004, {});
    expect((await registry.get(of.at('/prospects'), kunshanClerk)).body.code).toBe('enterprise/not-found');
    expect((await registry.get(of.at('/prospects?on=2026-02-30'), of.admin)).body.errors[0].code).toBe(
      'DATE_FORMAT',
    );
  });
});
