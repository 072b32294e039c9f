import { describe, expect, it } from '@jest/globals';
import { shareOf } from '@gusu/values';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { MANY, must, SEED, termsWith } from '../fixture/loan-terms.js';
import { CAP_TYPES, type PayableFacts, payableOf } from './payable.rules.js';

const anyFen = (most: bigint) => fc.bigInt({ min: 0n, max: most });

const PLENTY = 10n ** 15n;
const terms = termsWith();

const facts = (lossFen: bigint, bps: number, changes: Partial<PayableFacts> = {}): PayableFacts => ({
  entitledFen: shareOf(lossFen, bps),
  lossFen,
  otherPolicyPaidFen: 0n,
  bankYear: { enrolledFen: PLENTY, lossClaimedFen: 0n },
  poolAnnualRoomFen: null,
  poolCashFen: PLENTY,
  ...changes,
});

describe('a cap that is hit in the middle of a portfolio (AT-11)', () => {
  const claims = { A: [333_333_333n, 8_000], B: [250_000_000n, 8_000], C: [200_000_000n, 7_000] } as const;

  function inOrder(order: readonly (keyof typeof claims)[], under = terms) {
    let roomFen = 500_000_000n;
    const paid = order.map((name) => {
      const [lossFen, bps] = claims[name];
      const payable = payableOf(facts(lossFen, bps, { poolAnnualRoomFen: roomFen }), under);
      roomFen -= payable.payableFen;
      return { name, payable, bankFen: lossFen - payable.payableFen };
    });
    return { paid, roomFen };
  }

  it('pays the claim that crosses it up to the cap, and the bank bears the rest', () => {
    const { paid, roomFen } = inOrder(['A', 'B', 'C']);
    expect(paid.map(({ payable }) => payable.payableFen)).toEqual([266_666_666n, 200_000_000n, 33_333_334n]);
    expect(paid[2]).toMatchObject({
      payable: { shortfallFen: 106_666_666n, carriedForwardFen: 0n, isDeferred: false },
      bankFen: 166_666_666n,
    });
    expect(paid[2]?.payable.caps.find(({ type }) => type === 'POOL_YEAR')).toEqual({
      type: 'POOL_YEAR',
      limitFen: 33_333_334n,
      beforeFen: 140_000_000n,
      afterFen: 33_333_334n,
    });
    expect(roomFen).toBe(0n);
  });

  it('puts the whole claim off where the policy defers', () => {
    const { paid, roomFen } = inOrder(['A', 'B', 'C'], termsWith({ poolOnExceed: 'DEFER_WHOLE' }));
    expect(paid[2]?.payable).toMatchObject({
      payableFen: 0n,
      isDeferred: true,
      carriedForwardFen: 140_000_000n,
    });
    expect(roomFen).toBe(33_333_334n);
  });

  it('cuts whoever was approved last', () => {
    const { paid } = inOrder(['C', 'B', 'A']);
    expect(paid.map(({ payable }) => payable.payableFen)).toEqual([140_000_000n, 200_000_000n, 160_000_000n]);
  });

  it('carries what is missing forward where the policy says so', () => {
    const { paid } = inOrder(['A', 'B', 'C'], termsWith({ shortfallMode: 'CARRY_FORWARD' }));
    expect(paid[2]?.payable.carriedForwardFen).toBe(106_666_666n);
  });
});

describe('the year of a bank (AT-13)', () => {
  const bankYear = { enrolledFen: 10_000_000_000n, lossClaimedFen: 200_000_000n };

  it('pays at exactly three per cent and defers a fen above', () => {
    expect(payableOf(facts(100_000_000n, 8_000, { bankYear }), terms).payableFen).toBe(80_000_000n);
    expect(payableOf(facts(100_000_001n, 8_000, { bankYear }), terms)).toMatchObject({
      payableFen: 0n,
      isDeferred: true,
    });
  });

  it('pays what is left of it where the policy pays to the cap', () => {
    const toCap = termsWith({ perBankOnExceed: 'PAY_TO_CAP' });
    expect(payableOf(facts(200_000_000n, 8_000, { bankYear }), toCap).payableFen).toBe(100_000_000n);
  });
});

describe('all public money on one loan (AT-19)', () => {
  it('stays below its part of the loss', () => {
    const lossFen = 123_456_789n;
    const other = { otherPolicyPaidFen: 61_728_394n };
    const { payableFen } = payableOf(facts(lossFen, 4_000, other), terms);
    expect(shareOf(lossFen, 4_000)).toBe(49_382_715n);
    expect(payableFen).toBe(37_037_037n);
    expect(lossFen - other.otherPolicyPaidFen - payableFen).toBe(24_691_358n);
  });
});

describe('an absolute cap on one loan (AT-20)', () => {
  it('cuts the highest share', () => {
    const capped = termsWith({ perLoanPayCapFen: 300_000_000n, aggregatePolicyCapBps: null });
    const { payableFen, caps } = payableOf(facts(400_000_000n, 9_000), capped);
    expect(payableFen).toBe(300_000_000n);
    expect(caps[0]).toMatchObject({ type: 'PER_LOAN', beforeFen: 360_000_000n });
    expect(400_000_000n - payableFen).toBe(100_000_000n);
  });
});

describe('caps', () => {
  const amounts = fc.record({
    lossFen: anyFen(10n ** 12n),
    bps: fc.integer({ min: 0, max: 9_000 }),
    otherPolicyPaidFen: anyFen(10n ** 11n),
    enrolledFen: anyFen(10n ** 13n),
    lossClaimedFen: anyFen(10n ** 11n),
    poolAnnualRoomFen: fc.option(anyFen(10n ** 12n)),
    poolCashFen: anyFen(10n ** 12n),
    perLoanPayCapFen: fc.option(anyFen(10n ** 12n)),
    poolOnExceed: fc.constantFrom('PAY_TO_CAP' as const, 'DEFER_WHOLE' as const),
    perBankOnExceed: fc.constantFrom('PAY_TO_CAP' as const, 'DEFER_WHOLE' as const),
  });

  it(`only ever lower what is paid, in one order, and no payment exceeds entitlement, room or cash (I-07, I-08) [seed ${SEED}]`, () => {
    fc.assert(
      fc.property(amounts, ({ lossFen, bps, enrolledFen, lossClaimedFen, ...rest }) => {
        const { poolOnExceed, perBankOnExceed, perLoanPayCapFen, ...given } = rest;
        const measured = facts(lossFen, bps, { ...given, bankYear: { enrolledFen, lossClaimedFen } });
        const under = termsWith({ poolOnExceed, perBankOnExceed, perLoanPayCapFen });
        const { payableFen, caps, shortfallFen } = payableOf(measured, under);
        let beforeFen = measured.entitledFen;
        for (const cap of caps) {
          must(cap.beforeFen === beforeFen);
          must(cap.afterFen <= cap.limitFen && cap.afterFen <= cap.beforeFen && cap.afterFen >= 0n);
          beforeFen = cap.afterFen;
        }
        must(payableFen === beforeFen);
        must(payableFen + shortfallFen === measured.entitledFen);
        const order = caps.map(({ type }) => CAP_TYPES.indexOf(type));
        must(
          isDeepStrictEqual(
            order,
            [...order].sort((a, b) => a - b),
          ),
        );
      }),
      MANY,
    );
  });
});
