import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ownDatabase, type OwnDatabase } from './fixture/own-database.js';
import { bytesArray, textArray } from './index.js';

describe('an array in binary form', () => {
  let db: OwnDatabase;
  beforeAll(async () => {
    db = await ownDatabase([]);
  });
  afterAll(() => db.drop());

  async function echoed(texts: readonly (string | null)[]): Promise<(string | null)[]> {
    const rows = await db.database.query<{ text: string | null }>(
      'select text from unnest($1::text[]) with ordinality as t (text, n) order by n',
      [textArray(texts)],
    );
    return rows.map(({ text }) => text);
  }

  it.each([
    [[]],
    [['']],
    [[null]],
    [['NULL', null, 'null', '{}', '{"a":1}']],
    [['苏州，工业园区', '𠮷', '\\', '"', "'", ',', '\n', ' x ']],
  ])('arrives as it was: %j', async (texts) => {
    expect(await echoed(texts)).toEqual(texts);
  });

  it('arrives as it was, whatever is in it', async () => {
    const texts = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\u0000'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(texts), { maxLength: 20 }), async (list) => {
        expect(await echoed(list)).toEqual(list);
      }),
      { numRuns: 200 },
    );
  });

  it('carries bytes as they were, too', async () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(parts, async (list) => {
        const rows = await db.database.query<{ part: Buffer }>(
          'select part from unnest($1::bytea[]) with ordinality as t (part, n) order by n',
          [bytesArray(list)],
        );
        expect(rows.map(({ part }) => [...part])).toEqual(list.map((part) => [...part]));
      }),
      { numRuns: 50 },
    );
  });

  it('is refused where another array is asked for, and with the one character no text holds', async () => {
    const asNumbers = db.database.query('select $1::bigint[] as n', [textArray(['1'])]);
    await expect(asNumbers).rejects.toMatchObject({ code: '42804' });
    await expect(echoed(['a\u0000b'])).rejects.toMatchObject({ code: '22021' });
  });
});
