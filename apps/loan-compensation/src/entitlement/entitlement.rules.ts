import { type Fen, shareOf } from '@gusu/values';
import { measureLoss } from '../claim/loss.rules.js';
import { poolPartOf } from '../claim/share.rules.js';
import type { BadLoan, DrawnCover, Entitlement, EntitlementLine, EntitlementTerms } from './entitlement.js';

/**
 * What the pool would owe on a loan that is not performing (funding.md §7.5), by the formula of claims, for the principal alone and before any
 * cap: interest is measured on the day of a claim, and caps are used up in the order of approvals. Amounts in fen; the bank bears the rest,
 * and what lies outside the cover (I-01).
 */
export function entitlementOf(
  { principalFen, disbursedFen, filedFen, poolBps }: BadLoan,
  terms: EntitlementTerms,
): Entitlement {
  const { lossFen, uncoveredFen } = measureLoss(
    {
      ...{ systemPrincipalFen: principalFen, certifiedPrincipalFen: principalFen, filedFen, disbursedFen },
      ...{ ratePpm: 0, interestDays: 0, isFilingInForce: true },
    },
    terms,
  );
  const { poolFen: entitledFen } = poolPartOf(lossFen, poolBps, terms);
  const guarantorFen = terms.guarantorShares.reduce((sum, { bps }) => sum + shareOf(lossFen, bps), 0n);
  return {
    nonPerformingFen: lossFen,
    entitledFen,
    guarantorFen,
    bankFen: lossFen + uncoveredFen - entitledFen - guarantorFen,
  };
}

/** The lines of all banks that have drawn anything, and what they add up to. */
export function linesOf(
  drawn: readonly DrawnCover[],
  bad: readonly { bankCode: string; entitlement: Entitlement }[],
): { banks: EntitlementLine[]; total: EntitlementLine } {
  const lines = new Map(drawn.map((one) => [one.bankCode, { ...emptyLine(one.bankCode), ...one }]));
  for (const { bankCode, entitlement } of bad) {
    const line = lines.get(bankCode) ?? emptyLine(bankCode);
    lines.set(bankCode, add(line, { ...NOTHING, ...entitlement, nonPerformingLoans: 1 }));
  }
  const banks = [...lines.values()];
  return { banks, total: banks.reduce((sum, line) => add(sum, line), emptyLine('')) };
}

type Figures = Omit<EntitlementLine, 'bankCode'>;

const NONE: Fen = 0n;
const NOTHING: Figures = {
  loans: 0,
  drawnFen: NONE,
  nonPerformingLoans: 0,
  nonPerformingFen: NONE,
  entitledFen: NONE,
  guarantorFen: NONE,
  bankFen: NONE,
};

const emptyLine = (bankCode: string): EntitlementLine => ({ bankCode, ...NOTHING });

function add(line: EntitlementLine, more: Figures): EntitlementLine {
  return {
    bankCode: line.bankCode,
    loans: line.loans + more.loans,
    drawnFen: line.drawnFen + more.drawnFen,
    nonPerformingLoans: line.nonPerformingLoans + more.nonPerformingLoans,
    nonPerformingFen: line.nonPerformingFen + more.nonPerformingFen,
    entitledFen: line.entitledFen + more.entitledFen,
    guarantorFen: line.guarantorFen + more.guarantorFen,
    bankFen: line.bankFen + more.bankFen,
  };
}
