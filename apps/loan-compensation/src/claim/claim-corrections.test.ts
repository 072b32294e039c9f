import { describe, expect, it } from '@jest/globals';
import { shareOf } from '@gusu/values';
import fc from 'fast-check';
import { MANY, must, SEED } from '../fixture/loan-terms.js';
import { nestedFloor } from '../recovery/nested-floor.rules.js';
import { adjustPaidClaim } from './adjustment.rules.js';
import { finalOf, interimOf } from './interim.rules.js';

const anyFen = (most: bigint) => fc.bigInt({ min: 0n, max: most });

describe('an interim payment and the final one (AT-16)', () => {
  const facts = { lossFen: 376_543_211n, poolBps: 7_000, interimFen: 131_790_123n };

  it('pays half at first', () => {
    expect(interimOf(263_580_247n, 5_000)).toBe(facts.interimFen);
  });

  it.each([
    [80_000_000n, 207_580_247n, 75_790_124n],
    [250_000_000n, 88_580_247n, -43_209_876n],
    [376_543_211n, 0n, -131_790_123n],
  ])('nets %s and comes to an entitlement of %s', (nettedFen, entitledFen, dueFen) => {
    expect(finalOf({ ...facts, nettedFen })).toEqual({ entitledFen, dueFen });
  });

  it('costs a fen less than paying all and sharing later, by design', () => {
    const sharedFen = nestedFloor(80_000_000n, [263_580_247n, 112_962_964n])[0] ?? 0n;
    expect(263_580_247n - sharedFen).toBe(207_580_248n);
  });
});

describe('a fact that comes after the payment', () => {
  it('makes the bank owe the difference (AT-09)', () => {
    const newEntitledFen = shareOf(326_543_211n, 7_000);
    expect(newEntitledFen).toBe(228_580_247n);
    const paid = { paidFen: 263_580_247n, newEntitledFen, poolRecoveredFen: 55_999_999n };
    expect(adjustPaidClaim(paid)).toMatchObject({
      deltaFen: -35_000_000n,
      clawbackFen: 35_000_000n,
      supplementaryFen: 0n,
    });
  });

  it('brings more only by a supplementary claim', () => {
    expect(adjustPaidClaim({ paidFen: 100n, newEntitledFen: 130n, poolRecoveredFen: 0n })).toMatchObject({
      deltaFen: 30n,
      clawbackFen: 0n,
      supplementaryFen: 30n,
    });
  });

  it(`never makes the net cost of the pool negative (I-02) [seed ${SEED}]`, () => {
    const amounts = fc.tuple(anyFen(10n ** 12n), anyFen(10n ** 12n), fc.integer({ min: 0, max: 10_000 }));
    fc.assert(
      fc.property(amounts, ([paidFen, newEntitledFen, bps]) => {
        const poolRecoveredFen = shareOf(paidFen, bps);
        const { clawbackFen } = adjustPaidClaim({ paidFen, newEntitledFen, poolRecoveredFen });
        must(paidFen - poolRecoveredFen - clawbackFen >= 0n);
        must(clawbackFen >= 0n);
      }),
      MANY,
    );
  });
});
