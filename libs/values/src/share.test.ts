import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exceeds, parseBps, parsePpm, shareOf } from './share.js';

const anyFen = fc.bigInt({ min: 0n, max: BigInt(Number.MAX_SAFE_INTEGER) });
const anyBps = fc.integer({ min: 0, max: 10_000 });
const refusedAs = (code: string) => expect.objectContaining({ name: 'ValueError', code });

describe('a share of an amount', () => {
  it.each([
    [1n, 3000, 0n],
    [1n, 4500, 0n],
    [99n, 3000, 29n],
    [99n, 4500, 44n],
    [400_000_000n, 9000, 360_000_000n],
    [376_543_211n, 10_000, 376_543_211n],
    [376_543_211n, 0, 0n],
    [9_007_199_254_740_991n, 9999, 9_006_298_534_815_516n],
  ])('of %s fen at %s bps is %s fen (AT-20, AT-21)', (fen, bps, share) => {
    expect(shareOf(fen, bps)).toBe(share);
  });

  it('never exceeds the amount, and two halves never exceed the whole', () => {
    fc.assert(
      fc.property(anyFen, anyBps, (fen, bps) => {
        const share = shareOf(fen, bps);
        expect(share >= 0n && share <= fen).toBe(true);
        expect(share + shareOf(fen, 10_000 - bps) <= fen).toBe(true);
      }),
    );
  });

  it('is less than one fen below the exact share', () => {
    fc.assert(
      fc.property(anyFen, anyBps, (fen, bps) => {
        const lost = fen * BigInt(bps) - shareOf(fen, bps) * 10_000n;
        expect(lost >= 0n && lost < 10_000n).toBe(true);
      }),
    );
  });

  it('never falls when the amount or the ratio rises', () => {
    fc.assert(
      fc.property(anyFen, anyFen, anyBps, anyBps, (a, b, p, q) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const [low, high] = p < q ? [p, q] : [q, p];
        expect(shareOf(less, low) <= shareOf(more, high)).toBe(true);
      }),
    );
  });

  it('is not taken of a debt, nor at more than the whole', () => {
    expect(() => shareOf(-1n, 5000)).toThrow(refusedAs('NEGATIVE_AMOUNT'));
    expect(() => shareOf(1n, 10_001)).toThrow(refusedAs('BPS_RANGE'));
  });
});

describe('exceeding a ratio', () => {
  it('is strict: exactly at the ratio is not above it', () => {
    expect(exceeds(5n, 100n, 500)).toBe(false);
    expect(exceeds(50_001n, 1_000_000n, 500)).toBe(true);
  });

  it('agrees with the share wherever the share is exact', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 11n }), anyBps, (tenThousandth, bps) => {
        const whole = tenThousandth * 10_000n;
        expect(exceeds(shareOf(whole, bps), whole, bps)).toBe(false);
        expect(exceeds(shareOf(whole, bps) + 1n, whole, bps)).toBe(true);
      }),
    );
  });
});

describe('ratios and rates', () => {
  it('are integers within their range', () => {
    expect([parseBps(0), parseBps(10_000), parsePpm(43_500), parsePpm(1_000_000)]).toEqual([
      0, 10_000, 43_500, 1_000_000,
    ]);
  });

  it.each([-1, 10_001, 0.5, Number.NaN, '5000', null])('%j is no share', (value) => {
    expect(() => parseBps(value)).toThrow(refusedAs('BPS_RANGE'));
  });

  it.each([-1, 1_000_001, 4.35, '43500', undefined])('%j is no rate', (value) => {
    expect(() => parsePpm(value)).toThrow(refusedAs('PPM_RANGE'));
  });
});
