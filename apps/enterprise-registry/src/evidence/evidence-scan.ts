import { fileTypeFromBuffer } from 'file-type';
import { readZipDirectory } from './zip-directory.js';

export const EVIDENCE_TYPES = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  word: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  excel: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ofd: 'application/ofd',
  csv: 'text/csv',
  text: 'text/plain',
} as const;

/** For a sender that does not know the type; the bytes tell it. */
export const UNDECLARED_TYPE = 'application/octet-stream';
export const DECLARED_TYPES: readonly string[] = [...Object.values(EVIDENCE_TYPES), UNDECLARED_TYPE];

export type ScanDefect =
  | { code: 'evidence/empty' }
  | { code: 'evidence/encrypted' }
  | { code: 'evidence/type-not-allowed'; found: string }
  | { code: 'evidence/type-mismatch'; found: string };

const HEAD_BYTES = 4_096;
// The directory of an office file with a few thousand members fits.
const TAIL_BYTES = 512 * 1024;
const OVERLAP_BYTES = 64;
const IMAGES: readonly string[] = [EVIDENCE_TYPES.png, EVIDENCE_TYPES.jpeg];
const TEXTS: readonly string[] = [EVIDENCE_TYPES.csv, EVIDENCE_TYPES.text];
// The dictionary that names the encryption is never compressed itself, neither in a trailer nor in a cross-reference stream.
const PDF_ENCRYPTION = /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/;
// Control characters but tab, line feed and carriage return.
const NOT_TEXT = /[^\P{Cc}\t\n\r]/u;

/** Looks at a file while it streams by, and says at its end what it is by its own bytes (cultivation-talent.md §18). */
export class EvidenceScan {
  private head = Buffer.alloc(0);
  private tail = Buffer.alloc(0);
  private overlap = '';
  private isPdfEncrypted = false;
  private isText = true;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });

  feed(chunk: Buffer): void {
    if (this.head.length < HEAD_BYTES)
      this.head = Buffer.concat([this.head, chunk.subarray(0, HEAD_BYTES - this.head.length)]);
    this.tail = Buffer.concat([this.tail, chunk]).subarray(-TAIL_BYTES);
    if (this.head.subarray(0, 5).toString('latin1') === '%PDF-') this.lookForEncryption(chunk);
    else this.readAsText(chunk);
  }

  /** The media type of the file, or why it is not taken. `declared` is what its sender said it is. */
  async finish(declared: string): Promise<{ mime: string } | ScanDefect> {
    if (this.head.length === 0) return { code: 'evidence/empty' };
    const found = await this.typeOf(declared);
    if (found === 'encrypted') return { code: 'evidence/encrypted' };
    if (!DECLARED_TYPES.includes(found) || found === UNDECLARED_TYPE)
      return { code: 'evidence/type-not-allowed', found };
    const isAsDeclared = declared === UNDECLARED_TYPE || declared === found;
    return isAsDeclared ? { mime: found } : { code: 'evidence/type-mismatch', found };
  }

  private async typeOf(declared: string): Promise<string> {
    const sniffed = (await fileTypeFromBuffer(this.head))?.mime;
    if (sniffed === EVIDENCE_TYPES.pdf) return this.isPdfEncrypted ? 'encrypted' : sniffed;
    if (sniffed !== undefined && IMAGES.includes(sniffed)) return sniffed;
    if (this.head.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return this.typeOfZip();
    if (sniffed !== undefined) return sniffed;
    // A text has no magic bytes: it is what its sender says, if it is readable as that.
    return TEXTS.includes(declared) && this.isReadable() ? declared : UNDECLARED_TYPE;
  }

  private typeOfZip(): string {
    const directory = readZipDirectory(this.tail);
    if (!directory) return 'application/zip';
    const { names, isEncrypted } = directory;
    if (isEncrypted) return 'encrypted';
    // An office file with a program in it is no evidence.
    if ([...names].some((name) => name.endsWith('vbaProject.bin'))) return 'application/zip';
    if (names.has('OFD.xml')) return EVIDENCE_TYPES.ofd;
    if (!names.has('[Content_Types].xml')) return 'application/zip';
    if (names.has('word/document.xml')) return EVIDENCE_TYPES.word;
    return names.has('xl/workbook.xml') ? EVIDENCE_TYPES.excel : 'application/zip';
  }

  private lookForEncryption(chunk: Buffer): void {
    const text = this.overlap + chunk.toString('latin1');
    this.isPdfEncrypted ||= PDF_ENCRYPTION.test(text);
    this.overlap = text.slice(-OVERLAP_BYTES);
  }

  private readAsText(chunk: Buffer): void {
    if (!this.isText) return;
    try {
      this.isText = !NOT_TEXT.test(this.decoder.decode(chunk, { stream: true }));
    } catch {
      this.isText = false;
    }
  }

  private isReadable(): boolean {
    if (!this.isText) return false;
    try {
      this.decoder.decode();
      return true;
    } catch {
      return false;
    }
  }
}
