import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '@gusu/values';
import fc from 'fast-check';
import { goldenCase } from '../golden/golden-case.js';
import { goldenSheet } from '../golden/golden-sheet.js';
import { FUNCTIONS } from './call.js';
import { compileCondition, compileExpression } from './compile-expression.js';
import { FactView } from './fact-view.js';
import { Slots } from './scope.js';
import { ExpressionError } from './syntax.js';
import { FALSE, TRUE, UNKNOWN } from './truth.js';

const applyDate = '2026-06-30';

function view(written: object, slots: Slots): FactView {
  const facts = goldenCase.parse({ name: 'x', applyDate, expect: {}, ...written });
  return new FactView(goldenSheet(facts), parseLocalDate(applyDate), slots.count);
}

function judge(text: string, written: object = {}) {
  const slots = new Slots();
  const code = compileCondition(text, { slots });
  return code.read(view(written, slots), undefined);
}

function fault(text: string): ExpressionError {
  try {
    compileCondition(text, { slots: new Slots() });
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`nothing is wrong with ${text}`);
}

describe('an expression', () => {
  it.each([
    ['1 + 2 * 3 == 7', TRUE],
    ['(1 + 2) * 3 == 9', TRUE],
    ['10 - 4 - 3 == 3', TRUE],
    ['-1 < 0', TRUE],
    ['0.1 + 0.2 == 0.3', TRUE],
    ['1万元 == 10000元', TRUE],
    ['1亿元 == 10000万元', TRUE],
    ['0.000001万元 == 0.01元', TRUE],
    ['5% == 0.05', TRUE],
    ['true || 1 < 2 && false', TRUE],
    ['!(1 < 2)', FALSE],
    ["years(date('2016-02-29'), date('2026-02-28')) == 9", TRUE],
    ["days(date('2025-11-23'), date('2026-11-23')) == 365", TRUE],
    ['yearEnd(1) < applyDate', TRUE],
    ["yearsBefore(date('2024-02-29'), 1) == date('2023-03-01')", TRUE],
    ['tier(5000万元, 5000万元, 5%, 2亿元, 4%, 3%) == 5%', TRUE],
    ['tier(50000001元, 5000万元, 5%, 2亿元, 4%, 3%) == 4%', TRUE],
    ['tier(3亿元, 5000万元, 5%, 2亿元, 4%, 3%) == 3%', TRUE],
    ['min(2, 3) == 2 && max(2, 3) == 3 && floor(7 / 2) == 3', TRUE],
  ])('%s', (text, truth) => {
    expect(judge(text)).toBe(truth);
  });

  it('is unknown where a figure is, and where a denominator is zero', () => {
    expect(judge('facts[Y-1].rdExpense >= 0元')).toBe(UNKNOWN);
    const zero = { years: { 2025: { rdExpense: '1元', salesRevenue: '0元' } } };
    expect(judge('ratio(facts[Y-1].rdExpense, facts[Y-1].salesRevenue) >= 5%', zero)).toBe(UNKNOWN);
    expect(judge('facts[Y-1].rdExpense / facts[Y-1].salesRevenue >= 5%', zero)).toBe(UNKNOWN);
    expect(judge('growth(salesRevenue) >= 5%', zero)).toBe(UNKNOWN);
  });

  it('is decided by what is known', () => {
    expect(judge('facts[Y-1].rdExpense >= 0元 && 1 > 2')).toBe(FALSE);
    expect(judge('1 < 2 || facts[Y-1].rdExpense >= 0元')).toBe(TRUE);
  });

  it('counts what surely holds and what may', () => {
    const rights = { intellectualProperty: [{ acquiredBy: 'ASSIGNED' }, { acquiredBy: 'SELF' }] };
    const text = "count(intellectualProperty, acquiredBy == 'SELF' || years(transferredOn, applyDate) >= 1)";
    expect(judge(`${text} >= 1`, rights)).toBe(TRUE);
    expect(judge(`${text} >= 2`, rights)).toBe(UNKNOWN);
    expect(judge(`${text} >= 3`, rights)).toBe(FALSE);
    expect(judge('count(intellectualProperty) >= 1', { unknown: ['intellectualProperty'] })).toBe(UNKNOWN);
    expect(judge('count(intellectualProperty) >= 1')).toBe(FALSE);
  });

  it('adds up only the years in which the enterprise existed', () => {
    const years = { 2025: { rdExpense: '5元' }, 2024: { rdExpense: '6元' } };
    expect(judge('sum(rdExpense, 3) == 11元', { years })).toBe(UNKNOWN);
    expect(judge('sum(rdExpense, 3) == 11元', { years, profile: { establishedOn: '2024-12-31' } })).toBe(
      TRUE,
    );
    expect(judge('average(rdExpense, 3) == 5.5元', { years, profile: { establishedOn: '2024-12-31' } })).toBe(
      TRUE,
    );
  });

  it('holds a mean rate and a compound rate apart', () => {
    const years = {
      2025: { mainRevenue: '150元' },
      2024: { mainRevenue: '50元' },
      2023: { mainRevenue: '100元' },
    };
    expect(judge('averageGrowth(mainRevenue, 2) == 75%', { years })).toBe(TRUE);
    expect(judge('cagr(mainRevenue, 2) < 23%', { years })).toBe(TRUE);
    expect(judge('cagr(mainRevenue, 2) > 22%', { years })).toBe(TRUE);
  });

  it('knows from when a title lasts', () => {
    const held = (status: string, validFrom: string) =>
      judge('hasValid(techSme, applyDate)', {
        qualifications: [{ programme: 'techSme', status, validFrom, validTo: '2029-06-30' }],
      });
    expect(held('valid', '2026-06-30')).toBe(TRUE);
    expect(held('valid', '2026-07-01')).toBe(FALSE);
    expect(held('reviewInProgress', '2026-07-01')).toBe(FALSE);
  });

  it('knows until when a title lasts', () => {
    const held = (status: string, validTo: string) =>
      judge('hasValid(techSme, applyDate)', { qualifications: [{ programme: 'techSme', status, validTo }] });
    expect(held('valid', '2026-06-30')).toBe(TRUE);
    expect(held('valid', '2026-06-29')).toBe(FALSE);
    expect(held('reviewInProgress', '2026-06-29')).toBe(TRUE);
    expect(held('suspended', '2099-01-01')).toBe(FALSE);
    expect(held('revoked', '2099-01-01')).toBe(FALSE);
  });
});

describe('a wrong expression is refused with its place', () => {
  it.each([
    ['facts[Y-1].rdExpence > 0元', 'there is no rdExpence', 0],
    ['1 < 2 && profile.colour', 'there is no colour', 9],
    ['smellsGood() == true', 'there is no function smellsGood', 0],
    ['facts[Y-1].rdExpense > 5', 'money > plain has no meaning', 0],
    ['facts[Y-1].rdExpense > facts[Y-1].staffTotal', 'money > count has no meaning', 0],
    ['facts[Y-1].rdExpense + 5% > 0元', 'money + ratio has no meaning', 0],
    ['facts[Y-1].rdExpense * facts[Y-1].rdExpense > 0元', 'money * money has no meaning', 0],
    ['1 < 2 && 3', 'a condition is needed here, not a number', 9],
    ["count(awards, level == 'GALACTIC') >= 1", '"GALACTIC" is none of', 14],
    ['count(planets) >= 1', 'a list is named here', 6],
    ['noCreditEvent([SNEEZED], applyDate)', 'SNEEZED is none of', 14],
    ['cagr(mainRevenue, 2) + 1 > 0', 'a number is needed here, not a growth', 0],
    ["date('2026-02-30') < applyDate", '"2026-02-30" is no day', 0],
    ['sum(rdExpense) > 0元', 'sum takes 2 arguments, not 1', 0],
    ['score.total >= 60', 'no points are given for total', 0],
    ["smeSize() == 'SME'", 'the policy names no size standard', 0],
    ['1 <', 'unexpected the end', 3],
    ['1 < 2 ; 3', 'unexpected ";"', 6],
    ['facts[Y+1].rdExpense > 0元', 'unexpected', 5],
    ['constructor', 'there is nothing named constructor here', 0],
    ['profile.constructor', 'there is no constructor', 0],
    ['profile.__proto__', 'unexpected "_"', 8],
    ['5% + 5', 'a condition is true or false', 0],
  ])('%s', (text, message, at) => {
    const error = fault(text);
    expect(error.message).toContain(message);
    expect(error.at).toBe(at);
  });

  it('does not exhaust the stack', () => {
    expect(fault('('.repeat(900)).message).toContain('brackets nest deeper');
    expect(fault('!'.repeat(1_900)).message).toContain('unexpected');
    expect(fault(' '.repeat(3_000)).message).toContain('at most');
    expect(fault('1 < 2 && '.repeat(200)).message).toContain('unexpected the end');
  });

  it('whatever is thrown at it, throws nothing but its own error and runs nothing', () => {
    const words = fc.constantFrom(
      ...[
        'facts[Y-1].rdExpense',
        'ratio',
        'count',
        '(',
        ')',
        ',',
        '&&',
        '||',
        '!',
        '>=',
        '5%',
        "'SELF'",
        '[',
        ']',
      ],
      ...[
        'globalThis',
        'constructor',
        'process',
        '=>',
        '`',
        '${',
        ';',
        'profile.',
        'score.total',
        '-',
        '万元',
        '\\',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 12 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(text, (source) => {
        try {
          compileExpression(source, { slots: new Slots() });
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('the functions', () => {
  it('stand in the README as they are', () => {
    const manual = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const lines = [...FUNCTIONS.values()].map(({ usage, says }) => `- \`${usage}\`: ${says}`);
    expect(lines.filter((line) => !manual.includes(line))).toEqual([]);
  });
});
