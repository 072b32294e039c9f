import type { LocalDate } from '@gusu/values';
import type { Confidence } from '../assessment-result.js';
import type { LoanParameterName, LoanParameters } from './loan-parameters.js';
import type { LoanPolicyDocument } from './loan-policy-document.js';

/** The parameters as rules read them: values alone, units last in the names. */
export type LoanTerms = { readonly [Name in LoanParameterName]: LoanParameters[Name]['value'] };

export type LoanTier = LoanTerms['tiers'][number];
export type LoanShareRule = LoanTerms['shareRules'][number];
export type LossBand = LoanTerms['bands'][number];
export type PoolLayer = LoanTerms['layers'][number];

/**
 * A version of the rules of a loan programme. It never changes: a filing names the version it was decided under, and stays with it for ever
 * (funding.md §0.1, I-10).
 */
export interface LoanPolicy {
  /** `KDT/1` */
  readonly id: string;
  readonly programme: string;
  readonly version: number;
  /** Over the whole document, the origins of its figures included. */
  readonly hash: string;
  readonly effective: { readonly from: LocalDate; readonly to: LocalDate | null };
  readonly confidence: Confidence;
  readonly terms: LoanTerms;
  readonly document: LoanPolicyDocument;
}
