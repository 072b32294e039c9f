// Control characters, zero-width characters, bidirectional overrides, soft hyphens and lone surrogates: what a reader
// cannot see but a search, a signature or a screen would trip over (cultivation-talent.md §18).
const HIDDEN =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]/;

const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** Whether the text holds something invisible; line breaks count, because no field of the register has lines. */
export function hasHiddenCharacters(text: string): boolean {
  return HIDDEN.test(text) || LONE_SURROGATE.test(text);
}
