import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MANY, must, SEED } from '../fixture/loan-terms.js';
import type { CapCounter } from './cap.js';
import { isBankYearExceeded, releaseCap, reserveCap, roomOf, useCap } from './cap.rules.js';

const anyFen = (most: bigint) => fc.bigInt({ min: 0n, max: most });

const counter = (limitFen: bigint): CapCounter => ({
  capType: 'POOL_YEAR',
  scopeId: 'KDT',
  period: '2021',
  limitFen,
  usedFen: 0n,
  reservedFen: 0n,
});

describe('a cap that claims share', () => {
  it('is reserved at approval and used at payment, what is left over becoming free', () => {
    const reserved = reserveCap(counter(500n), 300n);
    expect(roomOf(reserved)).toBe(200n);
    expect(useCap(reserved, 300n, 250n)).toMatchObject({ usedFen: 250n, reservedFen: 0n });
    expect(releaseCap(reserved, 300n)).toEqual(counter(500n));
  });

  it('is not reserved beyond its room, nor used or released beyond what was reserved', () => {
    const code = (wanted: string) => expect.objectContaining({ code: wanted });
    expect(() => reserveCap(counter(500n), 501n)).toThrow(code('cap/exhausted'));
    expect(() => useCap(reserveCap(counter(500n), 100n), 100n, 101n)).toThrow(code('cap/not-reserved'));
    expect(() => releaseCap(counter(500n), 1n)).toThrow(code('cap/not-reserved'));
  });

  it(`never holds more than its limit, and its use is what claims were paid (I-08) [seed ${SEED}]`, () => {
    const steps = fc.array(fc.tuple(anyFen(400n), fc.constantFrom('pay', 'withdraw', 'wait'), anyFen(400n)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(anyFen(1_000n), steps, (limitFen, claims) => {
        let cap = counter(limitFen);
        let paidFen = 0n;
        for (const [amountFen, end, wishFen] of claims) {
          if (amountFen > roomOf(cap)) continue;
          cap = reserveCap(cap, amountFen);
          must(cap.usedFen + cap.reservedFen <= limitFen);
          const paysFen = wishFen < amountFen ? wishFen : amountFen;
          if (end === 'withdraw') cap = releaseCap(cap, amountFen);
          if (end === 'pay') cap = useCap(cap, amountFen, paysFen);
          if (end === 'pay') paidFen += paysFen;
        }
        must(cap.usedFen === paidFen);
      }),
      MANY,
    );
  });
});

describe('the losses of a bank’s year (AT-13)', () => {
  it.each([
    [300_000_000n, false],
    [300_000_001n, true],
  ])('of %s exceed three per cent: %s', (lossFen, isExceeded) => {
    expect(isBankYearExceeded({ enrolledFen: 10_000_000_000n, lossFen }, 300)).toBe(isExceeded);
  });
});
