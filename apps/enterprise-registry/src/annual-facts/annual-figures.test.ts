import { describe, expect, it } from '@jest/globals';
import type { LocalDate } from '@gusu/values';
import fc from 'fast-check';
import { type AnnualFigures, COUNT_FIGURES, MONEY_FIGURES, type YearDeclaration } from './annual-facts.js';
import { readAmount, readFigures, writeFigures } from './annual-figures.js';
import { yearDefects } from './annual-figures.rules.js';
import { revenueBandOf } from './revenue-band.rules.js';

const establishedOn = '2018-03-01' as LocalDate;
const figures: AnnualFigures = { operatingRevenueFen: 1_200_000_000n, staffTotal: 86 };
const declaration: YearDeclaration = { figures, source: 'ENTERPRISE', evidenceIds: ['e'] };

describe('what makes a year unfit', () => {
  const codes = (changed: AnnualFigures, fiscalYear = 2025, more: Partial<YearDeclaration> = {}) =>
    yearDefects(
      fiscalYear,
      { ...declaration, ...more, figures: changed },
      { establishedOn, today: '2026-04-02' as LocalDate },
    ).map(({ pointer, code }) => `${pointer} ${code}`);

  it.each<[string, AnnualFigures, string[]]>([
    ['negative revenue', { operatingRevenueFen: -1n }, ['/figures/operatingRevenue NEGATIVE_REVENUE']],
    [
      'negative liabilities',
      { totalLiabilitiesFen: -1n },
      ['/figures/totalLiabilities NEGATIVE_LIABILITIES'],
    ],
    ['a negative expense', { rdExpenseFen: -1n }, ['/figures/rdExpense NEGATIVE_AMOUNT']],
    ['a loss', { netProfitFen: -1n, netAssetsFen: -1n }, []],
    ['nobody with technical staff', { staffTotal: 0, techStaff: 1 }, ['/figures/techStaff STAFF_ZERO']],
    ['nobody at all', { staffTotal: 0, techStaff: 0 }, []],
    ['more technical staff', { staffTotal: 9, techStaff: 10 }, ['/figures/techStaff TECH_STAFF_ABOVE_STAFF']],
    ['more researchers', { staffTotal: 9, rdStaff: 10 }, ['/figures/rdStaff RD_STAFF_ABOVE_STAFF']],
    [
      'domestic above all',
      { rdExpenseFen: 1n, rdDomesticFen: 2n },
      ['/figures/rdDomestic DOMESTIC_ABOVE_RD'],
    ],
    [
      'main above all',
      { operatingRevenueFen: 1n, mainRevenueFen: 2n },
      ['/figures/mainRevenue MAIN_ABOVE_OPERATING'],
    ],
    [
      'high-tech above all',
      { totalIncomeFen: 1n, hiTechIncomeFen: 2n },
      ['/figures/hiTechIncome HI_TECH_ABOVE_TOTAL'],
    ],
    [
      'equal parts',
      { totalIncomeFen: 2n, hiTechIncomeFen: 2n, operatingRevenueFen: 3n, mainRevenueFen: 3n },
      [],
    ],
    ['a part without its whole', { hiTechIncomeFen: 2n, techStaff: 3 }, []],
    ['ten million 万元', { totalAssetsFen: 10_000_000_000_000n }, []],
    ['a fen more', { totalAssetsFen: 10_000_000_000_001n }, ['/figures/totalAssets UNIT_SUSPECT']],
    ['nothing', {}, ['/figures REQUIRED']],
  ])('%s', (_, changed, expected) => {
    expect(codes(changed)).toEqual(expected);
  });

  it('is its year, or papers that are named and not given', () => {
    expect(codes(figures, 2026)).toEqual(['/fiscalYear YEAR_NOT_OVER']);
    expect(codes(figures, 2018)).toEqual([]);
    expect(codes(figures, 2017)).toEqual(['/fiscalYear YEAR_BEFORE_ESTABLISHMENT']);
    expect(codes(figures, 2025, { source: 'AUDIT', evidenceIds: [] })).toEqual([
      '/evidenceIds EVIDENCE_MISSING',
      '/figures/auditReportNo REQUIRED',
    ]);
  });

  it('is all of it at once', () => {
    const bad = { operatingRevenueFen: -5n, mainRevenueFen: 1n, staffTotal: 0, techStaff: 2, rdStaff: 1 };
    expect(codes(bad, 2027)).toHaveLength(5);
  });
});

describe('reading and writing figures', () => {
  it.each([
    ['1234.5678', 'wan', 1_234_567_800n],
    ['-0.5', 'wan', -500_000n],
    ['12345678.91', 'yuan', 1_234_567_891n],
    ['1234.56780', 'wan', 1_234_567_800n],
    ['1234.56789', 'wan', 'AMOUNT_PRECISION'],
    ['1.001', 'yuan', 'AMOUNT_PRECISION'],
    ['1,234', 'wan', 'AMOUNT_FORMAT'],
    ['１２', 'wan', 'AMOUNT_FORMAT'],
    ['1e3', 'wan', 'AMOUNT_FORMAT'],
    ['--1', 'wan', 'AMOUNT_FORMAT'],
    ['', 'wan', 'AMOUNT_FORMAT'],
    ['99999999999', 'wan', 'TOO_LONG'],
  ] as const)('%s in %s', (text, unit, expected) => {
    expect(readAmount(text, unit)).toBe(expected);
  });

  it('gives back every figure that it has written', () => {
    const yuan = fc.bigInt({ min: -90_000_000_000_000n, max: 90_000_000_000_000n });
    const money = Object.fromEntries(MONEY_FIGURES.map((name) => [`${name}Fen`, yuan.map((n) => n * 100n)]));
    const counts = Object.fromEntries(COUNT_FIGURES.map((name) => [name, fc.nat()]));
    fc.assert(
      fc.property(fc.record({ ...money, ...counts }, { requiredKeys: [] }), (some) => {
        expect(readFigures(writeFigures(some as AnnualFigures), 'wan')).toEqual({
          figures: some,
          defects: [],
        });
      }),
    );
  });
});

describe('the revenue band', () => {
  it.each([
    [0n, 'upTo20Million'],
    [2_000_000_000n, 'upTo20Million'],
    [2_000_000_001n, 'upTo50Million'],
    [5_000_000_000n, 'upTo50Million'],
    [5_000_000_001n, 'upTo400Million'],
    [40_000_000_000n, 'upTo400Million'],
    [40_000_000_001n, 'above400Million'],
  ] as const)('of %s fen is %s', (fen, band) => {
    expect(revenueBandOf(fen)).toBe(band);
  });
});
