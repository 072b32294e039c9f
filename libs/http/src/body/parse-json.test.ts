import { Refusal } from '@gusu/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '@gusu/values';
import { jsonDefects } from './json-defects.js';
import { parseJson } from './parse-json.js';

const parse = (text: string) => parseJson(Buffer.from(text));
const defectsOf = (text: string) => {
  try {
    parse(text);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.defects.map(({ pointer, code }) => `${pointer} ${code}`);
    throw error;
  }
};

describe('reading a JSON body strictly', () => {
  it('reads everything JSON.parse reads, but what two readers could understand differently', () => {
    const storable = fc
      .string({ unit: 'binary' })
      .filter((text) => !text.includes('\0') && text !== '__proto__');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.maxSafeInteger(),
        fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
        fc.boolean(),
        fc.constant(null),
        storable,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(storable, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(value, fc.boolean(), (given, isSpaced) => {
        const text = JSON.stringify(given, null, isSpaced ? 2 : 0);
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('finds a repeated member wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.string({ minLength: 1 }).filter((key) => key !== '__proto__' && !key.includes('\0')),
          {
            minLength: 1,
            maxLength: 5,
          },
        ),
        fc.nat(),
        (keys, at) => {
          const repeated = keys[at % keys.length] as string;
          const members = [...keys, repeated].map((key) => `${JSON.stringify(key)}:":{,"`);
          expect(defectsOf(`{"outer":[0,{${members.join(',')}}]}`)).toHaveLength(1);
          expect(defectsOf(`{"outer":[0,{${members.slice(0, -1).join(',')}}]}`)).toEqual([]);
        },
      ),
    );
  });

  it.each([
    ['9007199254740991', []],
    ['-9007199254740991', []],
    ['9007199254740992', [' UNSAFE_INTEGER']],
    ['1e3', []],
    ['1e400', [' UNSAFE_INTEGER']],
    ['1e20', [' UNSAFE_INTEGER']],
    ['0.30000000000000004', []],
    ['12.000000000000000000', []],
    ['12.000000000000000001', [' UNSAFE_INTEGER']],
    ['[true,{"e":false}]', []],
    ['{"a":"1234567890123456789"}', []],
    ['{"a":{"b":[1,90071992547409930]}}', ['/a/b/1 UNSAFE_INTEGER']],
    ['{"a/b":{"~":1,"~":2}}', ['/a~1b/~0 FIELD_REPEATED']],
    ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}', []],
  ])('judges %s', (text, expected) => {
    expect(defectsOf(text)).toEqual(expected);
  });

  it('stops counting defects at a hundred', () => {
    const text = `[${Array.from({ length: 500 }, () => '9007199254740993').join(',')}]`;
    expect(jsonDefects(text)).toHaveLength(100);
  });

  it.each(['', '{', '{"a":1,}', "{'a':1}", 'NaN', '{"a":01}', '\ufeff{}', '{"a":1}{"b":2}', '"\t"'])(
    'refuses %j, which is not JSON',
    (text) => {
      expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'request/malformed' }));
    },
  );

  it('refuses a hundred thousand open brackets without running out of stack', () => {
    expect(defectsOf('['.repeat(100_000))).toEqual([' TOO_DEEP']);
  });
});

describe('the canonical text of a JSON value', () => {
  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });

  it('tells different values apart', () => {
    const texts = [{ a: 1 }, { a: '1' }, { a: [1] }, { a: { 0: 1 } }, { a: null }, {}, []].map(canonicalJson);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
