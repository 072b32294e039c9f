import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CAPITAL_CURRENCIES,
  parseRegisteredCapital,
  readCapital,
  writeRegisteredCapital,
} from './registered-capital.js';

describe('reading registered capital as the register writes it', () => {
  it.each([
    ['12,500(万元人民币)', '125000000', 'CNY'],
    ['3,900(万元人民币)', '39000000', 'CNY'],
    ['2800万人民币', '28000000', 'CNY'],
    ['40(万美元)', '400000', 'USD'],
    ['0.5万人民币', '5000', 'CNY'],
    ['34.1000(万元人民币)', '341000', 'CNY'],
    ['274.988591万人民币', '2749885.91', 'CNY'],
    ['1,006,687.1625(万元人民币)', '10066871625', 'CNY'],
    ['50万人民币元', '500000', 'CNY'],
    ['50万元人民币', '500000', 'CNY'],
    ['50万元', '500000', 'CNY'],
    ['0(万元人民币)', '0', 'CNY'],
    ['1,000(万日元)', '10000000', 'JPY'],
    ['12(万香港元)', '120000', 'HKD'],
    ['12(万港元)', '120000', 'HKD'],
    ['3(万德国马克)', '30000', 'DEM'],
    ['3(万丹麦克郎)', '30000', 'DKK'],
    ['3(万新加坡元)', '30000', 'SGD'],
    ['5000元', '5000', 'CNY'],
  ])('reads %s', (text, amount, currency) => {
    expect(parseRegisteredCapital(text)).toEqual({ capital: { amount, currency } });
  });

  it.each(['N/A', '', '  '])('takes %p as no capital stated', (text) => {
    expect(parseRegisteredCapital(text)).toEqual({ capital: undefined });
  });

  it.each([
    '壹佰万元',
    '-5万人民币',
    '1,23万人民币',
    '5万',
    '5万贝壳',
    '1e5万人民币',
    '0.0000001万人民币',
    '５万人民币',
  ])('refuses %s', (text) => {
    expect(parseRegisteredCapital(text)).toEqual({ defect: 'CAPITAL_FORMAT' });
  });

  it('suspects a wrong unit above ten million 万, not at it', () => {
    expect(parseRegisteredCapital('10,000,000(万元人民币)')).toMatchObject({ capital: { currency: 'CNY' } });
    expect(parseRegisteredCapital('10,000,000.01(万元人民币)')).toEqual({ defect: 'UNIT_SUSPECT' });
    expect(parseRegisteredCapital('125000000(万元人民币)')).toEqual({ defect: 'UNIT_SUSPECT' });
  });

  it('reads again what it has written, whatever the amount, unit and currency', () => {
    const decimal = fc
      .tuple(fc.nat({ max: 9_999_999 }), fc.nat({ max: 99 }))
      .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`);
    fc.assert(
      fc.property(
        decimal,
        fc.constantFrom('yuan', 'wan' as const),
        fc.constantFrom(...CAPITAL_CURRENCIES),
        (amount, unit, currency) => {
          const reading = readCapital(amount, unit as 'yuan' | 'wan', currency);
          if (reading.defect !== undefined || !reading.capital)
            throw new Error('a plain decimal is readable');
          expect(parseRegisteredCapital(writeRegisteredCapital(reading.capital))).toEqual(reading);
        },
      ),
    );
  });
});
