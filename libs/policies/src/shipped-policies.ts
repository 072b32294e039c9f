import { readdirSync, readFileSync } from 'node:fs';
import type { PolicySource } from './file/read-source.js';
import { PolicyBook } from './file/policy-book.js';
import { type PolicyDefect, PolicyDefects } from './file/policy-defect.js';

const FILES = new URL('./files/', import.meta.url);
const GOLDEN = '.golden.yaml';

function read(isWanted: (name: string) => boolean): PolicySource[] {
  return readdirSync(FILES)
    .filter((name) => name.endsWith('.yaml') && isWanted(name))
    .sort()
    .map((file) => ({ file, text: readFileSync(new URL(file, FILES), 'utf8') }));
}

/** The policy files that come with this version, in the order of their names. The one place here that reads a disk. */
export function shippedSources(): PolicySource[] {
  return read((name) => !name.endsWith(GOLDEN));
}

/** The golden cases beside them. */
export function shippedGoldenCases(): PolicySource[] {
  return read((name) => name.endsWith(GOLDEN));
}

function publishedHashes(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(new URL('published.json', FILES), 'utf8')) as Record<string, string>;
}

/** Policies whose text is not the one that was published under their id, or that never were. */
export function changedPolicies({ policies }: PolicyBook, published = publishedHashes()): PolicyDefect[] {
  return policies
    .filter(({ id, hash }) => published[id] !== hash)
    .map(({ id }) => ({
      file: id,
      pointer: '',
      code: 'CHANGED',
      detail: `the text of ${id} is not the published one; a changed rule is a new file with a new id`,
    }));
}

/** @throws PolicyDefects when a shipped file is wrong or not the published one, which stops the start of whoever asks */
export function shippedPolicies(): PolicyBook {
  const book = PolicyBook.of(shippedSources());
  const changed = changedPolicies(book);
  if (changed.length > 0) throw new PolicyDefects(changed);
  return book;
}
