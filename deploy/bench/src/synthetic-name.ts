import { pinyin } from 'pinyin-pro';

const PLACES = ['苏州', '苏州', '苏州', '昆山', '常熟', '张家港', '太仓', '吴江', '江苏', '苏州工业园区'];
const BRANDS =
  '华新东方天海金龙中科信达恒泰瑞丰盛兴嘉禾宏远博文博雅创智慧云星辰光明德林森源泉润泽康宁安和平顺利通联合众益美佳优卓越凯';
const TRADES =
  '智能科技 软件 信息技术 电子 精密机械 新材料 生物医药 自动化设备 网络科技 环保工程 模具 纺织 半导体 光电 医疗器械 贸易'.split(
    ' ',
  );
const FORMS = ['有限公司', '有限公司', '有限公司', '股份有限公司', '集团有限公司'];

const spelled = new Map<string, string[]>();

function syllablesOf(text: string): string[] {
  return [...text].flatMap((character) => {
    const known = spelled.get(character) ?? pinyin(character, { toneType: 'none', type: 'array', v: true });
    spelled.set(character, known);
    return known;
  });
}

export interface SyntheticName {
  name: string;
  pinyin: string;
  initials: string;
}

/** The name of the nth enterprise, as varied as those of a register: place, two or three characters of its own, trade, legal form. */
export function syntheticName(n: number): SyntheticName {
  const at = (text: readonly string[] | string, salt: number) => text[mixed(n, salt) % text.length] ?? '';
  const brand = [1, 2, 3].slice(mixed(n, 9) % 2).map((salt) => at(BRANDS, salt));
  const name = [at(PLACES, 4), ...brand, at(TRADES, 5), at(FORMS, 6)].join('');
  const syllables = syllablesOf(name);
  return { name, pinyin: syllables.join(''), initials: syllables.map((one) => one.charAt(0)).join('') };
}

// Spreads neighbours far apart, the same way in every run.
function mixed(n: number, salt: number): number {
  let state = Math.imul(n ^ (salt * 0x9e3779b9), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
