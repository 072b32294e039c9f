/** One thing wrong with a policy file: where in the file, where in the expression, and what. */
export interface PolicyDefect {
  file: string;
  /** A JSON pointer into the file. */
  pointer: string;
  code:
    | 'SYNTAX'
    | 'SHAPE'
    | 'EXPRESSION'
    | 'BANDS'
    | 'POINTS'
    | 'DUPLICATE'
    | 'OVERLAP'
    | 'CHANGED'
    | 'UNKNOWN_STANDARD'
    | 'GOLDEN_CASE';
  detail: string;
  /** The place in the expression, in characters from its start. */
  at?: number;
}

/** Everything that is wrong with a set of policy files, at once. */
export class PolicyDefects extends Error {
  constructor(readonly defects: readonly PolicyDefect[]) {
    const lines = defects.map(
      ({ file, pointer, detail, at }) =>
        `${file} ${pointer}${at === undefined ? '' : ` at ${at}`}: ${detail}`,
    );
    super(lines.join('\n'));
    this.name = 'PolicyDefects';
  }
}
