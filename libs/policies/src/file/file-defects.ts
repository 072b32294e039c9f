import type { Confidence } from '../assessment-result.js';
import { ExpressionError } from '../language/syntax.js';
import { BandError } from './ladder.js';
import type { PolicyDefect } from './policy-defect.js';

/** What a figure inherits from its file where it says nothing itself. */
export interface Origin {
  confidence: Confidence;
  sources: readonly string[];
}

/** Collects what is wrong with one file, so that its writer learns everything at once. */
export class FileDefects {
  readonly found: PolicyDefect[] = [];

  constructor(private readonly file: string) {}

  add(pointer: string, code: PolicyDefect['code'], detail: string, at?: number): void {
    this.found.push({ file: this.file, pointer, code, detail, at });
  }

  /** Runs `work`, and notes what is wrong with the text at `pointer` in place of throwing it. */
  at<T>(pointer: string, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (error instanceof ExpressionError) this.add(pointer, 'EXPRESSION', error.message, error.at);
      else if (error instanceof BandError) this.add(pointer, 'BANDS', error.message);
      else throw error;
      return undefined;
    }
  }
}
