import type { Defect, DefectCode } from '@gusu/contracts';
import { fenToWanYuan, parseWanYuan, parseYuan, ValueError } from '@gusu/values';
import { type AnnualFigures, COUNT_FIGURES, MONEY_FIGURES, type MoneyFigure } from './annual-facts.js';

export type AmountUnit = 'yuan' | 'wan';

type FenOf<Name extends string> = `${Name}Fen`;
type AmountTexts = Partial<Record<MoneyFigure, string>>;
type Counts = Partial<Record<(typeof COUNT_FIGURES)[number], number>>;

/** Figures as they are written down: amounts as decimal texts in the unit that stands beside them. */
export interface WrittenFigures extends AmountTexts, Counts {
  auditReportNo?: string;
}

const WAN_DECIMALS = 4;
const LARGEST_STORED = BigInt(Number.MAX_SAFE_INTEGER);

export const fenKey = (name: MoneyFigure): FenOf<MoneyFigure> => `${name}Fen`;

/** Reads written figures; every amount that cannot be read or stored is a defect under `/figures`. */
export function readFigures(
  { auditReportNo, ...written }: WrittenFigures,
  unit: AmountUnit,
): { figures: AnnualFigures; defects: Defect[] } {
  const figures: AnnualFigures = {};
  const defects: Defect[] = [];
  for (const name of MONEY_FIGURES) {
    const text = written[name];
    if (text === undefined) continue;
    const amount = readAmount(text, unit);
    if (typeof amount === 'bigint') figures[fenKey(name)] = amount;
    else defects.push({ pointer: `/figures/${name}`, code: amount });
  }
  for (const name of COUNT_FIGURES) if (written[name] !== undefined) figures[name] = written[name];
  if (auditReportNo !== undefined) figures.auditReportNo = auditReportNo;
  return { figures, defects };
}

/** Writes figures in 万元, every one exactly. */
export function writeFigures(figures: AnnualFigures): WrittenFigures {
  const amounts = MONEY_FIGURES.flatMap((name) => {
    const fen = figures[fenKey(name)];
    return fen === undefined ? [] : [[name, fenToWanYuan(fen)]];
  });
  const counts = COUNT_FIGURES.flatMap((name) =>
    figures[name] === undefined ? [] : [[name, figures[name]]],
  );
  const { auditReportNo } = figures;
  return Object.fromEntries([
    ...amounts,
    ...counts,
    ...(auditReportNo ? [['auditReportNo', auditReportNo]] : []),
  ]);
}

/**
 * An amount in fen, or what is wrong with its text: AMOUNT_FORMAT, AMOUNT_PRECISION for more than four decimals of 万元 or two of 元
 * (cultivation-talent.md §0.3), TOO_LONG for what no JSON integer of fen can hold.
 */
export function readAmount(text: string, unit: AmountUnit): bigint | DefectCode {
  const isNegative = text.startsWith('-');
  const digits = isNegative ? text.slice(1) : text;
  const decimals = (digits.split('.')[1] ?? '').replace(/0+$/, '').length;
  if (unit === 'wan' && decimals > WAN_DECIMALS && /^\d+\.\d+$/.test(digits)) return 'AMOUNT_PRECISION';
  try {
    const fen = unit === 'wan' ? parseWanYuan(digits) : parseYuan(digits);
    if (fen > LARGEST_STORED) return 'TOO_LONG';
    return isNegative ? -fen : fen;
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    return error.code === 'AMOUNT_PRECISION' ? 'AMOUNT_PRECISION' : 'AMOUNT_FORMAT';
  }
}
