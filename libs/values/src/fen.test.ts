import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  fenFromJson,
  fenToJson,
  fenToWanYuan,
  fenToYuan,
  parseWanYuan,
  parseYuan,
  withoutSeparators,
} from './fen.js';

const MAX = BigInt(Number.MAX_SAFE_INTEGER);
const anyFen = fc.bigInt({ min: 0n, max: MAX });
const refusedAs = (code: string) => expect.objectContaining({ name: 'ValueError', code });

describe('an amount in 元', () => {
  it.each([
    ['0', 0n],
    ['0.01', 1n],
    ['0.1', 10n],
    ['1', 100n],
    ['1.50', 150n],
    ['333333.29', 33_333_329n],
    ['3765432.11', 376_543_211n],
    ['1234567.8900000', 123_456_789n],
    ['99999999999999.99', 9_999_999_999_999_999n],
  ])('%s is exactly %s fen', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  it.each(['1234567.8900001', '0.001', '1.234'])('%s is finer than one fen (AT-22)', (text) => {
    expect(() => parseYuan(text)).toThrow(refusedAs('AMOUNT_PRECISION'));
  });

  it.each([
    '',
    ' ',
    '-1',
    '+1',
    '01',
    '.5',
    '5.',
    '1,000',
    '3,765,432.11',
    '5E+06',
    '1e3',
    '３７６',
    '376 ',
    '0x10',
    'NaN',
    'NULL',
    'Infinity',
    '1.2.3',
    '1_000',
    '٣',
    '999999999999999',
    '1\n',
  ])('%j is no amount', (text) => {
    expect(() => parseYuan(text)).toThrow(refusedAs('AMOUNT_FORMAT'));
  });
});

describe('an amount in 万元', () => {
  it.each([
    ['177563.25445', 177_563_254_450n],
    ['176363.25445', 176_363_254_450n],
    ['322027.591847', 322_027_591_847n],
    ['500', 500_000_000n],
    ['1000', 1_000_000_000n],
    ['3000', 3_000_000_000n],
    ['300', 300_000_000n],
    ['40000', 40_000_000_000n],
    ['0.000001', 1n],
    ['0.5', 500_000n],
  ])('%s is exactly %s fen (AT-22, seeded caps of §2)', (text, fen) => {
    expect(parseWanYuan(text)).toBe(fen);
  });

  it('keeps the difference of two amounts exact (AT-22)', () => {
    expect(parseWanYuan('177563.25445') - parseWanYuan('176363.25445')).toBe(1_200_000_000n);
  });

  it('is refused when it is finer than one fen', () => {
    expect(() => parseWanYuan('1.0000001')).toThrow(refusedAs('AMOUNT_PRECISION'));
    expect(() => parseWanYuan('万')).toThrow(refusedAs('AMOUNT_FORMAT'));
  });

  it('is ten thousand times the same text in 元', () => {
    fc.assert(
      fc.property(anyFen, (fen) => {
        expect(parseWanYuan(fenToYuan(fen))).toBe(fen * 10_000n);
      }),
    );
  });
});

describe('writing an amount in 元', () => {
  it.each([
    [0n, '0.00'],
    [1n, '0.01'],
    [99n, '0.99'],
    [376_543_211n, '3765432.11'],
    [-5n, '-0.05'],
    [-12_345n, '-123.45'],
  ])('%s fen are %s 元', (fen, text) => {
    expect(fenToYuan(fen)).toBe(text);
  });

  it('gives back the same fen when it is read again', () => {
    fc.assert(fc.property(anyFen, (fen) => expect(parseYuan(fenToYuan(fen))).toBe(fen)));
  });

  it('never writes anything but two decimals', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -MAX, max: MAX }), (fen) => {
        expect(fenToYuan(fen)).toMatch(/^-?(0|[1-9]\d*)\.\d\d$/);
      }),
    );
  });
});

describe('writing an amount in 万元', () => {
  it.each([
    [0n, '0.0000'],
    [1n, '0.000001'],
    [100n, '0.0001'],
    [12_345_678_00n, '1234.5678'],
    [12_345_678_90n, '1234.567890'],
    [-599_990_000n, '-599.9900'],
  ])('%s fen are %s', (fen, text) => {
    expect(fenToWanYuan(fen)).toBe(text);
  });

  it('gives back the same fen when it is read again', () => {
    fc.assert(fc.property(anyFen, (fen) => expect(parseWanYuan(fenToWanYuan(fen))).toBe(fen)));
  });
});

describe('grouping by threes', () => {
  it.each([
    ['3,765,432.11', '3765432.11'],
    ['12,500', '12500'],
    ['999', '999'],
    ['1,00', '1,00'],
    ['1234,567', '1234,567'],
    [',123', ',123'],
    ['1,234.5,6', '1,234.5,6'],
  ])('%s becomes %s', (text, plain) => {
    expect(withoutSeparators(text)).toBe(plain);
  });
});

describe('an amount on the wire', () => {
  it.each([
    ['a float', 1.5],
    ['a text', '3,765,432.11'],
    ['a text of digits', '376543211'],
    ['a bigint', 1n],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['an integer above 2^53−1', Number.MAX_SAFE_INTEGER + 1],
    ['nothing', null],
    ['a missing field', undefined],
    ['a boolean', true],
  ])('is refused when it is %s', (_name, value) => {
    expect(() => fenFromJson(value)).toThrow(refusedAs('AMOUNT_FORMAT'));
  });

  it('is refused when it is negative', () => {
    expect(() => fenFromJson(-1)).toThrow(refusedAs('NEGATIVE_AMOUNT'));
  });

  it('is refused on the way out when a JSON reader would round it', () => {
    expect(fenToJson(MAX)).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => fenToJson(MAX + 1n)).toThrow(refusedAs('AMOUNT_FORMAT'));
    expect(() => fenToJson(-MAX - 1n)).toThrow(refusedAs('AMOUNT_FORMAT'));
  });

  it('comes back as it went', () => {
    fc.assert(
      fc.property(anyFen, (fen) => {
        expect(fenFromJson(JSON.parse(JSON.stringify(fenToJson(fen))))).toBe(fen);
      }),
    );
  });
});
