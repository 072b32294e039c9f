import { describe, expect, it } from '@jest/globals';
import type { LocalDate } from '@gusu/values';
import { readRegisterRow } from './register-row.js';

const TODAY = '2021-06-01' as LocalDate;
const ROW = [
  '苏州示例智能科技有限公司',
  '91320594TE5T00016Q',
  '2001-03-05',
  '有限责任公司',
  '12,500(万元人民币)',
  '软件开发，销售',
  '江苏',
  '苏州',
  '苏州工业园区星湖街1号',
];
const withField = (at: number, text: string) => ROW.map((field, index) => (index === at ? text : field));

describe('a row of the public register', () => {
  it('becomes an enterprise with its district, capital and day of establishment', () => {
    expect(readRegisterRow(ROW, TODAY)).toEqual({
      row: {
        creditCode: '91320594TE5T00016Q',
        name: '苏州示例智能科技有限公司',
        establishedOn: '2001-03-05',
        entityType: '有限责任公司',
        registeredCapital: { amount: '125000000', currency: 'CNY' },
        businessScope: '软件开发，销售',
        address: '苏州工业园区星湖街1号',
        districtCode: '320571',
        isSynthetic: true,
        warnings: [],
      },
    });
  });

  it('is read in full-width characters too, and keeps the punctuation of its texts', () => {
    const reading = readRegisterRow(
      [
        '某（苏州）公司',
        '９１３２０５９４ＴＥ５Ｔ０００１６Ｑ',
        '２００１－０３－０５',
        'N/A',
        '１２，５００（万元人民币）',
        'N/A',
        '江苏',
        '苏州',
        '',
      ],
      TODAY,
    );
    expect(reading).toMatchObject({
      row: {
        name: '某（苏州）公司',
        creditCode: '91320594TE5T00016Q',
        establishedOn: '2001-03-05',
        registeredCapital: { amount: '125000000', currency: 'CNY' },
        entityType: undefined,
        businessScope: undefined,
      },
    });
  });

  it.each([
    ['a code of 15 characters', withField(1, '320583000001180'), ['USCC_LENGTH']],
    ['a licence number of the old kind', withField(1, '企外苏苏承字第0045'), ['USCC_LENGTH']],
    ['a letter that is none of the alphabet', withField(1, '9132O594TE5T00016Q'), ['USCC_CHAR']],
    ['a wrong organisation code', withField(1, '91320594TE5T00013F'), ['USCC_ORG_CHECK']],
    ['a wrong last character', withField(1, '91320594TE5T00016A'), ['USCC_CHECK']],
    ['no name', withField(0, ' '), ['NAME_MISSING']],
    ['a zero-width space in the name', withField(0, '苏州\u200b公司'), ['CONTROL_CHARACTER']],
    ['a day that does not exist', withField(2, '2001-02-30'), ['DATE_FORMAT']],
    ['a day in the future', withField(2, '2021-06-02'), ['DATE_IN_FUTURE']],
    ['capital that is no number', withField(4, '若干'), ['CAPITAL_FORMAT']],
    ['capital in the wrong unit', withField(4, '125000000万人民币'), ['UNIT_SUSPECT']],
    ['a column too few', ROW.slice(1), ['COLUMN_COUNT']],
    ['a column too many', [...ROW, ''], ['COLUMN_COUNT']],
  ])('is refused for %s', (_, fields, codes) => {
    expect(readRegisterRow(fields, TODAY)).toEqual({ codes });
  });

  it('names all of its defects at once', () => {
    expect(readRegisterRow(['', 'x', 'y', 'N/A', 'z', '', '', '', ''], TODAY)).toEqual({
      codes: ['USCC_LENGTH', 'NAME_MISSING', 'DATE_FORMAT', 'CAPITAL_FORMAT'],
    });
  });

  it('goes where the address says and warns when the credit code says otherwise', () => {
    expect(readRegisterRow(withField(8, '昆山市黄河北路1号'), TODAY)).toMatchObject({
      row: { districtCode: '320583', warnings: [{ code: 'WARN_DISTRICT_MISMATCH' }] },
    });
  });

  it('stays with the city and warns when neither code nor address names a district', () => {
    expect(
      readRegisterRow(
        withField(1, '91320500TE5T000108').map((f, i) => (i === 8 ? '人民路1号' : f)),
        TODAY,
      ),
    ).toEqual(expect.anything());
  });
});
