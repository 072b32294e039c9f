import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toDecimal, toDecimalUp } from '../exact/decimal.js';
import { Fraction } from '../exact/exact.js';
import { shown, shownGap } from './shown.js';

describe('a value for a reader', () => {
  it('is money in 万元 with four decimals, half up, and exact in fen', () => {
    expect(shown(59_999_000_049, 'money')).toEqual({
      value: '59999.0000',
      unit: '万元',
      exact: '59999000049',
    });
    expect(shown(50, 'money')).toEqual({ value: '0.0001', unit: '万元', exact: '50' });
    expect(shown(-50, 'money').value).toBe('-0.0001');
    expect(shown(49, 'money').value).toBe('0.0000');
    expect(shown(9_007_199_254_740_949, 'money').value).toBe('9007199254.7409');
    expect(shown(-9_007_199_254_740_950, 'money').value).toBe('-9007199254.7410');
    expect(shown(12, 'count')).toEqual({ value: '12.0000', unit: '个', exact: '12' });
  });

  it('is the same by the short way and by the long one', () => {
    const fen = fc.maxSafeInteger();
    fc.assert(
      fc.property(fen, (amount) => {
        expect(shown(amount, 'money').value).toBe(toDecimal(new Fraction(amount, 1_000_000)));
        expect(shown(amount, 'count').value).toBe(toDecimal(amount));
        expect(shownGap(amount, 'money').value).toBe(toDecimalUp(new Fraction(amount, 1_000_000)));
        expect(shownGap(amount, 'count').value).toBe(toDecimalUp(amount));
      }),
    );
  });
});
