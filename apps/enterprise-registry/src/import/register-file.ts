import { REGISTER_COLUMNS } from './register-row.js';
import { type Charset, EncodingScan } from './text-encoding.js';

export type FileDefect =
  { code: 'import/encoding'; byteOffset: number } | { code: 'import/header'; found: string };

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const LONGEST_HEADER = 4096;

/**
 * Looks at a file while it is uploaded, chunk by chunk: is it text in the declared charset, does it begin with the columns of the
 * register, and how many rows are to come.
 */
export class RegisterFileScan {
  private readonly encoding: EncodingScan;
  private head: Buffer = Buffer.alloc(0);
  private records = 0;
  private isQuoted = false;
  private isRowOpen = false;
  private isHeaderSeen = false;

  constructor(private readonly charset: Charset) {
    this.encoding = new EncodingScan(charset);
  }

  /** Rows behind the header so far. Exact for a file whose quotes are well formed. */
  get rows(): number {
    return Math.max(0, this.records + (this.isRowOpen ? 1 : 0) - 1);
  }

  feed(chunk: Buffer): FileDefect | undefined {
    const wrongByte = this.encoding.feed(chunk);
    if (wrongByte !== undefined) return { code: 'import/encoding', byteOffset: wrongByte };
    this.countRecords(chunk);
    if (this.isHeaderSeen) return undefined;
    this.head = Buffer.concat([this.head, chunk]);
    return this.records === 0 && this.head.length < LONGEST_HEADER ? undefined : this.checkHeader();
  }

  finish(): FileDefect | undefined {
    const wrongByte = this.encoding.finish();
    if (wrongByte !== undefined) return { code: 'import/encoding', byteOffset: wrongByte };
    return this.isHeaderSeen ? undefined : this.checkHeader();
  }

  // In both charsets a quote and a newline are never part of a longer character, so bytes can be counted undecoded.
  private countRecords(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte === QUOTE) this.isQuoted = !this.isQuoted;
      if (byte === NEWLINE && !this.isQuoted) {
        if (this.isRowOpen) this.records += 1;
        this.isRowOpen = false;
      } else if (byte !== RETURN) this.isRowOpen = true;
    }
  }

  private checkHeader(): FileDefect | undefined {
    this.isHeaderSeen = true;
    const text = new TextDecoder(this.charset).decode(this.head);
    this.head = Buffer.alloc(0);
    const line = text.split(/\r?\n/, 1)[0] ?? '';
    const found = line.split(',').map((column) => column.trim().replace(/^"(.*)"$/, '$1'));
    const isRight =
      found.length === REGISTER_COLUMNS.length && REGISTER_COLUMNS.every((name, at) => found[at] === name);
    return isRight ? undefined : { code: 'import/header', found: line.slice(0, 200) };
  }
}
