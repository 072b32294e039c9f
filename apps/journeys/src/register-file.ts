import { creditCheckCharacter, organisationCheckCharacter } from '@gusu/values';

const HEADER = '企业名称,统一社会信用代码,注册日期,企业类型,注册资金,经营范围,所在省份,地区,注册地址';
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The nth synthetic credit code of the Suzhou Industrial Park; its block is allocated to nobody. */
export function creditCodeOf(n: number): string {
  let serial = '';
  for (let rest = n, at = 0; at < 4; at += 1, rest = Math.floor(rest / 31))
    serial = ALPHABET.charAt(rest % 31) + serial;
  const organisation = `TE5T${serial}`;
  const first17 = `91320594${organisation}${organisationCheckCharacter(organisation)}`;
  return first17 + creditCheckCharacter(first17);
}

/** A file of the public register with so many synthetic enterprises. */
export function registerFile(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, n) =>
      `演示第${n}号公司,${creditCodeOf(n)},2018-03-01,N/A,N/A,软件,江苏,苏州,苏州工业园区星湖街${n}号`,
  );
  return [HEADER, ...lines].join('\n');
}
