import { isUtf8 } from 'node:buffer';

export const CHARSETS = ['utf-8', 'gb18030'] as const;
export type Charset = (typeof CHARSETS)[number];

const ALIASES: Readonly<Record<string, Charset>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
};

/** The charset that `text/csv; charset=…` declares; UTF-8 when it declares none, undefined when it is not one we read. */
export function charsetOf(contentType: string): Charset | undefined {
  const declared = /;\s*charset\s*=\s*"?([^\s";]+)"?/i.exec(contentType)?.[1];
  return declared === undefined ? 'utf-8' : ALIASES[declared.toLowerCase()];
}

type Range = readonly [number, number];
/** For the bytes still expected of a character: the range in which the next one must lie. */
type Expected = readonly Range[];

const CONTINUATION: Range = [0x80, 0xbf];
const GB_DIGIT: Range = [0x30, 0x39];
const GB_LEAD: Range = [0x81, 0xfe];

/**
 * Follows text through its characters, chunk by chunk, and names the offset of the first byte of the first character that is
 * none. A decoder would say only that something is wrong somewhere.
 */
export class EncodingScan {
  private offset = 0;
  private characterAt = 0;
  private expected: Expected = [];

  constructor(private readonly charset: Charset) {}

  /** The offset of the first character of the file that is not one of the charset; undefined while all is well. */
  feed(chunk: Uint8Array): number | undefined {
    const cutOff = chunk.subarray(0, this.expected.length);
    const rest = chunk.subarray(cutOff.length);
    const wrong = this.walk(cutOff);
    if (wrong !== undefined) return wrong;
    // Nearly every file is as declared, and the runtime says so far faster; where it is not, the walk says where.
    const sound = this.charset === 'utf-8' && this.expected.length === 0 ? soundBytesOf(rest) : 0;
    this.offset += sound;
    return this.walk(rest.subarray(sound));
  }

  /** A character cut off by the end of the file. */
  finish(): number | undefined {
    return this.expected.length > 0 ? this.characterAt : undefined;
  }

  private walk(bytes: Uint8Array): number | undefined {
    for (const byte of bytes) {
      if (this.expected.length > 0 || byte >= 0x80) {
        if (!this.follow(byte)) return this.characterAt;
      }
      this.offset += 1;
    }
    return undefined;
  }

  private follow(byte: number): boolean {
    const [range, ...rest] = this.expected;
    if (!range) {
      this.characterAt = this.offset;
      const expected = this.charset === 'utf-8' ? afterUtf8Lead(byte) : afterGbLead(byte);
      this.expected = expected ?? [];
      return expected !== undefined;
    }
    if (this.charset === 'gb18030' && rest.length === 0 && range === GB_SECOND) return this.secondOfGb(byte);
    this.expected = rest;
    return byte >= range[0] && byte <= range[1];
  }

  // A digit as second byte announces a character of four bytes.
  private secondOfGb(byte: number): boolean {
    const isLong = byte >= GB_DIGIT[0] && byte <= GB_DIGIT[1];
    this.expected = isLong ? GB_LAST_TWO : [];
    return isLong || (byte >= 0x40 && byte <= 0xfe && byte !== 0x7f);
  }
}

/** How many bytes from the start are UTF-8 for sure: all up to the last character, which may be cut off, or none. */
function soundBytesOf(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] as number) >= 0x80 && (bytes[end - 1] as number) < 0xc0) end -= 1;
  if (end > 0 && (bytes[end - 1] as number) >= 0xc0) end -= 1;
  return isUtf8(bytes.subarray(0, end)) ? end : 0;
}

const GB_SECOND: Range = [0x30, 0xfe];
const AFTER_GB_LEAD: Expected = [GB_SECOND];
const GB_LAST_TWO: Expected = [GB_LEAD, GB_DIGIT];

function afterGbLead(byte: number): Expected | undefined {
  return byte >= GB_LEAD[0] && byte <= GB_LEAD[1] ? AFTER_GB_LEAD : undefined;
}

// The narrower ranges refuse overlong forms, surrogates and code points above U+10FFFF (Unicode, table 3-7).
const UTF8_LEADS: readonly (readonly [Range, Expected])[] = [
  [[0xc2, 0xdf], [CONTINUATION]],
  [
    [0xe0, 0xe0],
    [[0xa0, 0xbf], CONTINUATION],
  ],
  [
    [0xe1, 0xec],
    [CONTINUATION, CONTINUATION],
  ],
  [
    [0xed, 0xed],
    [[0x80, 0x9f], CONTINUATION],
  ],
  [
    [0xee, 0xef],
    [CONTINUATION, CONTINUATION],
  ],
  [
    [0xf0, 0xf0],
    [[0x90, 0xbf], CONTINUATION, CONTINUATION],
  ],
  [
    [0xf1, 0xf3],
    [CONTINUATION, CONTINUATION, CONTINUATION],
  ],
  [
    [0xf4, 0xf4],
    [[0x80, 0x8f], CONTINUATION, CONTINUATION],
  ],
];
const UTF8_AFTER_LEAD = Array.from(
  { length: 256 },
  (_, byte) => UTF8_LEADS.find(([[low, high]]) => byte >= low && byte <= high)?.[1],
);

function afterUtf8Lead(byte: number): Expected | undefined {
  return UTF8_AFTER_LEAD[byte];
}
