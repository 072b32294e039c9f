import { hasPersonalNumber } from './personal-text.js';

// Control characters, zero-width characters, bidirectional overrides, line separators, lone surrogates: what a reader cannot see
// but a search, a signature or a screen would trip over (cultivation-talent.md §18).
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Whether the text holds something invisible; line breaks count, because no field of the register has lines. */
export function hasHiddenCharacters(text: string): boolean {
  return HIDDEN.test(text);
}

const LONGEST_REASON = 1000;

export type ReasonDefect = 'REQUIRED' | 'TOO_LONG' | 'CONTROL_CHARACTER' | 'PERSONAL_NUMBER';

/**
 * What is wrong with a reason that an officer gives. It is kept, audited and, for a standing, announced to other services, which is why
 * it may hold nothing that points at a person (cultivation-talent.md §14, §17.17).
 */
export function reasonDefect(reason: string): ReasonDefect | undefined {
  const text = reason.trim();
  if (text === '') return 'REQUIRED';
  if (text.length > LONGEST_REASON) return 'TOO_LONG';
  if (hasHiddenCharacters(text)) return 'CONTROL_CHARACTER';
  return hasPersonalNumber(text) ? 'PERSONAL_NUMBER' : undefined;
}
