import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { VERDICT_HEADER, writeVerdict } from './verdict.js';

const row = (name: string) => ({
  line: 2,
  creditCode: 'x',
  name,
  verdict: 'refused' as const,
  codes: ['USCC_LENGTH'],
  warnings: [],
});

describe('the line of verdicts.csv', () => {
  it.each(['=1+1', '+1', '-1', '@sum', '\t=1'])('shows %p as text and not as a formula', (name) => {
    expect(writeVerdict(row(name))).toContain(`'${name}`);
  });

  it('is read back as it was written, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const [, read] = parse(VERDICT_HEADER + writeVerdict(row(name)), { bom: true }) as string[][];
        expect(read?.[2]?.replace(/^'(?='*[=+\-@\t\r＝＋－＠])/, '')).toBe(
          name.replaceAll('\u0000', '\uFFFD'),
        );
        expect(read?.slice(3)).toEqual(['refused', 'USCC_LENGTH', '']);
      }),
      // Found by chance once: a mark that was in the name itself.
      { examples: [["'+"], ["''=1"], ['＝1']], numRuns: 1_000 },
    );
  });
});
