import { readdirSync, readFileSync } from 'node:fs';
import type { PolicySource } from './file/read-source.js';
import { PolicyBook } from './file/policy-book.js';

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

/** @throws PolicyDefects when a shipped file is wrong, which stops the start of whoever asks */
export function shippedPolicies(): PolicyBook {
  return PolicyBook.of(shippedSources());
}
