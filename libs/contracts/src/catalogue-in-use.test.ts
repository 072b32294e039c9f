import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFUSALS } from './refusals.js';
import { BANK_EXCEPTIONS } from './refusals-bank.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** Where codes are defined, promised to readers of a document, or made up for a test: none of that uses one. */
const NO_USE = /\.test\.ts$|\.dto\.ts$|\/(?:fixture|openapi)\/|contracts\/src\/(?:refusals|defects)/;

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .map(({ name }) => join(folder, name, 'src'))
    .filter((src) => existsSync(join(ROOT, src)))
    .flatMap((src) =>
      readdirSync(join(ROOT, src), { recursive: true, encoding: 'utf8' }).map((file) => join(src, file)),
    )
    .filter((file) => file.endsWith('.ts'));
}

const files = ['apps', 'libs'].flatMap(sourcesUnder);
const uses = files
  .filter((file) => !NO_USE.test(file))
  .map((file) => readFileSync(join(ROOT, file), 'utf8').replace(/@Refusals\([^)]*\)/g, ''));
const isUsed = (code: string) => {
  const pattern = new RegExp(`['"\`.]${code}\\b|^\\s*${code}:`, 'm');
  return uses.some((text) => pattern.test(text));
};
const nounOf = (code: string) => code.split('/')[0] ?? '';
const NOUNS_IN_USE = new Set(
  Object.keys(REFUSALS)
    .filter((code) => code.includes('/') && isUsed(code))
    .map(nounOf),
);
/** The codes of a slice may be agreed on before any of it is there. */
const isComing = (code: string) => code.includes('/') && !NOUNS_IN_USE.has(nounOf(code));

describe('the catalogue of refusals', () => {
  it('is read together with the sources that use it', () => {
    expect(uses.length).toBeGreaterThan(100);
    expect([
      isUsed('enterprise/not-found'),
      isUsed('TIMESTAMP_SKEW'),
      isUsed('enterprise/never-heard-of'),
    ]).toEqual([true, true, false]);
  });

  it('holds nothing that nobody throws', () => {
    const idle = Object.keys(REFUSALS).filter((code) => !isUsed(code) && !isComing(code));
    expect(idle).toEqual([]);
  });

  it('holds no remark that nobody makes', () => {
    expect(Object.keys(BANK_EXCEPTIONS).filter((code) => !isUsed(code))).toEqual([]);
  });
});
