import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MANY, must, SEED, termsWith } from '../fixture/loan-terms.js';
import { nestedFloor } from '../recovery/nested-floor.rules.js';
import { type LossFacts, measureLoss } from './loss.rules.js';
import { poolPartOf, poolShareOf } from './share.rules.js';
import { splitLoss } from './split.rules.js';

const anyFen = (most: bigint) => fc.bigInt({ min: 0n, max: most });

const terms = termsWith();
const pool = (bps: number) => [{ party: 'POOL', bps }];
const layers = terms.layers.map(({ weight }) => BigInt(weight));

const loss = (principalFen: bigint, changes: Partial<LossFacts> = {}, under = terms) =>
  measureLoss(
    {
      systemPrincipalFen: principalFen,
      certifiedPrincipalFen: principalFen,
      filedFen: 500_000_000n,
      disbursedFen: 500_000_000n,
      ratePpm: 43_500,
      interestDays: 97,
      isFilingInForce: true,
      ...changes,
    },
    under,
  );

describe('splitting a loss', () => {
  it('floors the pool and its layers and leaves the rest to the bank (AT-01)', () => {
    const { shares, bankFen } = splitLoss(333_333_333n, pool(8_000));
    expect([shares[0]?.amountFen, bankFen]).toEqual([266_666_666n, 66_666_667n]);
    expect(nestedFloor(266_666_666n, layers)).toEqual([133_333_333n, 133_333_333n]);
  });

  it('follows the principal that is left after a partial repayment (AT-02)', () => {
    const { lossFen } = loss(500_000_000n - 123_456_789n);
    expect(lossFen).toBe(376_543_211n);
    const { shares, bankFen } = splitLoss(lossFen, pool(7_000));
    expect([shares[0]?.amountFen, bankFen]).toEqual([263_580_247n, 112_962_964n]);
    expect(nestedFloor(263_580_247n, layers)).toEqual([131_790_123n, 131_790_124n]);
  });

  it('covers the filed part of a loan that was filed in part (AT-03)', () => {
    const partly = { filedFen: 150_000_000n, disbursedFen: 200_000_000n };
    const { coveredFen, lossFen, uncoveredFen } = loss(133_333_333n, partly);
    expect(coveredFen).toBe(99_999_999n);
    const { shares, bankFen } = splitLoss(lossFen, pool(8_000), uncoveredFen);
    expect([shares[0]?.amountFen, bankFen]).toEqual([79_999_999n, 53_333_334n]);
  });

  it('covers the first amount where the policy says so', () => {
    const partly = { filedFen: 150_000_000n, disbursedFen: 200_000_000n };
    const first = termsWith({ coverageMode: 'FIRST_AMOUNT' });
    expect(loss(133_333_333n, partly, first).coveredFen).toBe(133_333_333n);
    expect(loss(160_000_000n, partly, first).coveredFen).toBe(150_000_000n);
  });

  it('knows four layers of a guarantee (AT-18)', () => {
    const parties = [
      { party: 'NATIONAL', bps: 4_000 },
      { party: 'PROVINCE', bps: 2_000 },
      { party: 'LOCAL', bps: 2_000 },
    ];
    const { shares, bankFen } = splitLoss(100_000_001n, parties);
    expect(shares.map(({ amountFen }) => amountFen)).toEqual([40_000_000n, 20_000_000n, 20_000_000n]);
    expect(bankFen).toBe(20_000_001n);
  });

  it.each([
    [1n, [0n, 0n], 1n],
    [99n, [29n, 44n], 26n],
  ])('of %s fen loses none of them (AT-21)', (lossFen, others, bankFen) => {
    const parties = [
      { party: 'CITY', bps: 3_000 },
      { party: 'DISTRICT', bps: 4_500 },
    ];
    const split = splitLoss(lossFen, parties);
    expect(split.shares.map(({ amountFen }) => amountFen)).toEqual(others);
    expect(split.bankFen).toBe(bankFen);
  });

  it(`is exact and takes nothing below zero, whatever the shares (I-01, I-19) [seed ${SEED}]`, () => {
    const shares = fc
      .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 4 })
      .map((all) => all.map((bps, at) => ({ party: `P${at}`, bps: Math.floor(bps / all.length) })));
    fc.assert(
      fc.property(
        anyFen(900_000_000_000n),
        anyFen(900_000_000_000n),
        shares,
        (lossFen, uncoveredFen, parties) => {
          const split = splitLoss(lossFen, parties, uncoveredFen);
          const others = split.shares.reduce((sum, { amountFen }) => sum + amountFen, 0n);
          must(others + split.bankFen === lossFen + uncoveredFen);
          must(split.bankFen >= uncoveredFen);
        },
      ),
      MANY,
    );
  });
});

describe('the loss of a loan', () => {
  it(`takes the smaller of two principals and never more than the covered part of it (I-07) [seed ${SEED}]`, () => {
    const amounts = fc.tuple(anyFen(10n ** 12n), anyFen(10n ** 12n), anyFen(10n ** 12n), anyFen(10n ** 12n));
    fc.assert(
      fc.property(
        amounts,
        fc.constantFrom('PRO_RATA' as const, 'FIRST_AMOUNT' as const),
        (all, coverageMode) => {
          const [systemPrincipalFen, certifiedPrincipalFen, filedFen, disbursedFen] = all;
          const facts = { systemPrincipalFen, certifiedPrincipalFen, filedFen, disbursedFen };
          const measured = loss(0n, facts, termsWith({ coverageMode }));
          must(measured.coveredFen <= systemPrincipalFen);
          must(measured.coveredFen <= certifiedPrincipalFen);
          must(measured.coveredFen + measured.uncoveredFen === measured.outstandingFen);
          must(measured.uncoveredFen >= 0n);
        },
      ),
      MANY,
    );
  });

  it(`is nothing when the filing was revoked or lapsed (I-17) [seed ${SEED}]`, () => {
    fc.assert(
      fc.property(anyFen(10n ** 12n), (principalFen) => {
        const base = termsWith({ lossOf: 'PRINCIPAL_PLUS_NORMAL_INTEREST' });
        must(loss(principalFen, { isFilingInForce: false }, base).lossFen === 0n);
      }),
      MANY,
    );
  });

  it.each([
    [97, 4_413_400n],
    [180, 5_459_876n],
  ])(
    'bears normal interest of %i days up to the cap, where it is covered (AT-25)',
    (interestDays, interestFen) => {
      const withInterest = termsWith({ lossOf: 'PRINCIPAL_PLUS_NORMAL_INTEREST' });
      expect(loss(376_543_211n, { interestDays }, withInterest)).toMatchObject({
        interestFen,
        lossFen: 376_543_211n + interestFen,
      });
      expect(loss(376_543_211n, { interestDays }).interestFen).toBe(0n);
    },
  );
});

describe('the share of the pool', () => {
  const rules = [
    { when: 'FIRST_LOAN' as const, bps: 9_000 },
    { when: 'CREDIT_PORTION' as const, atLeastBps: 7_000, bps: 7_000 },
    { when: 'GUARANTEE_MODE' as const, mode: 'IP_PLEDGE', bps: 1_500 },
  ];
  const facts = { isFirstLoan: true, creditPortionBps: 7_500, guaranteeMode: 'CREDIT' };

  it('is the highest of all that apply (AT-20)', () => {
    const highest = termsWith({ shareRules: rules });
    expect(poolShareOf(5_000, facts, highest)).toEqual({ poolBps: 9_000, applied: rules.slice(0, 2) });
    expect(poolShareOf(5_000, { ...facts, isFirstLoan: false }, highest).poolBps).toBe(7_000);
    const neither = { ...facts, isFirstLoan: false, creditPortionBps: 6_999 };
    expect(poolShareOf(5_000, neither, highest)).toEqual({ poolBps: 5_000, applied: [] });
  });

  it('is what was agreed for the loan, where the policy lets that count and as far as it does', () => {
    const agreed = termsWith({ shareRules: [{ when: 'AGREED_SHARE', bps: 9_000 }] });
    const share = (agreedShareBps?: number) => poolShareOf(0, { ...facts, agreedShareBps }, agreed);
    expect(share(8_333)).toEqual({ poolBps: 8_333, applied: [{ when: 'AGREED_SHARE', bps: 8_333 }] });
    expect(share(9_001)).toEqual({ poolBps: 9_000, applied: [{ when: 'AGREED_SHARE', bps: 9_000 }] });
    expect(share(0)).toEqual({ poolBps: 0, applied: [{ when: 'AGREED_SHARE', bps: 0 }] });
    expect(share(undefined)).toEqual({ poolBps: 0, applied: [] });
    expect(
      poolShareOf(5_000, { ...facts, agreedShareBps: 9_500 }, termsWith({ shareRules: rules })).poolBps,
    ).toBe(9_000);
  });

  it('is what adds up, to the cap', () => {
    const added = termsWith({
      shareRuleCombine: 'ADDITIVE_CAPPED',
      shareCapBps: 5_000,
      shareRules: [{ when: 'GUARANTEE_MODE', mode: 'IP_PLEDGE', bps: 1_500 }],
    });
    expect(poolShareOf(3_000, { ...facts, guaranteeMode: 'IP_PLEDGE' }, added).poolBps).toBe(4_500);
    expect(poolShareOf(4_000, { ...facts, guaranteeMode: 'IP_PLEDGE' }, added).poolBps).toBe(5_000);
    expect(poolShareOf(4_000, facts, added).poolBps).toBe(4_000);
  });

  const bands = [
    { upToFen: 500_000_000n, bps: 4_000 },
    { upToFen: 1_500_000_000n, bps: 3_000 },
    { upToFen: null, bps: 2_000 },
  ];

  it.each([
    [2_000_000_000n, 'MARGINAL', 600_000_000n, false],
    [2_000_000_000n, 'WHOLE', 400_000_000n, true],
    [500_000_001n, 'MARGINAL', 200_000_000n, false],
    [500_000_001n, 'WHOLE', 150_000_000n, true],
    [500_000_000n, 'WHOLE', 200_000_000n, false],
    [800_000_000n, 'WHOLE', 240_000_000n, false],
  ] as const)('of a loss of %s in bands is %s: %s (AT-17)', (lossFen, banding, poolFen, isCliff) => {
    expect(poolPartOf(lossFen, 8_000, { banding, bands })).toEqual({ poolFen, isCliff });
  });

  it(`in marginal bands never falls when the loss grows, and never exceeds it [seed ${SEED}]`, () => {
    fc.assert(
      fc.property(anyFen(4_000_000_000n), anyFen(1_000_000n), (lossFen, moreFen) => {
        const of = (fen: bigint) => poolPartOf(fen, 0, { banding: 'MARGINAL', bands }).poolFen;
        must(of(lossFen + moreFen) >= of(lossFen));
        must(of(lossFen) <= lossFen);
      }),
      MANY,
    );
  });
});
