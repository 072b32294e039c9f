import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fenFromText, fenToText } from './fen-text.js';

describe('amounts inside stored JSON', () => {
  it('come back as they were, at any depth and any size', () => {
    const amounts = fc.array(fc.record({ amountFen: fc.bigInt(), level: fc.string() }));
    fc.assert(
      fc.property(amounts, fc.bigInt(), (layers, lossFen) => {
        const stored = { quote: { layers, lossFen }, note: '12' };
        expect(fenFromText(JSON.parse(fenToText(stored)))).toEqual(stored);
      }),
    );
  });

  it('leave everything else alone', () => {
    const others = { paidOn: '2021-09-02', at: new Date(0), none: null, lossFen: 3n, list: [1, 'a'] };
    expect(fenFromText(others)).toEqual(others);
  });
});
