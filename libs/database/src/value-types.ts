import pg from 'pg';

const { types } = pg;
const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;

const TEXT_ARRAY = 1009;
const parseTexts = types.getTypeParser(TEXT_ARRAY as never) as (text: string) => (string | null)[];

function parseInt8Array(text: string): (bigint | null)[] {
  return parseTexts(text).map((item) => (item === null ? null : BigInt(item)));
}

/**
 * How PostgreSQL's values arrive: int8 as bigint (exact), date as `YYYY-MM-DD` (a day has no zone), numeric as text,
 * timestamptz as Date.
 */
export const valueTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
    if (format === 'binary') return types.getTypeParser(oid, 'binary');
    if (oid === INT8) return BigInt;
    if (oid === INT8_ARRAY) return parseInt8Array;
    if (oid === DATE) return (text: string) => text;
    if (oid === DATE_ARRAY) return parseTexts;
    return types.getTypeParser(oid, 'text');
  },
};
