import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { activeEnterprise } from '../fixture/active-enterprise.js';
import {
  auditor,
  bank,
  cityOfficer,
  kunshanClerk,
  type Person,
  sipClerk,
  sipLead,
} from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import { REJECTION, YEAR, YearDesk } from '../fixture/year-desk.js';

const now = new Date('2026-04-02T02:00:00Z');
let registry: TestRegistry;
let desk: YearDesk;
let next = 200;

beforeAll(async () => {
  registry = await TestRegistry.start({ now: () => now });
  desk = new YearDesk(registry);
}, 60_000);
afterAll(() => registry.stop());

const enterprise = () => activeEnterprise(registry, (next += 1));
const verified = async () => desk.verified(await enterprise());

describe('declaring a fiscal year', () => {
  it('goes from draft to verified, with every figure exact and the band alone on the bus', async () => {
    const of = await enterprise();
    const drafted = await desk.save(of, YEAR, of.staff);
    expect(drafted.body).toMatchObject({
      version: 1,
      status: 'draft',
      unit: 'wan',
      figures: { ...YEAR.figures, mainRevenue: '960.0000', rdExpense: '100.5000' },
      source: 'ENTERPRISE',
      moves: ['save', 'submit'],
    });
    expect((await desk.submit(of)).body).toMatchObject({ status: 'submitted', submittedBy: of.admin.sub });
    const decided = await desk.decide(of);
    expect(decided.body).toMatchObject({ status: 'verified', decidedBy: sipClerk.sub, moves: [] });
    const [event] = await desk.events(of);
    expect(JSON.parse(event?.data ?? '')).toEqual({
      creditCode: of.creditCode,
      fiscalYear: 2025,
      version: 1,
      isCorrection: false,
      revenueBand: 'upTo20Million',
    });
    const entries = await desk.trail(of);
    expect(entries.map(({ action }) => action)).toEqual([
      'annual-facts.save',
      'annual-facts.submit',
      'annual-facts.verify',
    ]);
    expect(new Set(entries.map(({ traceId }) => traceId)).size).toBe(3);
    expect(event?.traceparent).toContain(entries[2]?.traceId);
  });

  it('keeps a fen given in 元', async () => {
    const of = await enterprise();
    const saved = await desk.save(of, {
      unit: 'yuan',
      figures: { operatingRevenue: '12345678.91', netProfit: '-0.01' },
    });
    expect(saved.body.figures).toEqual({ operatingRevenue: '1234.567891', netProfit: '-0.000001' });
  });

  it('names every defect of a draft at once', async () => {
    const of = await enterprise();
    const reply = await desk.save(of, {
      unit: 'wan',
      figures: { operatingRevenue: '一千万', rdExpense: '1.23456', totalAssets: '99999999999' },
      evidenceIds: ['0197a1c2-7c1e-7a44-9d0b-6a4c5d6e7f80'],
    });
    expect(reply.body.errors).toEqual([
      expect.objectContaining({ pointer: '/figures/operatingRevenue', code: 'AMOUNT_FORMAT' }),
      expect.objectContaining({ pointer: '/figures/rdExpense', code: 'AMOUNT_PRECISION' }),
      expect.objectContaining({ pointer: '/figures/totalAssets', code: 'TOO_LONG' }),
      expect.objectContaining({ pointer: '/evidenceIds/0', code: 'EVIDENCE_UNKNOWN' }),
    ]);
    const shape = await desk.save(of, {
      figures: { staffTotal: -1, techStaff: 1.5, profit: '1', auditReportNo: '见13812345678' },
    });
    expect(
      shape.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
    ).toEqual(
      expect.arrayContaining([
        '/unit REQUIRED',
        '/figures/staffTotal TOO_SHORT',
        '/figures/techStaff TYPE',
        '/figures/profit UNKNOWN_FIELD',
        '/figures/auditReportNo PERSONAL_NUMBER',
      ]),
    );
    expect(await desk.trail(of)).toEqual([]);
  });

  it('names every defect of a submission at once, each in Chinese, and leaves the draft', async () => {
    const of = await enterprise();
    await desk.save(of, {
      unit: 'wan',
      figures: {
        operatingRevenue: '-1',
        mainRevenue: '2',
        totalIncome: '1',
        hiTechIncome: '2',
        rdExpense: '1',
        rdDomestic: '2',
        totalLiabilities: '-1',
        totalAssets: '10000000.0001',
        staffTotal: 0,
        techStaff: 1,
      },
    });
    const reply = await desk.submit(of);
    expect(reply.status).toBe(400);
    const found = reply.body.errors as { code: string; detail: string }[];
    expect(found.map(({ code }) => code).sort()).toEqual(
      [
        'NEGATIVE_REVENUE',
        'MAIN_ABOVE_OPERATING',
        'HI_TECH_ABOVE_TOTAL',
        'DOMESTIC_ABOVE_RD',
        'NEGATIVE_LIABILITIES',
        'UNIT_SUSPECT',
        'STAFF_ZERO',
      ].sort(),
    );
    for (const { detail } of found) expect(detail).toMatch(/\p{Script=Han}/u);
    const [draft] = (await registry.get(of.at('/annual-facts/2025/versions'), of.admin)).body.items;
    expect(draft).toMatchObject({ status: 'draft' });
  });

  it.each([
    [2017, 'YEAR_BEFORE_ESTABLISHMENT'],
    [2026, 'YEAR_NOT_OVER'],
  ])('refuses the year %s', async (fiscalYear, code) => {
    const of = await enterprise();
    await desk.save(of, YEAR, of.admin, fiscalYear);
    const reply = await desk.submit(of, of.admin, fiscalYear);
    expect(reply.body.errors).toEqual([expect.objectContaining({ pointer: '/fiscalYear', code })]);
  });
});

describe('who may declare, submit, verify and read', () => {
  it('follows role and scope', async () => {
    const of = await enterprise();
    const other = await enterprise();
    expect((await desk.save(of, YEAR, other.admin)).body.code).toBe('enterprise/not-found');
    expect((await desk.save(of, YEAR, sipClerk)).body.code).toBe('permission/denied');
    await desk.save(of);
    expect((await desk.submit(of, of.staff)).body.code).toBe('permission/denied');
    await desk.submit(of);
    for (const [person, code] of [
      [of.admin, 'permission/denied'],
      [auditor, 'permission/denied'],
      [bank, 'permission/denied'],
      [kunshanClerk, 'enterprise/not-found'],
    ] as const)
      expect([person.sub, (await desk.decide(of, person)).body.code]).toEqual([person.sub, code]);
    for (const [person, status] of [
      [of.staff, 200],
      [sipLead, 200],
      [cityOfficer, 200],
      [auditor, 200],
      [other.admin, 404],
      [kunshanClerk, 404],
      [bank, 403],
    ] as const)
      expect([person.sub, (await registry.get(of.at('/annual-facts/2025'), person)).status]).toEqual([
        person.sub,
        status,
      ]);
    expect((await desk.decide(of, cityOfficer)).status).toBe(200);
  });

  it('never lets the person who submitted verify', async () => {
    const of = await enterprise();
    await desk.save(of);
    const both: Person = { ...of.admin, roles: ['enterprise-admin', 'district-clerk'], district: '320571' };
    await desk.submit(of, both);
    expect((await desk.decide(of, both)).body.code).toBe('annual-facts/self-verification');
  });

  it('lists what waits to the officers of its district only, page by page', async () => {
    const waiting = [await enterprise(), await enterprise(), await enterprise()];
    for (const of of waiting) {
      await desk.save(of);
      await desk.submit(of);
    }
    const list = async (person: Person, query = '') => {
      const seen: string[] = [];
      for (let after = ''; ;) {
        const { body } = await registry.get(`/v1/annual-facts?limit=2${query}${after}`, person);
        seen.push(...body.items.map(({ creditCode }: { creditCode: string }) => creditCode));
        if (!body.next) return seen;
        after = `&after=${body.next}`;
      }
    };
    const codes = waiting.map(({ creditCode }) => creditCode);
    expect(await list(sipClerk)).toEqual(expect.arrayContaining(codes));
    expect(await list(cityOfficer)).toEqual(expect.arrayContaining(codes));
    expect(await list(cityOfficer, '&district=320583')).toEqual([]);
    expect(await list(kunshanClerk)).toEqual([]);
    expect(await list(waiting[0]!.admin)).toEqual([codes[0]]);
  });
});

describe('deciding about a year', () => {
  it('rejects with reasons, after which the enterprise writes a new version', async () => {
    const of = await enterprise();
    await desk.save(of);
    await desk.submit(of);
    const rejected = await desk.decide(of, sipClerk, REJECTION);
    expect(rejected.body).toMatchObject({ status: 'rejected', rejectionReasons: REJECTION.reasons });
    expect((await desk.save(of)).body).toMatchObject({ version: 2, status: 'draft', rejectionReasons: [] });
    const { items } = (await registry.get(of.at('/annual-facts/2025/versions'), of.admin)).body;
    expect(items.map(({ status }: { status: string }) => status)).toEqual(['draft', 'rejected']);
    expect((await desk.decide(await verified(), sipClerk, { decision: 'reject', reasons: [] })).status).toBe(
      400,
    );
    expect(await desk.events(of)).toEqual([]);
  });

  it('happens once when two officers decide at the same time', async () => {
    const of = await enterprise();
    await desk.save(of);
    await desk.submit(of);
    const replies = await Promise.all([
      desk.decide(of),
      desk.decide(of, sipLead, REJECTION),
      desk.decide(of, cityOfficer),
      desk.decide(of, sipLead),
    ]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = replies.filter(({ status }) => status !== 200).map(({ body }) => body.code);
    expect(
      refused.every((code) => ['annual-facts/move-not-legal', 'annual-facts/not-found'].includes(code)),
    ).toBe(true);
    expect(await desk.trail(of)).toHaveLength(3);
    expect((await desk.events(of)).length).toBeLessThanOrEqual(1);
  });
});
