// Control characters, zero-width characters, bidirectional overrides, line separators, lone surrogates: what a reader cannot see
// but a search, a signature or a screen would trip over (cultivation-talent.md §18).
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Whether the text holds something invisible; line breaks count, because no field of the register has lines. */
export function hasHiddenCharacters(text: string): boolean {
  return HIDDEN.test(text);
}
