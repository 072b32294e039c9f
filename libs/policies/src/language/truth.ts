/** Kleene's three values. Numbers, because a policy is asked a million times. */
export type Truth = 0 | 1 | 2;
export const FALSE = 0;
export const TRUE = 1;
export const UNKNOWN = 2;

export function truth(value: boolean | undefined): Truth {
  if (value === undefined) return UNKNOWN;
  return value ? TRUE : FALSE;
}

export function not(a: Truth): Truth {
  return a === UNKNOWN ? UNKNOWN : a === TRUE ? FALSE : TRUE;
}

/** `false && unknown` is false: what decides, decides (cultivation-talent.md §6). */
export function and(a: Truth, b: Truth): Truth {
  if (a === FALSE || b === FALSE) return FALSE;
  return a === TRUE && b === TRUE ? TRUE : UNKNOWN;
}

/** `true || unknown` is true. */
export function or(a: Truth, b: Truth): Truth {
  if (a === TRUE || b === TRUE) return TRUE;
  return a === FALSE && b === FALSE ? FALSE : UNKNOWN;
}
