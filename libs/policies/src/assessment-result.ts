import type { LocalDate, Programme } from '@gusu/values';
import type { FactSource } from './sourced.js';
import type { PolicyAction } from './policy-action.js';

/** Words for both readers of a result. */
export interface Words {
  zh: string;
  en: string;
}

/** FOUND in a stored public text, RECALLED without one, DEFAULT: ours until the bureau confirms (cultivation-talent.md §0). */
export const CONFIDENCES = ['FOUND', 'RECALLED', 'DEFAULT'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** A criterion never guesses (cultivation-talent.md §0.1). */
export type CriterionStatus = 'MET' | 'UNMET' | 'UNKNOWN' | 'MANUAL_REVIEW' | 'NOT_APPLICABLE';

/** The first that applies, in this order (cultivation-talent.md §7.1). */
export const SUMMARIES = ['NOT_APPLICABLE', 'NOT_MET', 'NEEDS_DATA', 'OPPORTUNITY', 'READY'] as const;
export type Summary = (typeof SUMMARIES)[number];

/**
 * A value for a reader: decimals are rounded half up to four places and are display only. `exact` is the whole truth as an integer or as
 * `numerator/denominator`, in fen where `unit` is 万元.
 */
export interface ShownValue {
  value: string;
  unit: string;
  exact: string;
}

export interface ActualValue extends ShownValue {
  /** The fiscal years it was taken from, such as `2025` or `2023–2025`. */
  period?: string;
  sources: readonly FactSource[];
}

/** One comparison inside a criterion: what was found, what is asked, how far apart they are. */
export interface Finding {
  text: string;
  status: 'MET' | 'UNMET' | 'UNKNOWN';
  actual?: ActualValue;
  threshold?: ShownValue;
  /** What is missing to the threshold; absent when it is reached or nothing is known. */
  gap?: ShownValue;
  /** Of a ratio: what its numerator lacks, in fen or persons. */
  shortfall?: ShownValue;
}

/** All gates; and any direct route, or all of what is asked of the score. */
export type CriterionGroup = 'gate' | 'direct' | 'pass';

export interface CriterionResult {
  id: string;
  group: CriterionGroup;
  label: Words;
  required: Words;
  status: CriterionStatus;
  /** Of the one comparison that decides, where there is just one. */
  actual?: ActualValue;
  gap?: ShownValue;
  findings: readonly Finding[];
  /** Unmet, but at most a tenth of the bound away. */
  isNear: boolean;
  /** What would settle it, empty once it is met. */
  evidenceNeeded: readonly string[];
  confidence: Confidence;
  sources: readonly string[];
}

export interface IndicatorResult {
  id: string;
  label: Words;
  max: number;
  /** Undefined while it is not known; then it lies between `atLeast` and `atMost`. */
  points?: number;
  atLeast: number;
  atMost: number;
  actual?: ActualValue;
  /** The next band: how many points it is worth and what is missing to it. */
  next?: { points: number; gap: ShownValue };
  /** The option that was chosen, where the enterprise chooses. */
  chosen?: string;
  confidence: Confidence;
  sources: readonly string[];
}

export interface BlockResult {
  id: string;
  label: Words;
  max: number;
  points?: number;
  atLeast: number;
  atMost: number;
  indicators: readonly IndicatorResult[];
}

export interface ScoreResult {
  max: number;
  total?: number;
  atLeast: number;
  atMost: number;
  blocks: readonly BlockResult[];
}

/** The option of an indicator that the enterprise did not choose and that would give more. It is never switched for it. */
export interface Suggestion {
  indicator: string;
  option: string;
  points: number;
  /** The summary if it were chosen. */
  summary: Summary;
}

/** Frozen with an assessment: the same facts, date and policy give the same bytes again (cultivation-talent.md §17). */
export interface AssessmentResult {
  policyId: string;
  policyHash: string;
  programme: Programme;
  action: PolicyAction;
  applyDate: LocalDate;
  summary: Summary;
  criteria: readonly CriterionResult[];
  score?: ScoreResult;
  suggestions: readonly Suggestion[];
}
