import { describe, expect, it } from '@jest/globals';
import type { LocalDate } from '@gusu/values';
import fc from 'fast-check';
import { type DeclaredProperty, numberKeyOf } from './intellectual-property.js';
import { propertyDefects } from './intellectual-property.rules.js';

const day = (text: string) => text as LocalDate;
const today = day('2026-04-02');
const invention: DeclaredProperty = {
  class: 'I_INVENTION',
  number: 'ZL202010123456.7',
  name: '一种图像识别方法',
  grantedOn: day('2022-05-17'),
  acquiredBy: 'SELF',
  isInUse: true,
};
const codes = (changes: Partial<DeclaredProperty>) =>
  propertyDefects({ ...invention, ...changes }, today).map(({ pointer, code }) => `${pointer} ${code}`);

describe('what is wrong with a declared right', () => {
  it.each<[string, Partial<DeclaredProperty>, string[]]>([
    ['nothing', {}, []],
    ['granted today', { grantedOn: today }, []],
    ['granted tomorrow', { grantedOn: day('2026-04-03') }, ['/grantedOn DATE_IN_FUTURE']],
    ['acquired nobody knows when', { acquiredBy: 'ASSIGNED' }, ['/transferredOn REQUIRED']],
    ['acquired', { acquiredBy: 'GIFT', transferredOn: today }, []],
    ['an own one transferred', { transferredOn: today }, ['/transferredOn NOT_ALLOWED']],
    ['without a number', { number: '——' }, ['/number FORMAT']],
    [
      'all at once',
      { number: '·', grantedOn: day('2026-04-03'), acquiredBy: 'MERGER', transferredOn: day('2027-01-01') },
      ['/number FORMAT', '/grantedOn DATE_IN_FUTURE', '/transferredOn DATE_IN_FUTURE'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(codes(changes)).toEqual(expected);
  });
});

describe('the number of a right as it is compared', () => {
  it.each([
    ['ZL202010123456.7', '2020101234567'],
    ['zl 2020 1 0123456.7', '2020101234567'],
    ['ＺＬ２０２０１０１２３４５６．７', '2020101234567'],
    ['2021SR0123456', '2021SR0123456'],
    ['CNA-2018-0123', 'CNA20180123'],
  ])('of %s', (number, key) => {
    expect(numberKeyOf(number)).toBe(key);
  });

  it('does not depend on blanks, dots, case and width, and stays what it is', () => {
    const number = fc.stringMatching(/^[0-9A-Z]{4,20}$/).filter((text) => !text.startsWith('ZL'));
    const sign = fc.constantFrom(' ', '.', '-', '　', '．');
    fc.assert(
      fc.property(number, fc.nat({ max: 20 }), sign, (text, at, between) => {
        const written = `ZL${text.slice(0, at)}${between}${text.slice(at)}`.toLowerCase();
        expect(numberKeyOf(written)).toBe(text);
        expect(numberKeyOf(numberKeyOf(written))).toBe(text);
      }),
    );
  });
});
