import type { Defect, DefectCode } from '@gusu/contracts';
import type { LocalDate } from '@gusu/values';
import {
  type AnnualFigures,
  MONEY_FIGURES,
  type MoneyFigure,
  SIGNED_FIGURES,
  type YearDeclaration,
} from './annual-facts.js';
import { fenKey } from './annual-figures.js';

// cultivation-talent.md §18: more than 10^7 万元 is almost always 元 written into a 万元 field.
const SUSPECT_FEN = 10_000_000n * 1_000_000n;
const REVENUES: readonly MoneyFigure[] = [
  'operatingRevenue',
  'mainRevenue',
  'salesRevenue',
  'totalIncome',
  'hiTechIncome',
  'aiRevenue',
];

// What is a part of something else is never more than it.
const PARTS: readonly { part: string; whole: string; suffix: 'Fen' | ''; code: DefectCode }[] = [
  { part: 'mainRevenue', whole: 'operatingRevenue', suffix: 'Fen', code: 'MAIN_ABOVE_OPERATING' },
  { part: 'hiTechIncome', whole: 'totalIncome', suffix: 'Fen', code: 'HI_TECH_ABOVE_TOTAL' },
  { part: 'rdDomestic', whole: 'rdExpense', suffix: 'Fen', code: 'DOMESTIC_ABOVE_RD' },
  { part: 'techStaff', whole: 'staffTotal', suffix: '', code: 'TECH_STAFF_ABOVE_STAFF' },
  { part: 'rdStaff', whole: 'staffTotal', suffix: '', code: 'RD_STAFF_ABOVE_STAFF' },
];

/**
 * Everything that makes a year unfit to be submitted, all at once (cultivation-talent.md §18): YEAR_NOT_OVER,
 * YEAR_BEFORE_ESTABLISHMENT, REQUIRED when there is no figure at all, NEGATIVE_REVENUE, NEGATIVE_LIABILITIES, NEGATIVE_AMOUNT,
 * UNIT_SUSPECT, MAIN_ABOVE_OPERATING, HI_TECH_ABOVE_TOTAL, DOMESTIC_ABOVE_RD, STAFF_ZERO, TECH_STAFF_ABOVE_STAFF,
 * RD_STAFF_ABOVE_STAFF, EVIDENCE_MISSING when papers of others are named and none is given. A figure that is missing is no
 * defect: it is unknown. `today` is the day in Asia/Shanghai.
 */
export function yearDefects(
  fiscalYear: number,
  { figures, source, evidenceIds }: YearDeclaration,
  { establishedOn, today }: { establishedOn: LocalDate; today: LocalDate },
): Defect[] {
  const defects: Defect[] = [];
  if (fiscalYear >= yearOf(today)) defects.push({ pointer: '/fiscalYear', code: 'YEAR_NOT_OVER' });
  if (fiscalYear < yearOf(establishedOn))
    defects.push({ pointer: '/fiscalYear', code: 'YEAR_BEFORE_ESTABLISHMENT' });
  if (Object.keys(figures).length === 0) defects.push({ pointer: '/figures', code: 'REQUIRED' });
  defects.push(...amountDefects(figures), ...partDefects(figures));
  if (source !== 'ENTERPRISE' && evidenceIds.length === 0)
    defects.push({ pointer: '/evidenceIds', code: 'EVIDENCE_MISSING' });
  if (source === 'AUDIT' && figures.auditReportNo === undefined)
    defects.push({ pointer: '/figures/auditReportNo', code: 'REQUIRED' });
  return defects;
}

function amountDefects(figures: AnnualFigures): Defect[] {
  return MONEY_FIGURES.flatMap((name) => {
    const fen = figures[fenKey(name)];
    if (fen === undefined) return [];
    const pointer = `/figures/${name}`;
    const size = fen < 0n ? -fen : fen;
    return [
      ...(fen < 0n && !SIGNED_FIGURES.includes(name) ? [{ pointer, code: negativeCode(name) }] : []),
      ...(size > SUSPECT_FEN ? [{ pointer, code: 'UNIT_SUSPECT' }] : []),
    ];
  });
}

function negativeCode(name: MoneyFigure): DefectCode {
  if (REVENUES.includes(name)) return 'NEGATIVE_REVENUE';
  return name === 'totalLiabilities' ? 'NEGATIVE_LIABILITIES' : 'NEGATIVE_AMOUNT';
}

function partDefects(figures: AnnualFigures): Defect[] {
  const values = figures as Readonly<Record<string, bigint | number | undefined>>;
  return PARTS.flatMap(({ part, whole, suffix, code }) => {
    const [partValue, wholeValue] = [values[part + suffix], values[whole + suffix]];
    if (partValue === undefined || wholeValue === undefined || partValue <= wholeValue) return [];
    const isNobody = part === 'techStaff' && wholeValue === 0;
    return [{ pointer: `/figures/${part}`, code: isNobody ? 'STAFF_ZERO' : code }];
  });
}

function yearOf(day: LocalDate): number {
  return Number(day.slice(0, 4));
}
