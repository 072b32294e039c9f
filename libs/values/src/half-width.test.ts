import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fixedClock, systemClock } from './clock.js';
import { toHalfWidth } from './half-width.js';

describe('full-width text', () => {
  it.each([
    ['ＡＢｚ０９', 'ABz09'],
    ['苏州（科技）有限公司', '苏州(科技)有限公司'],
    ['Ａ　Ｂ', 'A B'],
    ['，：；！？～', ',:;!?~'],
    ['「人工智能」、。', '「人工智能」、。'],
  ])('%s is written %s', (text, half) => {
    expect(toHalfWidth(text)).toBe(half);
  });

  it('keeps its length and does not change twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const half = toHalfWidth(text);
        expect(half).toHaveLength(text.length);
        expect(toHalfWidth(half)).toBe(half);
      }),
    );
  });
});

describe('a fixed clock', () => {
  it('stands still, and nobody who was given the time can move it', () => {
    const clock = fixedClock('2021-04-15T08:00:00+08:00');
    clock.now().setFullYear(1999);
    expect(clock.now().toISOString()).toBe('2021-04-15T00:00:00.000Z');
    expect(systemClock.now()).toBeInstanceOf(Date);
  });

  it('refuses a text that is no instant', () => {
    expect(() => fixedClock('yesterday')).toThrow();
  });
});
