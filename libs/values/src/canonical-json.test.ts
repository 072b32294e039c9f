import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exactJson } from './canonical-json.js';

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(fc.bigInt(), fc.string(), fc.boolean(), fc.constant(null), fc.integer()),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('exact JSON', () => {
  it('writes every bigint as its digits in quotes, wherever it stands, and all else as JSON does', () => {
    fc.assert(
      fc.property(json, (value) => {
        const written = exactJson(value);
        expect(written).toBe(
          JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}` : part)),
        );
      }),
    );
    expect(exactJson({ fen: 2n ** 60n, of: [{ fen: -1n }] })).toBe(
      '{"fen":"1152921504606846976","of":[{"fen":"-1"}]}',
    );
  });

  it('refuses what is no tree', () => {
    const loop: { of?: unknown } = {};
    loop.of = loop;
    expect(() => exactJson(loop)).toThrow(TypeError);
  });
});
