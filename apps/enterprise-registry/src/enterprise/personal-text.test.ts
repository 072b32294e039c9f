import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasPersonalNumber, maskPersonalNumbers } from './personal-text.js';

describe('numbers that point at a person', () => {
  it.each([
    ['身份证320505199003071037', '身份证320505********1037'],
    ['ID 32050319881231402x。', 'ID 320503********402x。'],
    ['３２０５０５１９９００３０７１０３７', '320505********1037'],
    ['联系人13812345678', '联系人138****5678'],
    ['tel 138-1234-5678', 'tel 138****5678'],
    ['+86 139 0000 1111', '+86 139****1111'],
    ['张某，出生日期：1990-03-07', '张某,出生日期:****'],
    ['1985年3月2日出生', '****出生'],
    ['1985年3月2日生，男', '****生,男'],
    ['生于1985.03.02', '生于****'],
    ['born on 1985-03-02', 'born on ****'],
  ])('masks %s', (text, masked) => {
    expect(hasPersonalNumber(text)).toBe(true);
    expect(maskPersonalNumbers(text)).toBe(masked);
  });

  it.each([
    'ZL202010123456.7',
    '91320594TE5T00016Q',
    '2021SR1234567',
    'GB/T 39046-2020',
    '公司成立于2018年3月1日',
    '2021年3月1日生效',
    '2021年3月1日生产线投产',
    '苏会审〔2026〕123号',
    '营业收入1380012345元，见第12页',
    '',
  ])('lets %s stand', (text) => {
    expect(hasPersonalNumber(text)).toBe(false);
  });

  it('finds a planted number wherever it stands, and leaves none behind', () => {
    const day = fc.date({ min: new Date('1930-01-01'), max: new Date('2020-12-31'), noInvalidDate: true });
    const tail = fc.nat({ max: 9999 }).map((n) => String(n).padStart(4, '0'));
    const identity = fc
      .tuple(fc.integer({ min: 100_000, max: 999_999 }), day, tail)
      .map(([region, date, end]) => `${region}${date.toISOString().slice(0, 10).replaceAll('-', '')}${end}`);
    const phone = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String);
    const birth = day.map((date) => `出生日期${date.toISOString().slice(0, 10)}`);
    const words = fc.string().filter((text) => !/[\d０-９]/.test(text) && text.normalize('NFKC') === text);
    fc.assert(
      fc.property(words, fc.oneof(identity, phone, birth), words, (before, planted, after) => {
        const text = `${before}，${planted}。${after}`;
        expect(hasPersonalNumber(text)).toBe(true);
        expect(maskPersonalNumbers(text)).not.toContain(planted.replace('出生日期', ''));
      }),
    );
  });
});
