import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '@gusu/values';
import fc from 'fast-check';
import { PolicyBook } from '../file/policy-book.js';
import { readGoldenFile } from '../golden/check-golden.js';
import { goldenSheet } from '../golden/golden-sheet.js';
import { shippedGoldenCases, shippedPolicies, shippedSources } from '../shipped-policies.js';
import { assess } from './assess.js';
import { RuleChange } from './rule-change.js';

const book = shippedPolicies();
const applyDate = parseLocalDate('2027-01-01');
const sheets = shippedGoldenCases()
  .flatMap((source) => readGoldenFile(source)?.cases ?? [])
  .map((written) => goldenSheet({ ...written, applyDate }));
const original = shippedSources().find(({ file }) => file === 'tech-sme-2017-115.yaml')!;

/** The rule of technology-based SMEs with another limit of staff from 2027 on. */
function withStaffLimit(limit: number): PolicyBook {
  const text = original.text
    .replace('id: tech-sme/2017-115', 'id: tech-sme/2027-1\nreplaces: [tech-sme/2017-115]')
    .replace('2017-05-03', '2027-01-01')
    .replace('staffTotal <= 500', `staffTotal <= ${limit}`);
  return PolicyBook.of([...book.sources, { file: 'proposed', text }]);
}
const ruleOf = (of: PolicyBook) => of.policyOn('techSme', 'initial', applyDate);
const changeOf = (before: PolicyBook, after: PolicyBook) =>
  new RuleChange({ before: ruleOf(before), after: ruleOf(after), action: 'initial', applyDate });

describe('a rule change', () => {
  it('changes nothing when it says the same', () => {
    const change = changeOf(book, withStaffLimit(500));
    expect(ruleOf(withStaffLimit(500))?.id).toBe('tech-sme/2027-1');
    expect(sheets.map((sheet) => change.effectOn(sheet)).filter(Boolean)).toEqual([]);
  });

  it('says who loses, who gains and why', () => {
    const sheet = goldenSheet({
      ...readGoldenFile(shippedGoldenCases().find(({ file }) => file.startsWith('tech-sme'))!)!.cases[0]!,
      years: {
        2026: {
          techStaff: 30,
          staffTotal: 100,
          salesRevenue: '1000万元',
          rdExpense: '100万元',
          costExpense: '300万元',
          totalAssets: '1元',
        },
      },
    });
    const loses = changeOf(book, withStaffLimit(99)).effectOn(sheet);
    expect(loses).toMatchObject({ effect: 'loses', before: 'READY', after: 'NOT_MET' });
    expect(loses?.because.map(({ id, status }) => [id, status])).toEqual([['T2a', 'UNMET']]);
    const gains = changeOf(withStaffLimit(99), withStaffLimit(100)).effectOn(sheet);
    expect(gains).toMatchObject({ effect: 'gains', before: 'NOT_MET', after: 'READY' });
    expect(gains?.because.map(({ id }) => id)).toEqual(['T2a']);
  });

  it('says of everybody what a full assessment by both rules says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), (limit) => {
        const proposed = withStaffLimit(limit);
        const change = changeOf(book, proposed);
        for (const sheet of sheets) {
          const [before, after] = [book, proposed].map((each) => {
            const policy = ruleOf(each)!;
            return assess(policy, sheet, { applyDate }).summary;
          });
          const effect = change.effectOn(sheet);
          expect([effect?.before ?? after, effect?.after ?? before]).toEqual([before, after]);
        }
      }),
      { numRuns: 15 },
    );
  });
});
