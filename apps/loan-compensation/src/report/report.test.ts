import { describe, expect, it } from '@jest/globals';
import type { Report } from './report.js';
import { csvOf, totalsOf } from './report.rules.js';

const report: Report = {
  reportId: 'R0',
  title: { zh: '示例', en: 'Example' },
  columns: [
    { key: 'name', zh: '企业', en: 'enterprise', kind: 'text' },
    { key: 'loans', zh: '笔数', en: 'loans', kind: 'count' },
    { key: 'owedFen', zh: '余额', en: 'owed', kind: 'fen' },
    { key: 'ratio', zh: '比率（%）', en: 'ratio', kind: 'percent' },
  ],
  rows: [
    { name: '甲“乙”,丙', loans: 2, owedFen: 123_456_789n, ratio: '4.5454' },
    { name: '=HYPERLINK("x")', loans: 1, owedFen: -1n, ratio: '0.0000' },
    { name: null, loans: 0, owedFen: 9_007_199_254_740_993n, ratio: '0.0000' },
  ],
};

describe('a report as a table for spreadsheets', () => {
  it('begins with a byte order mark, and has each amount in yuan and in fen, exactly', () => {
    expect(csvOf(report)).toBe(
      '\uFEFF企业,笔数,余额（元）,余额（分）,比率（%）\r\n' +
        '"甲“乙”,丙",2,1234567.89,123456789,4.5454\r\n' +
        '"\'=HYPERLINK(""x"")",1,-0.01,-1,0.0000\r\n' +
        ',0,90071992547409.93,9007199254740993,0.0000\r\n',
    );
  });

  it('adds up what adds up', () => {
    expect(totalsOf(report)).toEqual({ loans: 3, owedFen: 9_007_199_378_197_781n });
  });
});
