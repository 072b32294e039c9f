import { readdirSync, readFileSync } from 'node:fs';
import { LoanPolicyBook } from './loan-policy-book.js';
import { readLoanPolicyFile } from './read-loan-policy.js';

const FILES = new URL('./files/', import.meta.url);

/**
 * The loan policies that come with this version.
 * @throws PolicyDefects when a shipped file is wrong, which stops the start of whoever asks
 */
export function shippedLoanPolicies(): LoanPolicyBook {
  const names = readdirSync(FILES)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  return LoanPolicyBook.of(
    names.map((file) => readLoanPolicyFile({ file, text: readFileSync(new URL(file, FILES), 'utf8') })),
  );
}
