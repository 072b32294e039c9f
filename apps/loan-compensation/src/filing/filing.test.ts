import { describe, expect, it } from '@jest/globals';
import { FILING_REASONS, type FilingReason } from '@gusu/contracts';
import { parseLocalDate, parseWanYuan } from '@gusu/values';
import fc from 'fast-check';
import { type Changes, facts, reasonsOf } from '../fixture/filing-facts.js';
import { KDT, MANY, must, SEED, termsWith } from '../fixture/loan-terms.js';
import { decideFiling } from './filing.rules.js';
import { quoteFor, rateCapOf } from './rate-cap.rules.js';
import { capitalNeeded, filedWithin, leverageRoom } from './room.rules.js';
import { tierOf } from './tier.rules.js';

const anyFen = (most: bigint) => fc.bigInt({ min: 0n, max: most });

const day = parseLocalDate;
const partial = { overCapMode: 'PARTIAL_FILING' } as const;
const reject = { overCapMode: 'REJECT' } as const;

describe('the tier of an enterprise', () => {
  it.each([
    ['2000', 'S'],
    ['2000.000001', 'G'],
    ['5000', 'G'],
    ['5000.000001', 'M'],
    ['40000', 'M'],
    ['0', 'S'],
  ])('with a revenue of %s万元 is %s', (revenue, tier) => {
    expect(tierOf(parseWanYuan(revenue), KDT.terms.tiers)?.code).toBe(tier);
  });

  it('is none above the last bound, and none without a revenue', () => {
    expect(tierOf(parseWanYuan('40000.000001'), KDT.terms.tiers)).toBeUndefined();
    expect(tierOf(undefined, KDT.terms.tiers)).toBeUndefined();
  });

  it('is the first of a programme that bounds none by revenue', () => {
    const open = KDT.terms.tiers.slice(0, 1).map((tier) => ({ ...tier, revenueMaxFen: null }));
    expect(tierOf(undefined, open)?.code).toBe('S');
    expect(tierOf(parseWanYuan('90000'), open)?.code).toBe('S');
  });
});

describe('a programme that asks for neither title nor revenue', () => {
  const tiers = KDT.terms.tiers.slice(0, 1).map((tier) => ({ ...tier, revenueMaxFen: null }));
  const unknown = { revenueFen: undefined, qualifications: [] };

  it('covers an enterprise of which neither is known', () => {
    expect(reasonsOf({ borrower: unknown })).toEqual(['QUALIFICATION_MISSING', 'REVENUE_MISSING']);
    expect(reasonsOf({ borrower: unknown, terms: { tiers, qualificationAnyOf: [] } })).toEqual([]);
  });

  it('still refuses a revenue above its maximum', () => {
    const revenueFen = parseWanYuan('40000.000001');
    expect(reasonsOf({ borrower: { revenueFen }, terms: { tiers } })).toEqual(['REVENUE_OVER_MAX']);
  });

  it('binds a filing to the share that was agreed for it, and the bank to the rest', () => {
    const terms = { tiers, shareRules: [{ when: 'AGREED_SHARE' as const, bps: 9_000 }] };
    const decision = decideFiling(facts({ request: { agreedShareBps: 8_333 }, terms }));
    expect(decision).toMatchObject({ status: 'confirmed', poolBps: 8_333, bankBps: 1_667 });
  });
});

describe('the filed amount', () => {
  it('is what is left of the cap of the enterprise (AT-03)', () => {
    const decision = decideFiling(facts({ standing: { enterpriseLiveFen: 350_000_000n } }));
    expect(decision).toMatchObject({ status: 'confirmed', tier: 'S', filedFen: 150_000_000n });
  });

  it('is nothing where the policy rejects what does not fit', () => {
    const over = { standing: { enterpriseLiveFen: 350_000_000n }, terms: reject };
    expect(reasonsOf(over)).toEqual(['CAP_ENTERPRISE']);
    expect(reasonsOf({ standing: { enterpriseLiveFen: 500_000_000n } })).toEqual(['CAP_ENTERPRISE']);
  });

  it(`is never more than planned, nor than the room [seed ${SEED}]`, () => {
    fc.assert(
      fc.property(
        anyFen(10n ** 12n),
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        (plannedFen, roomFen) => {
          const filedFen = filedWithin(plannedFen, roomFen, partial);
          must(filedFen <= plannedFen && filedFen >= 0n && (filedFen === 0n || filedFen <= roomFen));
          must([0n, plannedFen].includes(filedWithin(plannedFen, roomFen, reject)));
        },
      ),
      MANY,
    );
  });
});

describe('the leverage of a pool (AT-14)', () => {
  it('leaves a room, which a filing takes or does not', () => {
    const pool = { capitalFen: 5_000_000_000n, coveredFen: 49_800_000_000n };
    expect(leverageRoom(pool, KDT.terms)).toBe(200_000_000n);
    const standing = { pool: { ...pool, fuse: 'NORMAL' as const } };
    const request = { plannedFen: 250_000_000n };
    expect(decideFiling(facts({ request, standing }))).toMatchObject({ filedFen: 200_000_000n });
    expect(reasonsOf({ request, standing, terms: reject })).toEqual(['LEVERAGE_EXCEEDED']);
  });

  it('is short after a payment, until capital is added', () => {
    const after = { capitalFen: 5_000_000_000n - 266_666_666n, coveredFen: 49_800_000_000n - 333_333_333n };
    const roomFen = leverageRoom(after, KDT.terms);
    expect(roomFen).toBe(-2_133_333_327n);
    expect(reasonsOf({ standing: { pool: { ...after, fuse: 'NORMAL' } } })).toEqual(['LEVERAGE_EXCEEDED']);
    expect(capitalNeeded(roomFen, KDT.terms)).toBe(213_333_333n);
    const topped = { ...after, capitalFen: after.capitalFen + 213_333_333n };
    expect(leverageRoom(topped, KDT.terms)).toBe(3n);
  });
});

describe('the cap of the rate (AT-15)', () => {
  const quotes = [
    { publishedOn: day('2021-12-20'), ratePpm: 38_000 },
    { publishedOn: day('2020-04-20'), ratePpm: 38_500 },
  ];
  const capOn = (on: string, isLprOfSameDayCounted = true) =>
    rateCapOf(quoteFor(day(on), quotes, { isLprOfSameDayCounted })?.ratePpm ?? 0, 5_000);

  it('follows the newest quote, that of the day included', () => {
    expect(capOn('2021-12-20')).toBe(43_000);
    expect(capOn('2021-12-19')).toBe(43_500);
    expect(capOn('2021-12-20', false)).toBe(43_500);
    expect(quoteFor(day('2020-04-19'), quotes, KDT.terms)).toBeUndefined();
  });

  it('admits the cap itself and nothing above', () => {
    expect(decideFiling(facts())).toMatchObject({ status: 'confirmed', rateCapPpm: 43_000 });
    expect(reasonsOf({ request: { ratePpm: 43_001 } })).toEqual(['RATE_OVER_CAP']);
  });
});

describe('a filing', () => {
  it('is bound to the version it was decided under, with tier, shares and layers (I-10, I-19)', () => {
    const decision = decideFiling(facts());
    expect(decision).toMatchObject({
      policyId: 'KDT/1',
      policyHash: KDT.hash,
      poolBps: 8_000,
      bankBps: 2_000,
      layers: KDT.terms.layers,
    });
  });

  const title = { qualification: 'highTechEnterprise' as const, validFrom: day('2020-12-02') };

  const stain = { creditEventType: 'penalty', occurredOn: day('2018-12-21') };

  it.each<[FilingReason, Changes]>([
    ['DISTRICT_OUTSIDE', { borrower: { districtCode: '310115' } }],
    [
      'REGISTERED_TOO_SHORT',
      { borrower: { establishedOn: day('2020-12-21') }, terms: { minRegisteredMonths: 12 } },
    ],
    ['QUALIFICATION_MISSING', { borrower: { qualifications: [] } }],
    ['QUALIFICATION_MISSING', { borrower: { qualifications: [{ ...title, validTo: day('2021-12-19') }] } }],
    ['REVENUE_MISSING', { borrower: { revenueFen: undefined } }],
    ['REVENUE_OVER_MAX', { borrower: { revenueFen: 40_000_000_001n } }],
    ['STAFF_OVER_MAX', { borrower: { staff: 1_001 } }],
    ['LISTED_EXCLUDED', { borrower: { isListed: true } }],
    ['TENOR_OVER_CAP', { request: { tenorMonths: 13 } }],
    [
      'LIVE_LOAN_EXISTS',
      { standing: { enterpriseLiveLoans: 1 }, terms: { isOneLiveLoanPerEnterprise: true } },
    ],
    ['FILED_AFTER_OVERDUE', { request: { isTroubled: true } }],
    ['CREDIT_NOT_CLEAN', { borrower: { creditEvents: [stain] } }],
    ['LPR_MISSING', { standing: { lprPpm: undefined } }],
    ['RATE_OVER_CAP', { request: { ratePpm: 43_001 } }],
    ['POOL_MISSING', { standing: { pool: undefined } }],
    ['FUSE_STOP_NEW', { standing: { bankFuse: 'STOP_NEW' } }],
    ['FUSE_STOP_NEW', { standing: { bankFuse: 'STOP_COMPENSATION' } }],
    ['CAP_ENTERPRISE', { standing: { enterpriseLiveFen: 500_000_000n } }],
    ['CAP_BANK', { standing: { bankLiveFen: 100n }, terms: { perBankQuotaFen: 100n } }],
    ['LEVERAGE_EXCEEDED', { standing: { pool: { capitalFen: 0n, coveredFen: 0n, fuse: 'NORMAL' } } }],
  ])('is refused for %s alone', (reason, changes) => {
    expect(reasonsOf(changes)).toEqual([reason]);
    expect(FILING_REASONS[reason].zh).toMatch(/\p{Script=Han}/u);
  });

  it('admits the bounds themselves', () => {
    const borrower = {
      staff: 1_000,
      establishedOn: day('2020-12-20'),
      qualifications: [{ ...title, validTo: day('2021-12-20') }],
    };
    expect(reasonsOf({ borrower, terms: { minRegisteredMonths: 12 } })).toEqual([]);
  });

  it('is not hindered by what lies back far enough, is off the record, or came later', () => {
    const creditEvents = [
      { ...stain, occurredOn: day('2018-12-20') },
      { ...stain, removedOn: day('2021-12-20') },
      { ...stain, occurredOn: day('2021-12-21') },
    ];
    expect(reasonsOf({ borrower: { creditEvents } })).toEqual([]);
    const late = { creditEvents: [{ ...stain, removedOn: day('2021-12-21') }] };
    expect(reasonsOf({ borrower: late })).toEqual(['CREDIT_NOT_CLEAN']);
  });

  it('is not covered where no version was in force on its day', () => {
    const decision = decideFiling({ ...facts(), policy: undefined });
    expect(decision).toEqual({
      status: 'refused',
      policyId: null,
      policyHash: null,
      reasons: ['POLICY_MISSING'],
    });
  });

  const number = (validTo: string) => ({
    qualifications: [
      {
        qualification: 'techSme' as const,
        validFrom: day(`${validTo.slice(0, 4)}-05-01`),
        validTo: day(validTo),
      },
    ],
  });

  it('holds until the end of the year where last year’s number is not yet given anew (AT-26)', () => {
    const filedOn = { filedOn: day('2021-05-10') };
    const decision = decideFiling(facts({ request: filedOn, borrower: number('2020-12-31') }));
    expect(decision).toMatchObject({ status: 'confirmed', conditionalUntil: '2021-12-31' });
    const older = { request: filedOn, borrower: number('2019-12-31') };
    expect(reasonsOf(older)).toEqual(['QUALIFICATION_MISSING']);
    const strict = { ...facts({ request: filedOn, borrower: number('2020-12-31') }) };
    const terms = termsWith({ conditionalFilingUntil: 'NONE' });
    expect(decideFiling({ ...strict, policy: { ...KDT, terms } })).toMatchObject({ status: 'refused' });
    expect(decideFiling(facts())).toMatchObject({ conditionalUntil: null });
  });

  it('hears every reason at once', () => {
    const changes: Changes = {
      borrower: { revenueFen: undefined, qualifications: [] },
      request: { tenorMonths: 24 },
      standing: { bankFuse: 'STOP_NEW', pool: { capitalFen: 0n, coveredFen: 0n, fuse: 'STOP_NEW' } },
    };
    expect(reasonsOf(changes)).toEqual([
      'QUALIFICATION_MISSING',
      'REVENUE_MISSING',
      'TENOR_OVER_CAP',
      'FUSE_STOP_NEW',
      'LEVERAGE_EXCEEDED',
    ]);
  });
});
