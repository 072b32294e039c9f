import { describe, expect, it } from '@jest/globals';
import { parseLocalDate, type Programme } from '@gusu/values';
import fc from 'fast-check';
import type { AssessmentResult } from '../assessment-result.js';
import type { FactSheet } from '../fact-sheet.js';
import { readGoldenFile } from '../golden/check-golden.js';
import type { GoldenCase } from '../golden/golden-case.js';
import { goldenSheet } from '../golden/golden-sheet.js';
import { shippedGoldenCases, shippedPolicies } from '../shipped-policies.js';
import { assess, Assessor, canonicalResult, viewOf } from './assess.js';
import { nearNextRung, nextRungs } from './next-rung.js';
import { checkMarks, markBands } from './panel.js';

const book = shippedPolicies();
const golden = shippedGoldenCases().flatMap((source) => readGoldenFile(source)?.cases ?? []);
const on = parseLocalDate;

function caseOf(name: string): GoldenCase {
  const found = golden.find((each) => each.name.startsWith(name));
  if (!found) throw new Error(`no golden case ${name}`);
  return found;
}

function assessCase(
  programme: Programme,
  written: GoldenCase,
  applyDate = written.applyDate,
): AssessmentResult {
  const policy = book.policyOn(programme, 'initial', applyDate);
  if (!policy) throw new Error('no policy');
  return assess(policy, goldenSheet(written), { ...written, applyDate });
}

const criterion = (result: AssessmentResult, id: string) => result.criteria.find((each) => each.id === id);

describe('a result', () => {
  it('says what was found, where, what is asked and how far it is, to the fen', () => {
    const short = caseOf('C1 三年研发599.99');
    const result = criterion(assessCase('highTechEnterprise', short), 'H6a');
    expect(result).toMatchObject({
      status: 'UNMET',
      actual: { value: '0.0500', exact: '59999/1200000', period: '2023–2025', sources: ['AUDIT'] },
      gap: { value: '0.0001', exact: '1/1200000' },
      isNear: true,
      evidenceNeeded: ['AUDIT_REPORT_RD', 'AUDIT_REPORT'],
    });
    expect(result?.findings[0]?.shortfall).toEqual({ value: '0.0100', unit: '万元', exact: '10000' });
  });

  // What is found and how far away it is, of the acceptance examples that fail (cultivation-talent.md §16.1).
  it.each([
    ['C3 成立364', 'highTechEnterprise', 'H2', ['364', '1']],
    ['C4 科技人员91', 'highTechEnterprise', 'H5', ['9/91', '1/910']],
    ['C15', 'specializedSme', 'R3', ['1200000000', '300000000'], ['0', '2000000000']],
    [
      'C17 营业收入9999.99',
      'littleGiant',
      'N1',
      ['9999990000', '10000'],
      ['58999/999999', '50047/49999950'],
      ['9999990000', '4999990000'],
      ['0', '8000000000'],
    ],
  ] as const)(
    'names of %s, %s %s, each value found and how far it is',
    (name, programme, id, ...distances) => {
      const found = criterion(assessCase(programme, caseOf(name)), id);
      const missed = (found?.findings ?? []).filter(({ status }) => status === 'UNMET');
      expect(found?.status).toBe('UNMET');
      expect(missed.slice(0, distances.length).map(({ actual, gap }) => [actual?.exact, gap?.exact])).toEqual(
        distances,
      );
    },
  );

  it('compares the same enterprise on the last day of one rule and the first of the next', () => {
    expect(goldenSheet(caseOf('C15'))).toEqual(goldenSheet(caseOf('C14 18')));
  });

  it('asks for nothing once a criterion is met', () => {
    expect(
      criterion(assessCase('highTechEnterprise', caseOf('C1 三年研发600')), 'H6a')?.evidenceNeeded,
    ).toEqual([]);
  });

  it('has the same bytes whenever it is made again, whatever was judged in between', () => {
    for (const written of golden) {
      for (const policy of book.inForceOn(written.action, written.applyDate)) {
        const request = { applyDate: written.applyDate, action: written.action, choices: written.choices };
        const first = canonicalResult(assess(policy, goldenSheet(written), request));
        const again = canonicalResult(assess(policy, structuredClone(goldenSheet(written)), request));
        expect(again).toBe(first);
      }
    }
  });

  it('is the same alone and among all programmes', () => {
    const applyDate = on('2026-07-01');
    for (const written of golden) {
      const sheet = goldenSheet(written);
      const together = new Assessor(book, applyDate).assess(sheet);
      for (const result of together) {
        const policy = book.policyById(result.policyId);
        const alone = policy && assess(policy, sheet, { applyDate });
        expect(alone && canonicalResult(alone)).toBe(canonicalResult(result));
      }
      const verdicts = new Assessor(book, applyDate).judge(sheet);
      expect(verdicts.map(({ summary }) => summary)).toEqual(together.map(({ summary }) => summary));
    }
  });
});

describe('a score', () => {
  it('is the sum of its blocks and never above its maximum', () => {
    for (const written of golden)
      for (const { score } of new Assessor(book, written.applyDate).assess(goldenSheet(written))) {
        if (!score) continue;
        const sum = (of: 'atLeast' | 'atMost') => score.blocks.reduce((total, block) => total + block[of], 0);
        expect([sum('atLeast'), sum('atMost')]).toEqual([score.atLeast, score.atMost]);
        expect(score.atMost).toBeLessThanOrEqual(score.max);
        for (const block of score.blocks) expect(block.atMost).toBeLessThanOrEqual(block.max);
      }
  });

  it('of a block with a bonus stops at the maximum of the block, by the facts and by the marks', () => {
    const written = { ...caseOf('C5 专家平均71分'), standards: [{}] };
    const rights = (result: AssessmentResult) =>
      result.score?.blocks.find(({ id }) => id === 'intellectualRights')?.atMost;
    expect(rights(assessCase('highTechEnterprise', { ...written, panel: undefined }))).toBe(30);
    const panel = written.panel?.map((marks) => ({ ...marks, rightsCount: 8, standardsBonus: 2 }));
    expect(assessCase('highTechEnterprise', { ...written, panel }).score?.atMost).toBe(72);
  });

  it('names the next step and what is missing to it', () => {
    const result = assessCase('innovativeSme', caseOf('C12'));
    const research = result.score?.blocks[0]?.indicators.find(({ id }) => id === 'research');
    expect(research).toMatchObject({ points: 10, next: { points: 15, gap: { exact: '1/10000' } } });
  });

  const indicators = [
    ['rdExpenseFen', 'techSme', 'rdIndicator'],
    ['rdExpenseFen', 'innovativeSme', 'research'],
    ['rdExpenseFen', 'specializedSme', 'research'],
    ['techStaff', 'techSme', 'techStaff'],
    ['rdStaff', 'specializedSme', 'researchStaff'],
  ] as const;

  it.each(indicators)('never falls when %s rises, all else equal', (figure, programme, id) => {
    const written = caseOf(programme === 'techSme' ? 'C8' : programme === 'innovativeSme' ? 'C11' : 'C14 18');
    const pointsWith = (value: number) => {
      const sheet = goldenSheet(written);
      const [newest, ...earlier] = [...sheet.annualFacts].sort((a, b) => b.fiscalYear - a.fiscalYear);
      const latest = { ...newest!, [figure]: figure.endsWith('Fen') ? BigInt(value) : value };
      const annualFacts = [latest, ...earlier];
      const policy = book.policyOn(programme, 'initial', written.applyDate);
      const result = policy && assess(policy, { ...sheet, annualFacts }, written);
      return (
        result?.score?.blocks.flatMap((block) => block.indicators).find((each) => each.id === id)?.points ??
        -1
      );
    };
    const value = fc.integer({ min: 0, max: figure.endsWith('Fen') ? 2_000_000_000 : 100 });
    fc.assert(
      fc.property(value, value, (a, b) => pointsWith(Math.min(a, b)) <= pointsWith(Math.max(a, b))),
      { numRuns: 200 },
    );
    expect(pointsWith(figure.endsWith('Fen') ? 2_000_000_000 : 100)).toBeGreaterThan(pointsWith(0));
  });

  const rightsOf = [
    ['techSme', 'C8'],
    ['innovativeSme', 'C11'],
    ['specializedSme', 'C14 18'],
  ] as const;

  it.each(rightsOf)('of %s never falls when rights are added', (programme, name) => {
    const rights = fc.array(fc.constantFrom('I_INVENTION', 'II_UTILITY', 'II_SOFTWARE', 'TRADEMARK'), {
      maxLength: 6,
    });
    const points = (classes: readonly string[]) => {
      const written = { ...caseOf(name), intellectualProperty: classes.map((each) => ({ class: each })) };
      return assessCase(programme, written).score?.atLeast ?? -1;
    };
    fc.assert(
      fc.property(rights, rights, (a, b) => points(a) <= points([...a, ...b])),
      { numRuns: 200 },
    );
    expect(points(['I_INVENTION'])).toBeGreaterThan(points([]));
  });
});

describe('marks of experts', () => {
  const policy = book.policyById('hnte/2016-32')!;

  it('are bound by what the facts say', () => {
    const written = caseOf('C6');
    const view = viewOf(goldenSheet(written), written.applyDate, policy);
    expect(markBands(policy, view).get('netAssetsGrowth')).toEqual({ low: 9, high: 10 });
    const marks = Object.fromEntries([...markBands(policy, view)].map(([id, { low }]) => [id, low]));
    expect(checkMarks(policy, view, marks)).toEqual([]);
    expect(checkMarks(policy, view, { ...marks, netAssetsGrowth: 8 })).toEqual([
      { indicator: 'netAssetsGrowth', code: 'OUT_OF_BAND', allowed: { low: 9, high: 10 } },
    ]);
    const { advancement: _missing, ...rest } = marks;
    expect(checkMarks(policy, view, { ...rest, people: 1.5, charm: 3 }).map(({ code }) => code)).toEqual([
      'MARK_MISSING',
      'MARK_NOT_WHOLE',
      'MARK_UNKNOWN',
    ]);
  });

  it('that the facts do not allow are no ground for a result', () => {
    const written = { ...caseOf('C5 专家平均71分'), intellectualProperty: [{ class: 'II_UTILITY' }] };
    expect(() => assessCase('highTechEnterprise', written)).toThrow(RangeError);
  });
});

describe('the next rung', () => {
  it('is near when every bound missed is missed by at most a tenth', () => {
    expect(nearNextRung(assessCase('highTechEnterprise', caseOf('C4 科技人员91人中9人')))).toBe(true);
    expect(nearNextRung(assessCase('techSme', caseOf('C9')))).toBe(false);
    expect(nearNextRung(assessCase('gazelle', caseOf('C18')))).toBe(false);
    expect(nearNextRung(assessCase('highTechEnterprise', caseOf('C19 2025年研发费用缺失')))).toBe(false);
    expect(nearNextRung(assessCase('innovativeSme', caseOf('C11')))).toBe(false);
  });

  it('is suggested when it is open and not held', () => {
    const written = caseOf('C11');
    const sheet = goldenSheet(written);
    const rungs = (facts: FactSheet) =>
      nextRungs(new Assessor(book, written.applyDate).assess(facts), facts).map(({ programme }) => programme);
    expect(rungs(sheet)).toContain('innovativeSme');
    const held = {
      programme: 'innovativeSme',
      status: 'valid',
      validFrom: on('2026-01-01'),
      validTo: on('2028-12-31'),
    } as const;
    expect(rungs({ ...sheet, qualifications: [held] })).not.toContain('innovativeSme');
  });
});
