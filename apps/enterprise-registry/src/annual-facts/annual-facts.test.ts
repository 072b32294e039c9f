import { describe, expect, it } from '@jest/globals';
import { AnnualFactsVerified, Refusal } from '@gusu/contracts';
import { type LocalDate, parseCreditCode } from '@gusu/values';
import fc from 'fast-check';
import type { Enterprise } from '../enterprise/enterprise.js';
import { correctYear, decideYear, saveYear, submitYear } from './annual-facts.rules.js';
import {
  ANNUAL_FACTS_STATUSES,
  type AnnualFacts,
  type AnnualFactsStatus,
  type AnnualFigures,
  type FactsYear,
  type YearDeclaration,
} from './annual-facts.js';

const now = new Date('2026-04-02T02:00:00Z');
const creditCode = parseCreditCode('91320594TE5T00016Q');
const enterprise = {
  creditCode,
  districtCode: '320571',
  establishedOn: '2018-03-01' as LocalDate,
} as Enterprise;
const admin = { id: 'admin', roles: ['enterprise-admin'], enterprise: creditCode } as const;
const clerk = { id: 'clerk', roles: ['district-clerk'], district: '320571' } as const;
const declaring = { enterprise, actor: admin, now };
const deciding = { enterprise, actor: clerk, now };
const figures: AnnualFigures = { operatingRevenueFen: 1_200_000_000n, staffTotal: 86 };
const declaration: YearDeclaration = { figures, source: 'ENTERPRISE', evidenceIds: ['e'] };
const written = { ...declaration, fiscalYear: 2025 };
const correction = { ...written, figures: { ...figures, staffTotal: 87 }, reason: '笔误' };

function version(status: AnnualFactsStatus): AnnualFacts {
  const submitted = status === 'draft' ? {} : { submittedBy: 'admin', submittedAt: now };
  const decided =
    status === 'verified' || status === 'rejected' ? { decidedBy: 'clerk', decidedAt: now } : {};
  return {
    ...written,
    ...submitted,
    ...decided,
    creditCode,
    version: 1,
    status,
    rejectionReasons: [],
    recordedBy: 'admin',
    recordedAt: now,
  };
}
function yearIn(status: AnnualFactsStatus | 'none'): FactsYear {
  if (status === 'none') return { newestVersion: 0 };
  if (status === 'verified') return { verified: version(status), newestVersion: 1 };
  if (status === 'rejected') return { newestVersion: 1 };
  return { underWay: version(status), newestVersion: 1 };
}
function codeOf(act: () => unknown): unknown {
  try {
    act();
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const ACTS = {
  save: (year: FactsYear) => saveYear(year, written, declaring),
  submit: (year: FactsYear) => submitYear(year, 2025, declaring),
  verify: (year: FactsYear) => decideYear(year, 2025, { decision: 'verify' }, deciding),
  reject: (year: FactsYear) =>
    decideYear(year, 2025, { decision: 'reject', reasons: [{ code: 'X', detail: '不一致' }] }, deciding),
  correct: (year: FactsYear) => correctYear(year, correction, declaring),
};
const NOT_LEGAL = 'annual-facts/move-not-legal';
const NOT_FOUND = 'annual-facts/not-found';

describe('every move from every status of a year', () => {
  it.each([
    [
      'save',
      {
        none: 'done',
        draft: 'done',
        submitted: NOT_LEGAL,
        verified: 'annual-facts/already-verified',
        rejected: 'done',
      },
    ],
    [
      'submit',
      { none: NOT_FOUND, draft: 'done', submitted: NOT_LEGAL, verified: NOT_LEGAL, rejected: NOT_FOUND },
    ],
    [
      'verify',
      { none: NOT_FOUND, draft: NOT_LEGAL, submitted: 'done', verified: NOT_LEGAL, rejected: NOT_FOUND },
    ],
    [
      'reject',
      { none: NOT_FOUND, draft: NOT_LEGAL, submitted: 'done', verified: NOT_LEGAL, rejected: NOT_FOUND },
    ],
    [
      'correct',
      {
        none: NOT_FOUND,
        draft: 'annual-facts/not-verified',
        submitted: 'annual-facts/not-verified',
        verified: 'done',
        rejected: 'annual-facts/not-verified',
      },
    ],
  ] as const)('%s', (act, expected) => {
    const statuses = ['none', ...ANNUAL_FACTS_STATUSES] as const;
    const found = Object.fromEntries(
      statuses.map((status) => [status, codeOf(() => ACTS[act](yearIn(status)))]),
    );
    expect(found).toEqual(expected);
  });

  it('follows a rejected version by a new draft and keeps the rejected one', () => {
    expect(saveYear(yearIn('rejected'), written, declaring)).toMatchObject({ version: 2, status: 'draft' });
  });

  it('lets the verified version stand until its correction is verified', () => {
    const year = yearIn('verified');
    const corrected = correctYear(year, correction, declaring);
    expect(corrected).toMatchObject({ version: 2, status: 'submitted', correctionReason: '笔误' });
    const decided = decideYear(
      { ...year, underWay: corrected, newestVersion: 2 },
      2025,
      { decision: 'verify' },
      deciding,
    );
    expect(decided.superseded).toEqual({ ...year.verified, supersededAt: now });
    expect(decided.event?.data).toMatchObject({ version: 2, isCorrection: true });
    expect(codeOf(() => correctYear({ ...year, underWay: corrected }, correction, declaring))).toBe(
      'annual-facts/correction-under-way',
    );
  });

  it('is refused to a correction that changes nothing, or has no evidence', () => {
    const year = yearIn('verified');
    expect(codeOf(() => correctYear(year, { ...correction, figures }, declaring))).toBe(
      'annual-facts/nothing-changed',
    );
    expect(codeOf(() => correctYear(year, { ...correction, evidenceIds: [] }, declaring))).toBe(
      'request/invalid',
    );
  });

  it('is for the enterprise to declare and for another person of its district to decide', () => {
    const elsewhere = { ...clerk, district: '320583' };
    const both = { id: 'admin', roles: ['enterprise-admin', 'district-clerk'], district: '320571' } as const;
    const submitted = yearIn('submitted');
    const verify = (actor: typeof clerk | typeof both | typeof elsewhere) => () =>
      decideYear(submitted, 2025, { decision: 'verify' }, { enterprise, actor, now });
    expect(codeOf(verify(elsewhere))).toBe('enterprise/not-your-district');
    expect(codeOf(verify(both))).toBe('annual-facts/self-verification');
    expect(codeOf(() => saveYear(yearIn('none'), written, deciding))).toBe('enterprise/not-your-enterprise');
  });
});

describe('what is announced of a verified year', () => {
  it('is its revenue band and no figure, whatever the figures are', () => {
    const fen = fc.bigInt({ min: 1_000n, max: 10_000_000_000_000n });
    fc.assert(
      fc.property(fen, fen, (operatingRevenueFen, netProfitFen) => {
        const underWay = { ...version('submitted'), figures: { operatingRevenueFen, netProfitFen } };
        const { event } = decideYear({ underWay, newestVersion: 1 }, 2025, { decision: 'verify' }, deciding);
        expect(Object.keys(event?.data as object).sort()).toEqual(
          Object.keys(AnnualFactsVerified.example).sort(),
        );
        const wire = JSON.stringify({ ...(event?.data as object), creditCode: '', fiscalYear: 0 });
        expect(wire).not.toContain(String(operatingRevenueFen));
        expect(wire).not.toContain(String(netProfitFen));
      }),
    );
  });
});
