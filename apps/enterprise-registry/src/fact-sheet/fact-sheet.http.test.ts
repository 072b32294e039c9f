import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@gusu/database';
import type { FactSheet } from '@gusu/policies';
import type { LocalDate } from '@gusu/values';
import { type ActiveEnterprise, activeEnterprise } from '../fixture/active-enterprise.js';
import {
  auditor,
  bank,
  cityOfficer,
  KUNSHAN,
  kunshanClerk,
  sipClerk,
  syntheticCode,
} from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import { YEAR, YearDesk } from '../fixture/year-desk.js';
import { FactSheetRepository } from './fact-sheet.repository.js';

let now = new Date('2026-04-01T02:00:00Z');
let registry: TestRegistry;
let desk: YearDesk;
let sheets: FactSheetRepository;
let next = 800;

beforeAll(async () => {
  registry = await TestRegistry.start({ now: () => now });
  desk = new YearDesk(registry);
  sheets = registry.app.get(FactSheetRepository, { strict: false });
}, 60_000);
afterAll(() => registry.stop());

const day = (text: string) => text as LocalDate;
const passTo = (text: string) => (now = new Date(`${text}T02:00:00Z`));
const sheetOf = (of: ActiveEnterprise, on: string): Promise<FactSheet> =>
  sheets.get(registry.app.get(Database), of.creditCode, day(on));
const INVENTION = {
  class: 'I_INVENTION',
  name: '一种图像识别方法',
  grantedOn: '2022-05-17',
  acquiredBy: 'SELF',
  isInUse: true,
};
const AWARD = {
  kind: 'award',
  facts: {
    kind: 'QUALITY',
    name: '苏州市质量奖',
    level: 'CITY',
    unitRank: 1,
    awardedOn: '2025-05-06',
    showsUnitName: true,
  },
};
const verify = { decision: 'verify' };

describe('the sheet of one enterprise', () => {
  it('carries every declared fact with its source, and leaves out what is unknown', async () => {
    passTo('2026-04-01');
    const of = await activeEnterprise(registry, (next += 1));
    expect(await sheetOf(of, '2026-04-01')).toEqual({
      profile: {
        creditCode: of.creditCode,
        establishedOn: '2018-03-01',
        districtCode: '320571',
        entityType: '有限责任公司',
        isBranch: false,
        isSoleTrader: false,
        source: 'REGISTRY',
        evidenceIds: [],
      },
      annualFacts: [],
      creditEvents: [],
      qualifications: [],
    });
    const evidenceIds = [await desk.evidenceOf(of)];
    await desk.verified(of, { ...YEAR, source: 'TAX', evidenceIds });
    const right = await registry.post(of.at('/intellectual-property'), of.admin, {
      ...INVENTION,
      number: 'ZL202010000001.1',
    });
    await registry.post(of.at('/dossier-items'), of.admin, AWARD);
    await registry.post(
      of.at(`/intellectual-property/${right.body.propertyId}/verification`),
      sipClerk,
      verify,
    );
    const facts = { industryCode: '6513', isResidentEnterprise: true };
    await registry.send('put', of.at('/profile'), of.admin, {
      body: { facts, noneOf: ['standard', 'award'] },
    });
    expect(await sheetOf(of, '2026-04-01')).toMatchObject({
      profile: { ...facts, source: 'ENTERPRISE' },
      annualFacts: [
        {
          fiscalYear: 2025,
          version: 1,
          status: 'verified',
          operatingRevenueFen: 1_200_000_000n,
          rdExpenseFen: 100_500_000n,
          staffTotal: 86,
          source: 'TAX',
          evidenceIds,
        },
      ],
      intellectualProperty: [{ class: 'I_INVENTION', isValid: true, isHighValue: false, source: 'BUREAU' }],
      awards: [{ ...AWARD.facts, source: 'ENTERPRISE' }],
      standards: [],
    });
    expect(await sheetOf(of, '2026-04-01')).not.toHaveProperty('segments');
    expect((await sheetOf(of, '2026-03-31')).annualFacts).toEqual([]);
  });

  it('answers for any day with what was known and held then', async () => {
    passTo('2026-04-01');
    const of = await activeEnterprise(registry, (next += 1));
    await desk.verified(of);
    const right = await registry.post(of.at('/intellectual-property'), of.admin, {
      ...INVENTION,
      number: 'ZL202010000002.2',
    });
    const listing = { type: 'ABNORMAL_LIST', occurredOn: '2026-03-01', source: 'PUBLIC', documentNo: '1号' };
    const credit = await registry.post(of.at('/credit-events'), sipClerk, listing);
    const evidenceIds = [await desk.evidenceOf(of)];
    passTo('2026-05-01');
    await desk.correct(of, { ...YEAR, figures: { staffTotal: 90 }, evidenceIds, reason: '更正' });
    passTo('2026-06-01');
    await desk.decide(of);
    await registry.post(of.at(`/intellectual-property/${right.body.propertyId}/lapse`), of.admin, {
      lapsedOn: '2026-05-15',
      reason: '未缴年费',
    });
    await registry.post(of.at(`/credit-events/${credit.body.creditEventId}/removal`), sipClerk, {
      removedOn: '2026-05-20',
      reason: '已补报',
    });
    const moved = await registry.post(of.at('/relocation'), cityOfficer, {
      toDistrictCode: KUNSHAN,
      address: '昆山市前进东路1号',
    });
    expect(moved.status).toBe(200);
    passTo('2026-07-01');
    await registry.send(
      'post',
      of.at(`/intellectual-property/${right.body.propertyId}/withdrawal`),
      of.admin,
    );
    const seen = async (on: string) => {
      const sheet = await sheetOf(of, on);
      return [
        sheet.profile.districtCode,
        sheet.annualFacts[0]?.staffTotal,
        sheet.intellectualProperty?.[0]?.isValid,
        sheet.creditEvents[0]?.removedOn,
      ];
    };
    expect(await seen('2026-04-30')).toEqual(['320571', 86, true, undefined]);
    expect(await seen('2026-05-31')).toEqual(['320571', 86, false, undefined]);
    expect(await seen('2026-06-01')).toEqual([KUNSHAN, 90, false, '2026-05-20']);
    expect(await seen('2026-07-01')).toEqual([KUNSHAN, 90, undefined, '2026-05-20']);
  });

  it('is read in 万元 by insiders only', async () => {
    passTo('2026-04-01');
    const of = await activeEnterprise(registry, (next += 1));
    await desk.verified(of);
    const read = await registry.get(of.at('/fact-sheet'), of.staff);
    expect(read.body).toMatchObject({
      on: '2026-04-01',
      unit: 'wan',
      annualFacts: [
        { fiscalYear: 2025, operatingRevenue: '1200.0000', staffTotal: 86, source: 'ENTERPRISE' },
      ],
    });
    expect((await registry.get(of.at('/fact-sheet?on=2026-03-31'), auditor)).body.annualFacts).toEqual([]);
    const bad = await registry.get(of.at('/fact-sheet?on=2026-02-30'), auditor);
    expect(bad.body.errors).toEqual([expect.objectContaining({ pointer: '/query/on', code: 'DATE_FORMAT' })]);
    const other = await activeEnterprise(registry, (next += 1));
    for (const [person, status] of [
      [other.admin, 404],
      [kunshanClerk, 404],
      [bank, 403],
    ] as const)
      expect([person.sub, (await registry.get(of.at('/fact-sheet'), person)).status]).toEqual([
        person.sub,
        status,
      ]);
  });
});

describe('the sheets of the population', () => {
  it('are those of its enterprises, each once, whatever the size of the pages', async () => {
    passTo('2026-07-02');
    const on = day('2026-07-02');
    const active = await registry.query<{ credit_code: string }>(
      `select credit_code from enterprise where status = 'active' order by credit_code`,
    );
    expect(active.length).toBeGreaterThan(3);
    for (const limit of [1, 2, active.length, 1_000]) {
      const seen: FactSheet[] = [];
      for await (const page of sheets.population({ on, limit })) {
        expect(page.length).toBeLessThanOrEqual(limit);
        seen.push(...page);
      }
      expect(seen.map(({ profile }) => profile.creditCode)).toEqual(active.map((row) => row.credit_code));
      for (const sheet of seen)
        expect(sheet).toEqual(await sheets.get(registry.app.get(Database), sheet.profile.creditCode, on));
    }
    const districts = await sheets.page(registry.app.get(Database), { on, limit: 1_000, district: KUNSHAN });
    expect(new Set(districts.map(({ profile }) => profile.districtCode))).toEqual(new Set([KUNSHAN]));
    await expect(sheets.get(registry.app.get(Database), syntheticCode(900_000), on)).rejects.toMatchObject({
      code: 'enterprise/not-found',
    });
  });
});
