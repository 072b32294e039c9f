import { DEFECTS, type DefectCode } from './defects.js';
import { REFUSALS, type RefusalCode } from './refusals.js';

/** One thing wrong with a request: where (JSON pointer), which (stable code) and why, in words. */
export interface Defect {
  pointer: string;
  code: string;
  detail?: string;
}

export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** An expected no. Its HTTP status and words are in {@link REFUSALS}; the facts are chosen to be shown. */
export class Refusal extends Error {
  readonly status: number;

  constructor(
    readonly code: RefusalCode,
    readonly facts: Facts = {},
    readonly defects: readonly Defect[] = [],
  ) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.name = 'Refusal';
    this.status = REFUSALS[code].status;
  }
}

/** `throw refuse('enterprise/not-found', { creditCode })` */
export function refuse(code: RefusalCode, facts: Facts = {}, defects: readonly Defect[] = []): Refusal {
  return new Refusal(code, facts, defects);
}

export type Language = 'zh' | 'en';

export function refusalTitle(code: RefusalCode, language: Language): string {
  return REFUSALS[code][language];
}

export function defectDetail(code: DefectCode, language: Language): string {
  return DEFECTS[code][language];
}
