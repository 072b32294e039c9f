import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '@gusu/values';
import { stringify } from 'yaml';
import { PolicyBook } from './policy-book.js';
import { type PolicyDefect, PolicyDefects } from './policy-defect.js';

const label = { zh: '指标', en: 'indicator' };
const words = { label, required: { zh: '要求', en: 'requirement' } };
const bands = [{ gte: '5%', points: 10 }, { gte: '3%', points: 5 }, { else: 0 }];
const indicator = {
  id: 'research',
  by: 'bands',
  max: 10,
  label,
  value: 'ratio(facts[Y-1].rdExpense, facts[Y-1].salesRevenue)',
  bands,
};

const policy = {
  id: 'test/2020',
  programme: 'gazelle',
  name: label,
  effective: [{ actions: ['initial', 'review'], from: '2020-01-01', to: '2020-12-31' }],
  issuer: '市科技局',
  docNo: '测试',
  confidence: 'DEFAULT',
  sources: ['ours'],
  boundary: 'BOUND_INCLUDED',
  gates: [{ id: 'G1', ...words, expr: 'facts[Y-1].staffTotal >= 10' }],
  pass: [{ id: 'S1', ...words, expr: 'score.total >= 5' }],
  score: { max: 10, blocks: [{ id: 'only', label, max: 10, indicators: [indicator] }] },
  validity: { years: 3 },
  publicity: { days: 5, unit: 'working' },
};

const source = (value: object, file = 'test.yaml') => ({
  file,
  text: stringify(value, { aliasDuplicateObjects: false }),
});
const book = (...values: object[]) =>
  PolicyBook.of(values.map((value, index) => source(value, `${index}.yaml`)));

function defectsOf(work: () => unknown): readonly PolicyDefect[] {
  try {
    work();
  } catch (error) {
    if (error instanceof PolicyDefects) return error.defects;
    throw error;
  }
  return [];
}

const codes = (...values: object[]) =>
  defectsOf(() => book(...values)).map(({ pointer, code }) => `${code} ${pointer}`);
const withIndicator = (changed: object) => ({
  ...policy,
  score: { max: 10, blocks: [{ id: 'only', label, max: 10, indicators: [{ ...indicator, ...changed }] }] },
});

describe('a book of policies', () => {
  it('takes a right one', () => {
    const taken = book(policy);
    const on = parseLocalDate('2020-12-31');
    expect(taken.policyOn('gazelle', 'review', on)?.id).toBe('test/2020');
    expect(taken.policyOn('gazelle', 'review', parseLocalDate('2021-01-01'))).toBeUndefined();
    expect(taken.policyOn('techSme', 'initial', on)).toBeUndefined();
  });

  it('refuses two that rule one programme and action on one day, even for a single day', () => {
    const next = (from: string) => ({
      ...policy,
      id: 'test/2021',
      effective: [{ actions: ['review'], from, to: null }],
    });
    expect(codes(policy, next('2020-12-31'))).toEqual(['OVERLAP /effective']);
    expect(codes(policy, next('2021-01-01'))).toEqual([]);
    expect(codes(policy, policy)).toEqual(['DUPLICATE /id']);
  });

  it('ends a policy on the day before its successor begins, action by action', () => {
    const successor = {
      ...policy,
      id: 'test/2021',
      replaces: ['test/2020'],
      effective: [{ actions: ['review'], from: '2020-07-01', to: null }],
    };
    const taken = book(policy, successor);
    const ruling = (action: 'initial' | 'review', on: string) =>
      taken.policyOn('gazelle', action, parseLocalDate(on))?.id;
    expect(ruling('review', '2020-06-30')).toBe('test/2020');
    expect(ruling('review', '2020-07-01')).toBe('test/2021');
    expect(ruling('initial', '2020-12-31')).toBe('test/2020');
    expect(codes(policy, { ...successor, replaces: ['test/1999'] })).toEqual([
      'SHAPE /replaces/0',
      'OVERLAP /effective',
    ]);
  });

  it('reads a policy that it could not take, and none whose own text is wrong', () => {
    const known = book(policy);
    expect(known.read(source({ ...policy, id: 'test/rival' }, 'rival'))?.id).toBe('test/rival');
    expect(known.read(source({ ...policy, id: 'test/wrong', gates: [] }, 'wrong'))).toBeUndefined();
  });

  it('can become another without whoever holds it noticing', () => {
    const held = book(policy);
    const rules = () => held.policyOn('gazelle', 'initial', parseLocalDate('2020-05-05'))?.id;
    expect(rules()).toBe('test/2020');
    held.become(book({ ...policy, id: 'test/other' }));
    expect(rules()).toBe('test/other');
  });

  it.each([
    ['bounds that do not fall', [{ gte: '5%', points: 10 }, { gte: '5%', points: 5 }, { else: 0 }]],
    ['points that do not fall', [{ gte: '5%', points: 10 }, { gte: '3%', points: 10 }, { else: 0 }]],
    ['two directions', [{ gte: '5%', points: 10 }, { lte: '3%', points: 5 }, { else: 0 }]],
    [
      'no else',
      [
        { gte: '5%', points: 10 },
        { gte: '3%', points: 5 },
      ],
    ],
    ['two else', [{ gte: '5%', points: 10 }, { else: 5 }, { else: 0 }]],
    ['a bound in another unit', [{ gte: '5万元', points: 10 }, { else: 0 }]],
    ['a bound that is no number', [{ gte: 'applyDate', points: 10 }, { else: 0 }]],
  ])('refuses bands with %s', (_what, wrong) => {
    expect(codes(withIndicator({ bands: wrong }))).toEqual(['BANDS /score/blocks/0/indicators/0']);
  });

  it('refuses points that do not add up', () => {
    expect(codes({ ...policy, score: { ...policy.score, max: 11 } })).toEqual(['POINTS /score']);
    expect(codes(withIndicator({ max: 9 }))).toEqual([
      'POINTS /score/blocks/0',
      'POINTS /score/blocks/0/indicators/0',
    ]);
  });

  it('refuses a score that nothing is asked of, and one name for two things', () => {
    expect(codes({ ...policy, pass: [] })).toEqual(['SHAPE /pass']);
    expect(codes({ ...policy, pass: [{ id: 'G1', ...words, expr: 'score.total >= 5' }] })).toEqual([
      'DUPLICATE ',
    ]);
  });

  it('names the file, the criterion and the place of every fault, all at once', () => {
    const wrong = {
      ...withIndicator({ value: 'ratio(facts[Y-1].rdExpence, facts[Y-1].salesRevenue)' }),
      gates: [{ id: 'G1', ...words, expr: 'facts[Y-1].staffTotal >= 10万元' }],
      smeSizeStandard: 'sme-size/1900',
      parts: ['nowhere/1'],
    };
    expect(defectsOf(() => book(wrong)).map(({ file, pointer, at }) => [file, pointer, at])).toEqual([
      ['0.yaml', '/parts/0', undefined],
      ['0.yaml', '/smeSizeStandard', undefined],
      ['0.yaml', '/score/blocks/0/indicators/0', 6],
      ['0.yaml', '/gates/0/expr', 0],
    ]);
  });

  it('refuses members it does not know, days that are none and texts that are no YAML', () => {
    expect(codes({ ...policy, effective: [{ actions: ['initial'], from: '2020-02-30', to: null }] })).toEqual(
      ['SHAPE /effective/0/from'],
    );
    expect(codes({ ...policy, gatez: [] })).toEqual(['SHAPE ']);
    const text = (yaml: string) => defectsOf(() => PolicyBook.of([{ file: 'x.yaml', text: yaml }]));
    expect(text('a: [1').map(({ code }) => code)).toContain('SYNTAX');
    expect(text('a: &x [1]\nb: *x').map(({ code }) => code)).toEqual(['SYNTAX']);
    expect(text('a: 1\na: 2').map(({ code }) => code)).toEqual(['SYNTAX']);
    expect(text('a: !!js/function 1').map(({ code }) => code)).toEqual(['SYNTAX']);
  });

  it('gives a policy a hash of what it says, not of how it is written', () => {
    const { text, file } = source(policy);
    const [first] = PolicyBook.of([{ file, text }]).policies;
    const [second] = PolicyBook.of([{ file: 'other.yaml', text: `# a remark\n${text}` }]).policies;
    const changed = withIndicator({
      bands: [{ gte: '5.01%', points: 10 }, { gte: '3%', points: 5 }, { else: 0 }],
    });
    expect(second?.hash).toBe(first?.hash);
    expect(book(changed).policies[0]?.hash).not.toBe(first?.hash);
  });
});
