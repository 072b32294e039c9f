import type { Confidence } from './assessment-result.js';

/** 办理环节: what the officers do with an application while its clock runs (cultivation-talent.md §14). */
export const HANDLING_STEPS = ['admission', 'districtReview', 'cityReview', 'publication'] as const;
export type HandlingStep = (typeof HANDLING_STEPS)[number];

/** Within how many working days a step is done, the day on which it began not counted: as promised 承诺, and by law 法定. */
export interface HandlingLimit {
  step: HandlingStep;
  promisedDays: number;
  promisedConfidence: Confidence;
  legalDays: number;
  legalBasis: string;
  legalConfidence: Confidence;
}

const limit = (
  step: HandlingStep,
  promisedDays: number,
  legalDays: number,
  legalBasis: string,
): HandlingLimit => ({
  step,
  promisedDays,
  promisedConfidence: 'DEFAULT',
  legalDays,
  legalBasis,
  legalConfidence: 'RECALLED',
});

/**
 * The rule book wants both limits and gives neither (cultivation-talent.md §14): what is promised is a default of ours, what the law allows is taken
 * from the Administrative Licence Law as recalled, until the bureau names the limits of its own matters.
 */
export const HANDLING_LIMITS: readonly HandlingLimit[] = [
  limit('admission', 5, 5, '行政许可法第三十二条'),
  limit('districtReview', 10, 20, '行政许可法第四十三条'),
  limit('cityReview', 10, 20, '行政许可法第四十二条'),
  limit('publication', 5, 10, '行政许可法第四十四条'),
];
