import { creditCheckCharacter, organisationCheckCharacter } from '@gusu/values';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const HEADER = '企业名称,统一社会信用代码,注册日期,企业类型,注册资金,经营范围,所在省份,地区,注册地址';

const BLOCK = ALPHABET.length ** 4;
const PREFIXES = ['91320594', '91320583'];

/** The nth valid credit code of a block that is allocated to nobody (cultivation-talent.md §1.1); beyond the block, of another district's. */
export function syntheticCode(n: number): string {
  let serial = '';
  for (let rest = n, at = 0; at < 4; at += 1, rest = Math.floor(rest / ALPHABET.length))
    serial = ALPHABET.charAt(rest % ALPHABET.length) + serial;
  const organisation = `TE5T${serial}`;
  const first17 = `${PREFIXES[Math.floor(n / BLOCK)]}${organisation}${organisationCheckCharacter(organisation)}`;
  return first17 + creditCheckCharacter(first17);
}

/** A file of the public register with rows as long as real ones. */
export function syntheticRegister(from: number, count: number): string {
  const rows = Array.from({ length: count }, (_, at) => {
    const n = from + at;
    const day = String((n % 28) + 1).padStart(2, '0');
    return (
      `苏州测量第${n}号智能科技有限公司,${syntheticCode(n)},2018-03-${day},有限责任公司(自然人投资或控股),"1,200(万元人民币)",` +
      `"人工智能基础软件开发；人工智能应用软件开发；计算机软硬件及辅助设备批发；技术服务、技术开发、技术咨询",江苏,苏州,苏州工业园区星湖街${n}号`
    );
  });
  return [HEADER, ...rows].join('\n');
}
