import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { charsetOf, EncodingScan, type Charset } from './text-encoding.js';

function scan(charset: Charset, bytes: Uint8Array, cut = bytes.length): number | undefined {
  const encoding = new EncodingScan(charset);
  return encoding.feed(bytes.subarray(0, cut)) ?? encoding.feed(bytes.subarray(cut)) ?? encoding.finish();
}

const gb = (...bytes: number[]) => Uint8Array.from(bytes);

describe('following text through its characters', () => {
  it('accepts every text in UTF-8, however it is cut into parts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, cut) => {
        const bytes = Buffer.from(text.replace(/[\ud800-\udfff]/gu, ''), 'utf8');
        expect(scan('utf-8', bytes, bytes.length === 0 ? 0 : cut % bytes.length)).toBeUndefined();
      }),
    );
  });

  it('agrees with the platform about which bytes are UTF-8', () => {
    const strict = (bytes: Uint8Array) => {
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        expect(scan('utf-8', bytes) === undefined).toBe(strict(bytes));
      }),
      { numRuns: 2_000 },
    );
  });

  it('accepts characters of one, two and four bytes in GB18030', () => {
    expect(
      scan('gb18030', gb(0x41, 0xcb, 0xd5, 0xd6, 0xdd, 0x81, 0x30, 0x81, 0x30, 0x0a), 3),
    ).toBeUndefined();
  });

  it('names the first byte of the first character that is none', () => {
    const chinese = Buffer.from('企业');
    expect(scan('utf-8', Buffer.concat([chinese, gb(0xcb, 0xd5)]))).toBe(6);
    expect(scan('utf-8', gb(0xff, 0xfe, 0x41))).toBe(0);
    expect(scan('utf-8', gb(0x41, 0xe4, 0xbc))).toBe(1);
    expect(scan('gb18030', gb(0xcb, 0xd5, 0x81, 0x20))).toBe(2);
    expect(scan('gb18030', gb(0xcb, 0xd5, 0xff))).toBe(2);
  });

  it('reads the charset a request declares', () => {
    expect(charsetOf('text/csv')).toBe('utf-8');
    expect(charsetOf('text/csv; charset=GB18030')).toBe('gb18030');
    expect(charsetOf('text/csv; header=present; charset="gbk"')).toBe('gb18030');
    expect(charsetOf('text/csv; charset=utf-16')).toBeUndefined();
  });
});
