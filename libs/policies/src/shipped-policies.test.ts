import { describe, expect, it } from '@jest/globals';
import { addDays, parseLocalDate, PROGRAMMES } from '@gusu/values';
import fc from 'fast-check';
import { readGoldenFile } from './golden/check-golden.js';
import { POLICY_ACTIONS } from './policy-action.js';
import { changedPolicies, shippedGoldenCases, shippedPolicies } from './shipped-policies.js';

const book = shippedPolicies();
const day = parseLocalDate;

describe('the shipped policies', () => {
  it('are those of the rule book', () => {
    expect(book.policies.map(({ id }) => id)).toEqual([
      'champion/2023-138',
      'gazelle/sip-A',
      'gazelle/sip-B',
      'gazelle/sz-2020',
      'gazelle/torch',
      'giant/2022-63-a3',
      'giant/2026-2',
      'hidden-champion/sz',
      'hnte/2016-32',
      'hnte-pool/js-2020',
      'innovative-sme/2022-63-a1',
      'prdi/2022-63-a2',
      'prdi/2026-2',
      'tech-sme/2017-115',
    ]);
  });

  it('have a policy for every programme today', () => {
    const today = day('2026-11-24');
    expect(PROGRAMMES.filter((programme) => !book.policyOn(programme, 'initial', today))).toEqual([]);
  });

  it('never have two in force for one programme, action and day', () => {
    const days = fc.integer({ min: 0, max: 8_000 }).map((count) => addDays(day('2016-01-01'), count));
    fc.assert(
      fc.property(days, fc.constantFrom(...POLICY_ACTIONS), (on, action) => {
        const programmes = book.inForceOn(action, on).map(({ programme }) => programme);
        return new Set(programmes).size === programmes.length;
      }),
    );
  });

  it.each(['innovativeSme', 'specializedSme', 'littleGiant'] as const)(
    'had none for %s on the day of the plan itself',
    (programme) => {
      expect(book.policyOn(programme, 'initial', day('2021-04-15'))).toBeUndefined();
      expect(book.policyOn(programme, 'initial', day('2022-07-31'))).toBeUndefined();
      expect(book.policyOn(programme, 'initial', day('2022-08-01'))).toBeDefined();
    },
  );

  it.each([
    ['specializedSme', 'initial', '2026-03-31', 'prdi/2022-63-a2'],
    ['specializedSme', 'initial', '2026-04-01', 'prdi/2026-2'],
    ['littleGiant', 'initial', '2026-03-31', 'giant/2022-63-a3'],
    ['littleGiant', 'initial', '2026-04-01', 'giant/2026-2'],
    ['littleGiant', 'review', '2026-12-31', 'giant/2022-63-a3'],
    ['littleGiant', 'review', '2027-01-01', 'giant/2026-2'],
    ['innovativeSme', 'initial', '2026-04-01', 'innovative-sme/2022-63-a1'],
  ] as const)('rule %s, %s on %s by %s', (programme, action, on, id) => {
    expect(book.policyOn(programme, action, day(on))?.id).toBe(id);
  });

  it('say of every figure how sure it is, and that of the province is a default', () => {
    const local = book.policyById('prdi/2022-63-a2')?.score?.blocks.find(({ id }) => id === 'distinctive');
    expect(local?.indicators.map(({ confidence }) => confidence)).toEqual(['DEFAULT', 'DEFAULT', 'DEFAULT']);
    expect(book.policyById('hidden-champion/sz')?.document.confidence).toBe('DEFAULT');
  });
});

describe('a published policy', () => {
  it('cannot be changed under its id', () => {
    const published = Object.fromEntries(book.policies.map(({ id, hash }) => [id, hash]));
    expect(changedPolicies(book, published)).toEqual([]);
    const changed = { ...published, 'hnte/2016-32': 'sha256:another' };
    expect(changedPolicies(book, changed).map(({ file, code }) => [file, code])).toEqual([
      ['hnte/2016-32', 'CHANGED'],
    ]);
  });
});

describe('the acceptance examples of the rule book', () => {
  const names = shippedGoldenCases().flatMap((source) => readGoldenFile(source)?.cases ?? []);

  it.each(Array.from({ length: 20 }, (_, index) => `C${index + 1}`))('%s is a golden case', (id) => {
    expect(names.some(({ name }) => name.startsWith(`${id} `))).toBe(true);
  });
});
