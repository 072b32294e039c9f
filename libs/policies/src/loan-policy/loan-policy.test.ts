import { describe, expect, it } from '@jest/globals';
import { parseLocalDate, parseWanYuan } from '@gusu/values';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { LoanPolicyBook } from './loan-policy-book.js';
import type { LoanTier } from './loan-policy.js';
import { readLoanPolicy, writeLoanPolicy } from './read-loan-policy.js';
import { shippedLoanPolicies } from './shipped-loan-policies.js';

interface Written {
  version: number;
  effective: { from: string; to: string | null };
  parameters: Record<string, { value: unknown; confidence?: string; sources?: string[] }>;
}

const FILES = new URL('./files/', import.meta.url);
const text = readFileSync(new URL('kdt-default-v1.yaml', FILES), 'utf8');
const day = parseLocalDate;

/** The shipped file as plain values, changed. */
function written(change: (file: Written) => void = () => undefined): Written {
  const file = parse(text, { schema: 'core' }) as Written;
  change(file);
  return file;
}

const pointersOf = (file: Written) => {
  const read = readLoanPolicy(file, 'test.yaml');
  return 'defects' in read ? read.defects.map(({ pointer }) => pointer) : [];
};

function policyOf(file: Written) {
  const read = readLoanPolicy(file, 'test.yaml');
  if ('defects' in read) throw new Error(JSON.stringify(read.defects));
  return read.policy;
}

type TierChange = Partial<Record<keyof LoanTier, number | string | null>>;
const tier = (file: Written, index: number, change: TierChange) =>
  Object.assign((file.parameters.tiers?.value as object[])[index] ?? {}, change);
const set = (file: Written, name: string, value: unknown) => {
  file.parameters[name] = { ...file.parameters[name], value };
};

describe('the shipped loan policy', () => {
  const shipped = shippedLoanPolicies();
  const policy = shipped.policyById('KDT/1')!;

  it('is the one assembled default, and says so', () => {
    expect(readdirSync(FILES)).toEqual(['kdt-default-v1.yaml']);
    expect(policy.confidence).toBe('DEFAULT');
    expect(policy.document.docNo).toBe('SYNTHETIC-DEFAULT');
    expect(policy.document.notes[0]?.zh).toContain('不是苏州市的正式规定');
  });

  it('has a confidence and a source for each of its parameters', () => {
    const parameters = Object.entries(policy.document.parameters);
    expect(parameters.length).toBe(68);
    expect(parameters.filter(([, { confidence, sources }]) => !confidence || sources.length === 0)).toEqual(
      [],
    );
    const found = parameters.filter(([, { confidence, sources }]) => {
      const isSourced = sources.some((source) => /^S\d+/.test(source));
      return confidence === 'FOUND' && !isSourced;
    });
    expect(found).toEqual([]);
  });

  // funding.md §2: 万元 to fen is a factor of a million.
  it.each([
    ['S', '2000', '500', 5_000, 8_000, 2_000],
    ['G', '5000', '1000', 8_000, 7_000, 3_000],
    ['M', '40000', '3000', 10_000, 5_000, 5_000],
    ['P', null, '300', 4_000, 7_000, 3_000],
  ] as const)('has the figures of tier %s', (code, revenue, cap, ...figures) => {
    const [spreadCapPpm, poolBps, bankBps] = figures;
    expect(policy.terms.tiers.find((each) => each.code === code)).toMatchObject({
      revenueMaxFen: revenue === null ? null : parseWanYuan(revenue),
      filedCapFen: parseWanYuan(cap),
      spreadCapPpm,
      poolBps,
      bankBps,
    });
  });

  it('has the other amounts of the rule book', () => {
    expect(policy.terms.enterpriseRevenueMaxFen).toBe(parseWanYuan('40000'));
    expect(policy.terms.fuseMinDenominatorFen).toBe(parseWanYuan('5000'));
  });

  it('rules from its first day on, and no day before', () => {
    expect(shipped.policyOn('KDT', day('2021-04-30'))).toBeUndefined();
    expect(shipped.policyOn('KDT', day('2021-05-01'))).toBe(policy);
    expect(shipped.policyOn('XBD', day('2021-05-01'))).toBeUndefined();
  });

  it('cannot be changed without another hash, not even in a source', () => {
    expect(policyOf(written()).hash).toBe(policy.hash);
    const changed = written((file) => {
      file.parameters.leverageMultiple!.sources = ['S21 changed'];
    });
    expect(policyOf(changed).hash).not.toBe(policy.hash);
    expect(policy.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(Object.isFrozen(policy.terms)).toBe(true);
  });
});

describe('a loan policy as it is stored', () => {
  it('reads back to the same hash', () => {
    const policy = policyOf(written());
    const read = readLoanPolicy(JSON.parse(writeLoanPolicy(policy)), 'stored');
    expect('policy' in read && read.policy.hash).toBe(policy.hash);
    expect('policy' in read && read.policy.terms).toEqual(policy.terms);
  });
});

describe('a loan policy whose figures contradict each other', () => {
  const tierAt = (index: number, member = '') => `/parameters/tiers/value/${index}${member}`;

  it.each<[string, (file: Written) => void, string]>([
    [
      'a parameter without a source',
      (file) => (file.parameters.remitWorkdays!.sources = []),
      '/parameters/remitWorkdays/sources',
    ],
    ['a parameter left out', (file) => delete file.parameters.remitWorkdays, '/parameters/remitWorkdays'],
    ['half a fen', (file) => set(file, 'perLoanPayCapFen', 0.5), '/parameters/perLoanPayCapFen/value'],
    ['a negative amount', (file) => set(file, 'perBankQuotaFen', -1), '/parameters/perBankQuotaFen/value'],
    ['two tiers of one code', (file) => tier(file, 1, { code: 'S' }), tierAt(1, '/code')],
    ['a bound that does not rise', (file) => tier(file, 1, { revenueMaxFen: 2_000_000_000 }), tierAt(1)],
    ['a cap that falls', (file) => tier(file, 1, { filedCapFen: 499_999_999 }), tierAt(1)],
    [
      'a share of the pool that rises',
      (file) => tier(file, 1, { poolBps: 8_001, bankBps: 1_999 }),
      tierAt(1),
    ],
    ['shares that do not add up', (file) => tier(file, 2, { bankBps: 4_999 }), tierAt(2)],
    ['a bank below its minimum (I-19)', (file) => set(file, 'bankMinShareBps', 2_001), tierAt(0, '/bankBps')],
    [
      'a cap that leaves the bank too little (I-19)',
      (file) => set(file, 'shareCapBps', 9_001),
      '/parameters/shareCapBps/value',
    ],
    [
      'admitted enterprises without a tier',
      (file) => set(file, 'enterpriseRevenueMaxFen', 40_000_000_001),
      tierAt(2),
    ],
    ['banding without bands', (file) => set(file, 'banding', 'MARGINAL'), '/parameters/bands/value'],
    [
      'a warning that comes too late',
      (file) => set(file, 'fuseWarnBps', 500),
      '/parameters/fuseStopNewBps/value',
    ],
    [
      'a stop of compensation before that of filings',
      (file) => set(file, 'fuseStopCompensationBps', 500),
      '/parameters/fuseStopCompensationBps/value',
    ],
    [
      'filings that resume where they stopped',
      (file) => set(file, 'fuseResumeBelowBps', 500),
      '/parameters/fuseResumeBelowBps/value',
    ],
    ['a period that ends before it begins', (file) => (file.effective.to = '2021-04-30'), '/effective'],
  ])('is refused for %s', (_, change, pointer) => {
    expect(pointersOf(written(change))).toContain(pointer);
  });

  it('is told all of it at once', () => {
    const twice = written((file) => {
      tier(file, 2, { bankBps: 4_999 });
      set(file, 'fuseWarnBps', 500);
    });
    expect(pointersOf(twice)).toEqual([tierAt(2), '/parameters/fuseStopNewBps/value']);
  });

  it('never gives the parties of a loan more or less than the whole (I-19)', () => {
    const bps = fc.integer({ min: 0, max: 10_000 });
    const off = fc.integer({ min: -1, max: 1 });
    fc.assert(
      fc.property(bps, off, bps, (poolBps, difference, minimum) => {
        const bankBps = 10_000 - poolBps + difference;
        const file = written((each) => {
          each.parameters.tiers!.value = (each.parameters.tiers!.value as object[]).slice(2, 3);
          tier(each, 0, { poolBps, bankBps });
          set(each, 'bankMinShareBps', minimum);
          set(each, 'shareCapBps', 10_000 - minimum);
        });
        const isWrong = difference !== 0 || bankBps < minimum;
        return pointersOf(file).length > 0 === isWrong;
      }),
      { numRuns: 300 },
    );
  });
});

describe('versions of a loan policy', () => {
  const first = policyOf(written((file) => (file.effective.to = '2022-12-31')));
  const second = policyOf(
    written((file) => {
      file.version = 2;
      file.effective.from = '2023-01-01';
    }),
  );

  it('are chosen by the day of filing', () => {
    const book = LoanPolicyBook.of([first, second]);
    expect(book.policyOn('KDT', day('2022-12-31'))).toBe(first);
    expect(book.policyOn('KDT', day('2023-01-01'))).toBe(second);
  });

  it('never rule the same day', () => {
    expect(() => LoanPolicyBook.of([policyOf(written()), second])).toThrow('rule the same programme');
    expect(() => LoanPolicyBook.of([first, first])).toThrow('is there already');
  });
});
