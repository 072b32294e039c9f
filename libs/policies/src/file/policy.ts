import type { LocalDate, Programme } from '@gusu/values';
import type { Confidence, CriterionGroup, Words } from '../assessment-result.js';
import type { TruthCode } from '../language/code.js';
import type { Explain } from '../assessment/explain.js';
import type { Slots } from '../language/scope.js';
import type { PolicyAction } from '../policy-action.js';
import type { PolicyDocument } from './policy-document.js';
import type { ScoreCard } from './score-card.js';

/** One requirement of a policy, compiled. Without `code` only a person can say. */
export interface Criterion {
  id: string;
  group: CriterionGroup;
  label: Words;
  required: Words;
  /** The actions that ask it. */
  actions: readonly PolicyAction[];
  code?: TruthCode;
  /** Whether a person must look once the facts hold, or where they say nothing. */
  needsPersonWhenMet: boolean;
  needsPersonWhenUnknown: boolean;
  evidence: readonly string[];
  confidence: Confidence;
  sources: readonly string[];
  /** Says why, by the comparisons and claims of its condition. */
  explain: Explain;
}

/** The criteria that one action asks, in the order of the file. */
export interface Requirements {
  /** All of them. */
  gates: readonly Criterion[];
  /** Any of them, in place of the score. */
  direct: readonly Criterion[];
  /** All of them, unless a direct route is open. */
  pass: readonly Criterion[];
}

/** The applications that fall under a policy, by their day. `to` is the last of them; undefined while it is open. */
export interface PolicyPeriod {
  action: PolicyAction;
  from: LocalDate;
  to?: LocalDate;
}

/** A policy ready to judge. Two texts that say the same have the same hash. */
export interface Policy {
  id: string;
  hash: string;
  programme: Programme;
  periods: readonly PolicyPeriod[];
  document: PolicyDocument;
  requirements: Readonly<Record<PolicyAction, Requirements>>;
  score?: ScoreCard;
  /** Where its answers are kept while one enterprise is judged, together with other policies of one book. */
  slots: Slots;
}
