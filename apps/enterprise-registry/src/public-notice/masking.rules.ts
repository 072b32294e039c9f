// Not inside a longer number or a credit code, which has letters or other digits around.
const PERSONAL: readonly RegExp[] = [
  // 身份证号, with and without the century
  /(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])/,
  /(?<![0-9A-Za-z])[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])/,
  // 手机号, also grouped
  /(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z])/,
  // 固定电话
  /(?<![0-9A-Za-z])0\d{2,3}[- ]?[2-9]\d{6,7}(?![0-9A-Za-z])/,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/,
  // 出生日期: a day of last century or of the first years of this one, and any day or number that is called a person’s
  /(?<!\d)(?:19\d{2}|200\d)\s*[-/.年]\s*(?:0?[1-9]|1[0-2])\s*[-/.月]\s*(?:0?[1-9]|[12]\d|3[01])(?!\d)/,
  /(?:出生|生日|身份证|birth)[^\n]{0,8}\d/i,
  // 银行账号
  /(?<![0-9A-Za-z])\d{16}(?:\d{3})?(?![0-9A-Za-z])/,
];

/** Whether a text that is to be published holds a number, an address or a day that belongs to a person (cultivation-talent.md §9.8, §14). */
export function holdsPersonalDetails(text: string): boolean {
  // Full-width digits and spaces inside a number hide it from a pattern, not from a reader.
  const plain = text.normalize('NFKC').replace(/[\u200b-\u200f\u2060\ufeff]/g, '');
  const joined = plain.replace(/(?<=\d)[\s·.-]+(?=\d)/g, '');
  return (
    PERSONAL.some((pattern) => pattern.test(plain)) ||
    PERSONAL.slice(0, 3).some((pattern) => pattern.test(joined))
  );
}
