import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ENCRYPTED_PDF, JPEG, PDF, PNG, zipOf } from '../fixture/evidence-files.js';
import { EVIDENCE_TYPES, EvidenceScan, UNDECLARED_TYPE } from './evidence-scan.js';

async function scan(bytes: Buffer, declared: string, part = 1_000) {
  const scanning = new EvidenceScan();
  for (let at = 0; at < bytes.length; at += part) scanning.feed(bytes.subarray(at, at + part));
  return scanning.finish(declared);
}

const { pdf, png, jpeg, word, excel, ofd, csv, text } = EVIDENCE_TYPES;
const TYPES = '[Content_Types].xml';
const WORD = zipOf({ [TYPES]: '<Types/>', 'word/document.xml': '<w/>' });
const EXCEL = zipOf({ 'xl/workbook.xml': 'x'.repeat(9_000), [TYPES]: '<Types/>' });
const OFD = zipOf({ 'Doc_0/Document.xml': '<d/>', 'OFD.xml': '<ofd/>' });

describe('what a file is by its own bytes', () => {
  it.each([
    ['a PDF', PDF, pdf],
    ['a PNG', PNG, png],
    ['a JPEG', JPEG, jpeg],
    ['a Word file', WORD, word],
    ['an Excel file whose types stand last', EXCEL, excel],
    ['an OFD', OFD, ofd],
    ['a CSV', Buffer.from('年度,营业收入\r\n2025,1234.5678\r\n'), csv],
    ['a text', Buffer.from('情况说明\n一、二、三'), text],
  ])('%s is taken when it is declared so', async (_, bytes, type) => {
    expect(await scan(bytes, type)).toEqual({ mime: type });
    const isText = type === csv || type === text;
    if (!isText) expect(await scan(bytes, UNDECLARED_TYPE)).toEqual({ mime: type });
  });

  it.each([
    ['nothing', Buffer.alloc(0), pdf, 'evidence/empty'],
    ['a PNG declared as PDF', PNG, pdf, 'evidence/type-mismatch'],
    ['a PDF declared as CSV', PDF, csv, 'evidence/type-mismatch'],
    ['an encrypted PDF', ENCRYPTED_PDF, pdf, 'evidence/encrypted'],
    [
      'a PDF encrypted by a dictionary in place',
      Buffer.from('%PDF-1.7 /Encrypt<</V 5>>'),
      pdf,
      'evidence/encrypted',
    ],
    ['an encrypted OFD', zipOf({ 'OFD.xml': '<ofd/>' }, true), ofd, 'evidence/encrypted'],
    ['any other zip', zipOf({ 'a.txt': 'a' }), UNDECLARED_TYPE, 'evidence/type-not-allowed'],
    [
      'a Word file with a program',
      zipOf({ [TYPES]: '', 'word/document.xml': '', 'word/vbaProject.bin': 'x' }),
      word,
      'evidence/type-not-allowed',
    ],
    ['a zip cut off', WORD.subarray(0, -30), word, 'evidence/type-not-allowed'],
    ['a program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), pdf, 'evidence/type-not-allowed'],
    ['bytes of no kind', Buffer.from('hello'), UNDECLARED_TYPE, 'evidence/type-not-allowed'],
    ['a CSV with a zero byte', Buffer.from('a,b\0'), csv, 'evidence/type-not-allowed'],
    ['a CSV in another encoding', Buffer.from('c4ead3b6', 'hex'), csv, 'evidence/type-not-allowed'],
    ['a CSV cut off inside a character', Buffer.from('e5b9', 'hex'), csv, 'evidence/type-not-allowed'],
  ])('%s is not', async (_, bytes, declared, code) => {
    expect(await scan(bytes, declared)).toMatchObject({ code });
  });

  it('does not depend on where the parts of the upload end', async () => {
    const files = fc.constantFrom(PDF, ENCRYPTED_PDF, PNG, WORD, EXCEL, OFD, Buffer.from('文本,1\n'));
    const declared = fc.constantFrom(...Object.values(EVIDENCE_TYPES), UNDECLARED_TYPE);
    await fc.assert(
      fc.asyncProperty(files, declared, fc.integer({ min: 1, max: 400 }), async (bytes, type, part) => {
        expect(await scan(bytes, type, part)).toEqual(await scan(bytes, type, bytes.length));
      }),
    );
  });
});
