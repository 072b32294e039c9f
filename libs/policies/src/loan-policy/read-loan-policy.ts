import { FileDefects } from '../file/file-defects.js';
import { canonicalJson, sha256 } from '../file/hash.js';
import { type PolicyDefect, PolicyDefects } from '../file/policy-defect.js';
import { type PolicySource, readShape, readYaml } from '../file/read-source.js';
import { checkLoanPolicy } from './check-loan-policy.js';
import { type LoanPolicyDocument, loanPolicyDocument } from './loan-policy-document.js';
import type { LoanPolicy, LoanTerms } from './loan-policy.js';

/** A policy, or everything that is wrong with it. */
export type ReadLoanPolicy = { policy: LoanPolicy } | { defects: readonly PolicyDefect[] };

/**
 * Reads one version from plain values: of a YAML file, of a request, or of what was stored. Amounts are integers of fen.
 * @param name the file or whatever else the values come from, named in its defects
 */
export function readLoanPolicy(value: unknown, name: string): ReadLoanPolicy {
  const defects = new FileDefects(name);
  const document = readShape(loanPolicyDocument, value, defects);
  if (document) checkLoanPolicy(document, defects);
  return document && defects.found.length === 0 ? { policy: policyOf(document) } : { defects: defects.found };
}

/** @throws PolicyDefects with everything that is wrong in the file */
export function readLoanPolicyFile({ file, text }: PolicySource): LoanPolicy {
  const syntax = new FileDefects(file);
  const value = readYaml(text, syntax);
  if (syntax.found.length > 0) throw new PolicyDefects(syntax.found);
  const read = readLoanPolicy(value, file);
  if ('defects' in read) throw new PolicyDefects(read.defects);
  return read.policy;
}

/** The document as one text, which {@link readLoanPolicy} reads back to the same hash. */
export function writeLoanPolicy({ document }: LoanPolicy): string {
  return canonicalJson(document);
}

function policyOf(document: LoanPolicyDocument): LoanPolicy {
  const { programme, version, effective, confidence, parameters } = document;
  const values = Object.entries(parameters).map(([name, { value }]) => [name, value] as const);
  return Object.freeze({
    id: `${programme}/${version}`,
    programme,
    version,
    hash: sha256(document),
    effective,
    confidence,
    terms: Object.freeze(Object.fromEntries(values) as unknown as LoanTerms),
    document,
  });
}
