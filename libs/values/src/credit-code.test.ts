import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  checkCreditCode,
  creditCheckCharacter,
  districtPrefix,
  organisationCheckCharacter,
  parseCreditCode,
  writtenCreditCode,
} from './credit-code.js';
import { ValueError } from './value-error.js';

// cultivation-talent.md §1.1
const PUBLISHED = ['91350100M000100Y43', '91320594780268314T', '91350200MA2YJ1XR9G'];
const SYNTHETIC: [code: string, prefix: string][] = [
  ['91320594TE5T00016Q', '320594'],
  ['91320505TE5T00024N', '320505'],
  ['91320506TE5T000320', '320506'],
  ['91320507TE5T000409', '320507'],
  ['91320508TE5T00059L', '320508'],
  ['91320509TE5T00067X', '320509'],
  ['91320581TE5T000751', '320581'],
  ['91320582TE5T00083A', '320582'],
  ['91320583TE5T00091K', '320583'],
  ['91320585TE5T001046', '320585'],
];
// funding.md §3
const BORROWERS = ['91320594MA1KDT007F', '91320594MA1KDT015A', '91320594MA1KDT0235'];
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const defectOf = (text: string) => {
  const checked = checkCreditCode(text);
  return 'code' in checked ? 'none' : checked.defect;
};

const anyCode = fc
  .tuple(
    fc.array(fc.constantFrom(...ALPHABET), { minLength: 8, maxLength: 8 }),
    fc.array(fc.constantFrom(...ALPHABET), { minLength: 8, maxLength: 8 }),
  )
  .map(([registry, organisation]) => {
    const body = organisation.join('');
    const first17 = `${registry.join('')}${body}${organisationCheckCharacter(body)}`;
    return first17 + creditCheckCharacter(first17);
  });

describe('a unified social credit code', () => {
  it.each([...PUBLISHED, ...BORROWERS])('%s, published or documented, passes both checks', (code) => {
    expect(checkCreditCode(code)).toEqual({ code });
  });

  it.each(SYNTHETIC)('%s passes both checks and names the registry %s', (code, prefix) => {
    expect(districtPrefix(parseCreditCode(code))).toBe(prefix);
  });

  it.each([
    ['91320594TE5T00016Q', '91320594TE5T00016Q'],
    [' 91320594te5t00016a ', '91320594TE5T00016A'],
    ['91320594TE5T00013A', '91320594TE5T00013A'],
    ['91320594TE5T00016', undefined],
    ['9132O594TE5T00016Q', undefined],
  ])('%s is known as %s, whatever its check characters say', (text, code) => {
    expect(writtenCreditCode(text)).toBe(code);
  });

  it.each(['91320594TE5T0018XW', '91320594TE5T00120W'])('%s has a special organisation check', (code) => {
    expect(checkCreditCode(code)).toEqual({ code });
  });

  it.each([
    ['91320594TE5T00016A', 'USCC_CHECK', 'only the last character is wrong'],
    ['91320594TE5T00013F', 'USCC_ORG_CHECK', 'only the embedded check is wrong'],
    ['91320594TE5T00013A', 'USCC_ORG_CHECK', 'both are wrong, and the embedded one is named first'],
    ['91320594TE5T00016', 'USCC_LENGTH', 'a character is missing'],
    ['91320594TE5T00016QQ', 'USCC_LENGTH', 'a character is too many'],
    ['', 'USCC_LENGTH', 'nothing is there'],
    ['320594000012345', 'USCC_LENGTH', 'it is an old 15-digit registration number'],
    ['TE5T00016', 'USCC_LENGTH', 'it is an organisation code alone'],
    ['9132O594TE5T00016Q', 'USCC_CHAR', 'there is a letter O'],
    ['91320594TS5T00016Q', 'USCC_CHAR', 'there is a letter S'],
    ['91320594TE5T-0016Q', 'USCC_CHAR', 'there is a sign'],
    ['91320594TE5T00 16Q', 'USCC_CHAR', 'there is a space inside'],
  ])('%s is refused as %s: %s', (text, defect) => {
    expect(defectOf(text)).toBe(defect);
    expect(() => parseCreditCode(text)).toThrow(expect.objectContaining({ code: defect }));
  });

  it.each([
    ' 91320594te5t00016q ',
    '\u300091320594TE5T00016Q\u3000',
    '９１３２０５９４ＴＥ５Ｔ０００１６Ｑ',
    '\t91320594TE5T00016Q\r\n',
  ])('%j is read after trimming, half-width and upper case', (text) => {
    expect(checkCreditCode(text)).toEqual({ code: '91320594TE5T00016Q' });
  });

  it('hints at the digit behind O and I without putting it there', () => {
    expect(checkCreditCode('9132O594TE5T00016Q')).toEqual({
      defect: 'USCC_CHAR',
      hint: '91320594TE5T00016Q',
    });
    expect(checkCreditCode('9I320594TE5T00016Q')).toEqual({
      defect: 'USCC_CHAR',
      hint: '91320594TE5T00016Q',
    });
  });

  it('gives no hint where the digit does not make it right either', () => {
    expect(checkCreditCode('9132O594TE5T00016A')).toEqual({ defect: 'USCC_CHAR', hint: undefined });
  });

  it('hands the hint on with the error', () => {
    let error: unknown;
    try {
      parseCreditCode('9132O594TE5T00016Q');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ValueError);
    expect(error).toMatchObject({ code: 'USCC_CHAR', hint: '91320594TE5T00016Q' });
  });

  it('is accepted whenever both check characters are right', () => {
    fc.assert(fc.property(anyCode, (code) => expect(checkCreditCode(code)).toEqual({ code })));
  });

  it('is refused after any change of a single character', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(17), fc.constantFrom(...ALPHABET), (code, at, char) => {
        fc.pre(code.charAt(at) !== char);
        expect(defectOf(code.slice(0, at) + char + code.slice(at + 1))).toMatch(/^USCC_(ORG_)?CHECK$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads to the same code again once it was read', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(parseCreditCode(parseCreditCode(` ${code.toLowerCase()}\u3000`))).toBe(code);
      }),
    );
  });

  it('answers to any text at all with a code or a defect', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const checked = checkCreditCode(text);
        expect('code' in checked ? checked.code : checked.defect).toMatch(/^[0-9A-Z_]+$/);
      }),
    );
  });
});
