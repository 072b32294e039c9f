import { toHalfWidth } from './half-width.js';
import { ValueError } from './value-error.js';

/**
 * 统一社会信用代码 (GB 32100-2015): 18 characters, both check characters right. A few old codes are in use although one of theirs is not; the
 * registry takes such a code by exception alone (`writtenCreditCode`).
 */
export type CreditCode = string & { readonly __creditCode: never };

export type CreditCodeDefectCode = 'USCC_LENGTH' | 'USCC_CHAR' | 'USCC_ORG_CHECK' | 'USCC_CHECK';
export interface CreditCodeDefect {
  defect: CreditCodeDefectCode;
  /** What the writer may have meant; never applied silently. */
  hint?: string;
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const LOOKALIKES: Record<string, string> = { O: '0', I: '1', Z: '2', S: '5' };
// 3^i mod 31: the weight of position i.
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** The last character for the first 17 (GB 32100-2015). */
export function creditCheckCharacter(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += ALPHABET.indexOf(first17.charAt(i)) * (WEIGHTS[i] ?? 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** The check character of the embedded organisation code for its first 8 characters (GB 11714). */
export function organisationCheckCharacter(first8: string): string {
  let sum = 0;
  for (let i = 0; i < 8; i += 1)
    sum += Number.parseInt(first8.charAt(i), 36) * (ORGANISATION_WEIGHTS[i] ?? 0);
  const check = 11 - (sum % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}

function hintFor(text: string): string | undefined {
  const meant = text.replace(/[OIZS]/g, (char) => LOOKALIKES[char] ?? char);
  return meant !== text && 'code' in checkCreditCode(meant) ? meant : undefined;
}

/**
 * Normalises (trim, full-width to half-width, upper case) and checks length, alphabet, the embedded organisation code and
 * the last character, in this order (cultivation-talent.md §1.1). Look-alike letters are never mapped, only hinted at.
 */
export function checkCreditCode(text: string): { code: CreditCode } | CreditCodeDefect {
  const code = normalised(text);
  if (code.length !== 18) return { defect: 'USCC_LENGTH' };
  for (const char of code) if (!ALPHABET.includes(char)) return { defect: 'USCC_CHAR', hint: hintFor(code) };
  if (organisationCheckCharacter(code.slice(8, 16)) !== code.charAt(16)) return { defect: 'USCC_ORG_CHECK' };
  if (creditCheckCharacter(code) !== code.charAt(17)) return { defect: 'USCC_CHECK' };
  return { code: code as CreditCode };
}

/**
 * The code as it is written, when at most its check characters are wrong: what a person may register by exception and what somebody who was
 * checked elsewhere is known by (cultivation-talent.md §1.1). Undefined for what is no code at all.
 */
export function writtenCreditCode(text: string): CreditCode | undefined {
  const checked = checkCreditCode(text);
  if ('code' in checked) return checked.code;
  const isWritten = checked.defect === 'USCC_ORG_CHECK' || checked.defect === 'USCC_CHECK';
  return isWritten ? (normalised(text) as CreditCode) : undefined;
}

function normalised(text: string): string {
  return toHalfWidth(text).trim().toUpperCase();
}

const WORDS: Record<CreditCodeDefectCode, string> = {
  USCC_LENGTH: 'a unified social credit code has 18 characters',
  USCC_CHAR: 'a unified social credit code has no letters I, O, S, V or Z and no signs',
  USCC_ORG_CHECK: 'the check character of the embedded organisation code is wrong',
  USCC_CHECK: 'the check character of the unified social credit code is wrong',
};

/** @throws ValueError USCC_LENGTH, USCC_CHAR, USCC_ORG_CHECK, USCC_CHECK */
export function parseCreditCode(text: string): CreditCode {
  const checked = checkCreditCode(text);
  if ('code' in checked) return checked.code;
  throw new ValueError(checked.defect, WORDS[checked.defect], checked.hint);
}

/** 登记管理机关行政区划码: where the code was registered, which need not be where the enterprise is. */
export function districtPrefix(code: CreditCode): string {
  return code.slice(2, 8);
}
