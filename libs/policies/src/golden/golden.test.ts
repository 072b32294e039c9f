import { describe, expect, it } from '@jest/globals';
import { readGoldenFile, checkGoldenCase } from './check-golden.js';
import { shippedGoldenCases, shippedPolicies } from '../shipped-policies.js';

const book = shippedPolicies();
const files = shippedGoldenCases();

describe.each(files.map((source) => ({ ...source, golden: readGoldenFile(source) })))(
  '$file',
  ({ golden }) => {
    it.each(golden?.cases ?? [])('$name', (written) => {
      expect(checkGoldenCase(book, golden?.policy ?? '', written)).toEqual([]);
    });
  },
);

describe('golden cases', () => {
  it('come with every policy', () => {
    const covered = files.map((source) => readGoldenFile(source)?.policy).sort();
    expect(covered).toEqual(book.policies.map(({ id }) => id).sort());
  });
});
