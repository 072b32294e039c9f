import { toHalfWidth } from '@gusu/values';

// A resident identity number by its inner date, whatever region stands before it: regions have been abolished (cultivation-talent.md §1.2).
const IDENTITY =
  /(?<!\d)([1-9]\d{5})(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(\d{3}[\dXx])(?!\d)/g;
const PHONE = /(?<!\d)(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)/g;
// A date alone is no secret; it is one beside a word that makes it somebody's birth.
const DAY = String.raw`(?:18|19|20)\d{2}\s*[年./-]?\s*(?:0?[1-9]|1[0-2])\s*[月./-]?\s*(?:0[1-9]|[12]\d|3[01]|[1-9])\s*日?`;
const BIRTH = new RegExp(
  String.raw`(出生(?:日期|年月日|于)?|生日|生于|born(?: on)?|birth ?(?:date|day)?|\bDOB)([^\d]{0,6})${DAY}|${DAY}(\s*(?:出生|生(?![产效成日])))`,
  'gi',
);

// None of them is without a year or a block of as many digits, and most texts are.
const FOUR_DIGITS = /\p{Nd}{4}/u;

/** Whether a text names an identity number, a telephone number or a birth date (cultivation-talent.md §14, §17.17). */
export function hasPersonalNumber(text: string): boolean {
  return FOUR_DIGITS.test(text) && maskPersonalNumbers(text) !== toHalfWidth(text);
}

/** The text in half width, with what points at a person masked the way §14 writes it: `320505********1037`, `138****5678`. */
export function maskPersonalNumbers(text: string): string {
  return toHalfWidth(text)
    .replace(IDENTITY, '$1********$2')
    .replace(PHONE, '$1****$2')
    .replace(BIRTH, (_, before = '', gap = '', after = '') => `${before}${gap}****${after}`);
}
