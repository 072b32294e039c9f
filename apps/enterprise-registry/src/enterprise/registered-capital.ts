/** Registered capital as an exact decimal in the currency's main unit (元, dollar, …), never in 万. */
export interface RegisteredCapital {
  amount: string;
  currency: string;
}

export type CapitalDefect = 'CAPITAL_FORMAT' | 'UNIT_SUSPECT';

export type CapitalReading =
  { capital: RegisteredCapital | undefined; defect?: undefined } | { defect: CapitalDefect };

export type CapitalUnit = 'yuan' | 'wan';

/** Registered capital as somebody writes it into a request: a decimal text, its unit and its currency. */
export interface DeclaredCapital {
  amount: string;
  unit: CapitalUnit;
  currency: string;
}

// The names the public register writes behind 万 or 元, and the ISO 4217 code of each.
const CURRENCIES: Readonly<Record<string, string>> = {
  人民币: 'CNY',
  美元: 'USD',
  日元: 'JPY',
  日圆: 'JPY',
  欧元: 'EUR',
  港元: 'HKD',
  港币: 'HKD',
  香港元: 'HKD',
  英镑: 'GBP',
  德国马克: 'DEM',
  法国法郎: 'FRF',
  瑞士法郎: 'CHF',
  新加坡元: 'SGD',
  丹麦克郎: 'DKK',
  丹麦克朗: 'DKK',
  瑞典克朗: 'SEK',
  挪威克朗: 'NOK',
  加拿大元: 'CAD',
  澳大利亚元: 'AUD',
  新西兰元: 'NZD',
  澳门元: 'MOP',
  新台币: 'TWD',
  台湾元: 'TWD',
  韩元: 'KRW',
  韩国元: 'KRW',
  泰铢: 'THB',
  意大利里拉: 'ITL',
  荷兰盾: 'NLG',
};

export const CAPITAL_CURRENCIES: readonly string[] = [...new Set(Object.values(CURRENCIES))];

const WRITTEN = /^([0-9][0-9,]*(?:\.[0-9]+)?)\s*\(?(万?)(元?)([^()]*)\)?$/;
const GROUPED = /^[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?$/;
const PLAIN = /^[0-9]+(?:\.[0-9]+)?$/;
const DECIMALS_OF_A_FEN = 2;
const WAN_DECIMALS = 4;
// cultivation-talent.md §18: more than 10^7 万 is almost always 元 written into a 万 field, here 10^11 of the main unit.
const SUSPECT_DIGITS = 12;

/**
 * Reads the register's way of writing registered capital: `12,500(万元人民币)`, `40(万美元)`, `0.5万人民币`, `N/A`.
 * The text is expected in half width. `N/A` and an empty text are no capital, which is not a defect.
 * CAPITAL_FORMAT: not a number with a known currency, or finer than a hundredth of the main unit; UNIT_SUSPECT: above 10^7 万 (cultivation-talent.md §18).
 */
export function parseRegisteredCapital(text: string): CapitalReading {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === 'N/A' || trimmed === '无') return { capital: undefined };
  const [, number, wan, yuan, name] = WRITTEN.exec(trimmed) ?? [];
  if (number === undefined || name === undefined) return { defect: 'CAPITAL_FORMAT' };
  const currency = currencyNamed(name, yuan === '元');
  if (!currency || !(GROUPED.test(number) || PLAIN.test(number))) return { defect: 'CAPITAL_FORMAT' };
  return readCapital(number.replaceAll(',', ''), wan === '万' ? 'wan' : 'yuan', currency);
}

function currencyNamed(name: string, hasYuan: boolean): string | undefined {
  const bare = name.trim();
  if (bare === '') return hasYuan ? 'CNY' : undefined;
  return CURRENCIES[bare] ?? CURRENCIES[bare.replace(/元$/, '')] ?? CURRENCIES[`${bare}元`];
}

/** Makes capital of a plain decimal and its unit; the same refusals as `parseRegisteredCapital`. */
export function readCapital(decimal: string, unit: CapitalUnit, currency: string): CapitalReading {
  if (!PLAIN.test(decimal)) return { defect: 'CAPITAL_FORMAT' };
  const amount = shiftLeft(decimal, unit === 'wan' ? WAN_DECIMALS : 0);
  const [whole = '', fraction = ''] = amount.split('.');
  if (fraction.length > DECIMALS_OF_A_FEN) return { defect: 'CAPITAL_FORMAT' };
  if (isSuspect(whole, fraction)) return { defect: 'UNIT_SUSPECT' };
  return { capital: { amount, currency } };
}

function isSuspect(whole: string, fraction: string): boolean {
  if (whole.length !== SUSPECT_DIGITS) return whole.length > SUSPECT_DIGITS;
  return !(whole === '100000000000' && fraction === '');
}

/** Writes capital the way the register does, so that reading it again gives the same capital. */
export function writeRegisteredCapital(capital: RegisteredCapital | undefined): string {
  if (!capital) return 'N/A';
  const name =
    Object.keys(CURRENCIES).find((key) => CURRENCIES[key] === capital.currency) ?? capital.currency;
  const wan = shiftRight(capital.amount, WAN_DECIMALS);
  return `${wan}(万${name === '人民币' ? '元' : ''}${name})`;
}

function shiftLeft(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = whole + fraction.padEnd(places, '0');
  return tidy(digits.slice(0, whole.length + places), digits.slice(whole.length + places));
}

function shiftRight(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const padded = whole.padStart(places + 1, '0');
  return tidy(padded.slice(0, -places), padded.slice(-places) + fraction);
}

function tidy(whole: string, fraction: string): string {
  const head = whole.replace(/^0+(?=\d)/, '');
  const tail = fraction.replace(/0+$/, '');
  return tail === '' ? head : `${head}.${tail}`;
}
