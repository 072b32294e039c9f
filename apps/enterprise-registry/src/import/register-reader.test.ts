import { describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { CsvBroken, readRegister, type RegisterRecord } from './register-reader.js';
import { RegisterFileScan } from './register-file.js';
import { REGISTER_COLUMNS } from './register-row.js';
import type { Charset } from './text-encoding.js';

const HEADER = REGISTER_COLUMNS.join(',');

async function read(file: Uint8Array, charset: Charset = 'utf-8', partBytes = 7): Promise<RegisterRecord[]> {
  async function* parts() {
    for (let at = 0; at < file.length; at += partBytes) yield file.subarray(at, at + partBytes);
  }
  const records: RegisterRecord[] = [];
  for await (const some of readRegister(parts(), charset)) records.push(...some);
  return records;
}

function lookAt(file: Uint8Array, charset: Charset = 'utf-8') {
  const scan = new RegisterFileScan(charset);
  for (let at = 0; at < file.length; at += 5) {
    const defect = scan.feed(Buffer.from(file.subarray(at, at + 5)));
    if (defect) return defect;
  }
  return scan.finish() ?? scan.rows;
}

describe('reading a file of the register', () => {
  it('gives each record the line on which it begins', async () => {
    const file = Buffer.from(`\uFEFF${HEADER}\r\n"甲,乙",1\r\n\r\n"丙\n""丁""",2\n戊,3`);
    expect(await read(file)).toEqual([
      { line: 2, fields: ['甲,乙', '1'] },
      { line: 4, fields: ['丙\n"丁"', '2'] },
      { line: 6, fields: ['戊', '3'] },
    ]);
  });

  it('reads GB18030 where that is declared', async () => {
    const header = [0xc6, 0xf3, 0x0a];
    expect(
      await read(Uint8Array.from([...header, 0xcb, 0xd5, 0xd6, 0xdd, 0x2c, 0x31]), 'gb18030', 1),
    ).toEqual([{ line: 2, fields: ['苏州', '1'] }]);
  });

  it('says on which line a quote was opened that is never closed', async () => {
    const file = Buffer.from(`${HEADER}\n甲,1\n"乙,2\n丙,3\n`);
    await expect(read(file)).rejects.toThrow(CsvBroken);
    await expect(read(file)).rejects.toMatchObject({ line: 3 });
    const records: RegisterRecord[] = [];
    const reading = async () => {
      for await (const some of readRegister(Readable.from([file]), 'utf-8')) records.push(...some);
    };
    await expect(reading()).rejects.toMatchObject({ line: 3 });
    expect(records).toEqual([{ line: 2, fields: ['甲', '1'] }]);
  });

  it('keeps a quote that stands inside a text', async () => {
    expect(await read(Buffer.from(`${HEADER}\n某"好"公司,1\n`))).toEqual([
      { line: 2, fields: ['某"好"公司', '1'] },
    ]);
  });
});

describe('looking at a file while it is uploaded', () => {
  it('counts the rows behind the header', () => {
    expect(lookAt(Buffer.from(`\uFEFF${HEADER}\r\n"甲\n乙",1\r\n\r\n丙,2`))).toBe(2);
    expect(lookAt(Buffer.from(`${HEADER}\n`))).toBe(0);
  });

  it('refuses columns other than those of the register', () => {
    expect(lookAt(Buffer.from('企业名称,注册日期\n甲,1\n'))).toMatchObject({ code: 'import/header' });
    expect(lookAt(Buffer.from(HEADER.replace('注册日期', '成立日期')))).toMatchObject({
      code: 'import/header',
    });
  });

  it('refuses bytes that are not in the declared encoding, with their offset', () => {
    const file = Buffer.concat([Buffer.from(`${HEADER}\n`), Buffer.from([0xcb, 0xd5])]);
    expect(lookAt(file)).toEqual({ code: 'import/encoding', byteOffset: file.length - 2 });
  });
});
