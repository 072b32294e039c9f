import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CODE } from '../fixture/assessments.js';
import { noon } from '../fixture/titles.js';
import { drawRank } from './draw-order.js';
import { type Expert, EXPERT_REVIEW_STATUSES, type ExpertReview } from './expert.js';
import { areOpen, declareConflict, drawExperts, giveMarks, panelOf } from './expert-review.rules.js';

const NOW = noon('2026-09-01');
const expert = (n: number, changes: Partial<Expert> = {}): Expert => ({
  expertId: `expert-${String(n).padStart(2, '0')}`,
  isFinance: n % 4 === 0,
  isActive: true,
  conflicts: [],
  ...changes,
});
const review = (changes: Partial<ExpertReview> = {}): ExpertReview => ({
  assessmentId: 'a',
  expertId: 'expert-01',
  isFinance: false,
  status: 'drawn',
  recordedAt: NOW,
  ...changes,
});
const demand = { least: 5, finance: 1 };
const draw = (experts: readonly Expert[], seed = 'seed', drawn: readonly ExpertReview[] = []) =>
  drawExperts(demand, { creditCode: CODE, experts, drawn, rankOf: drawRank(seed) });

describe('drawing experts', () => {
  const twelve = Array.from({ length: 12 }, (_, at) => expert(at + 1));

  it('gives the same experts for the same seed in whatever order they are listed, and others for another seed', () => {
    const ids = (seed: string, experts = twelve) => draw(experts, seed).map(({ expertId }) => expertId);
    expect(ids('one', [...twelve].reverse())).toEqual(ids('one'));
    const seeds = Array.from({ length: 20 }, (_, at) => ids(`seed ${at}`).sort().join());
    expect(new Set(seeds).size).toBeGreaterThan(10);
  });

  it('gives exactly five with one of finance at least, none with a conflict, none who is retired', () => {
    const pool = fc.array(
      fc.record({ isFinance: fc.boolean(), isActive: fc.boolean(), hasConflict: fc.boolean() }),
      {
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(pool, fc.string(), (given, seed) => {
        const experts = given.map(({ isFinance, isActive, hasConflict }, at) =>
          expert(at, { isFinance, isActive, conflicts: hasConflict ? [CODE] : [] }),
        );
        const free = experts.filter(({ isActive, conflicts }) => isActive && conflicts.length === 0);
        const isPossible = free.length >= 5 && free.some(({ isFinance }) => isFinance);
        if (!isPossible) {
          expect(() => draw(experts, seed)).toThrow(expect.objectContaining({ code: 'expert/too-few' }));
          return;
        }
        const drawn = draw(experts, seed);
        expect(drawn.length).toBe(5);
        expect(drawn.some(({ isFinance }) => isFinance)).toBe(true);
        expect(drawn.every((one) => free.includes(one))).toBe(true);
        expect(new Set(drawn).size).toBe(5);
      }),
    );
  });

  it('replaces one who declares a conflict by the next, of finance where finance is missing', () => {
    const first = draw(twelve).map(({ expertId, isFinance }) => review({ expertId, isFinance }));
    const ofFinance = first.find(({ isFinance }) => isFinance)!;
    const drawn = first.map((one) => (one === ofFinance ? declareConflict(one, NOW) : one));
    const remaining = drawn.filter(({ isFinance, status }) => isFinance && status === 'drawn').length;
    const next = draw(twelve, 'seed', drawn);
    expect(next).toHaveLength(1);
    if (remaining === 0) expect(next[0]?.isFinance).toBe(true);
    expect(first.map(({ expertId }) => expertId)).not.toContain(next[0]?.expertId);
  });
});

describe('the marks of an expert', () => {
  it.each(EXPERT_REVIEW_STATUSES)('are given once, and a conflict is declared before: %s', (status) => {
    const acts = [
      () => giveMarks(review({ status }), { marks: { a: 1 }, defects: [] }, NOW),
      () => declareConflict(review({ status }), NOW),
    ];
    for (const act of acts)
      if (status === 'drawn') expect(act).not.toThrow();
      else expect(act).toThrow(expect.objectContaining({ code: 'expert-review/move-not-legal' }));
  });

  it('are refused with everything that is wrong with them at once', () => {
    const defects = [
      { indicator: 'count', code: 'OUT_OF_BAND' as const, allowed: { low: 1, high: 2 } },
      { indicator: 'growth', code: 'MARK_MISSING' as const },
      { indicator: 'x', code: 'MARK_UNKNOWN' as const },
    ];
    expect(() => giveMarks(review(), { marks: { count: 8 }, defects }, NOW)).toThrow(
      expect.objectContaining({
        code: 'request/invalid',
        defects: [
          { pointer: '/marks/count', code: 'OUT_OF_BAND', detail: '1–2' },
          { pointer: '/marks/growth', code: 'REQUIRED' },
          { pointer: '/marks/x', code: 'UNKNOWN_FIELD' },
        ],
      }),
    );
  });

  it('are opened together, and only then make a panel', () => {
    const marked = review({ status: 'marked', marks: { a: 8 } });
    expect(areOpen([marked, review()])).toBe(false);
    expect(() => panelOf([marked, review()])).toThrow(
      expect.objectContaining({ code: 'expert-review/incomplete' }),
    );
    expect(panelOf([marked, review({ status: 'conflicted' })])).toEqual([{ a: 8 }]);
    expect(areOpen([])).toBe(false);
  });
});
