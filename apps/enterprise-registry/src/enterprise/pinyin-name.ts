import { pinyin } from 'pinyin-pro';

/** What a name can be found by besides itself: `suzhouyinhang` and `szyh` for 苏州银行. */
export interface PinyinName {
  /** Where a character is read otherwise as a surname, both readings of the name, one on a line. */
  pinyin: string;
  initials: string;
}

// Words of business names whose characters are read otherwise when they stand alone.
const WORD_READINGS: Readonly<Record<string, readonly string[]>> = {
  银行: ['yin', 'hang'],
  支行: ['zhi', 'hang'],
  分行: ['fen', 'hang'],
  商行: ['shang', 'hang'],
  车行: ['che', 'hang'],
  行业: ['hang', 'ye'],
  行家: ['hang', 'jia'],
  重庆: ['chong', 'qing'],
  厦门: ['xia', 'men'],
  成都: ['cheng', 'du'],
  都市: ['du', 'shi'],
  朝阳: ['chao', 'yang'],
  东莞: ['dong', 'guan'],
  音乐: ['yin', 'yue'],
  乐器: ['yue', 'qi'],
  会计: ['kuai', 'ji'],
  长城: ['chang', 'cheng'],
  长江: ['chang', 'jiang'],
  长三: ['chang', 'san'],
  模具: ['mu', 'ju'],
  模板: ['mu', 'ban'],
  给水: ['ji', 'shui'],
  呢绒: ['ni', 'rong'],
  的士: ['di', 'shi'],
  重型: ['zhong', 'xing'],
  调味: ['tiao', 'wei'],
  大厦: ['da', 'sha'],
  长安: ['chang', 'an'],
};
const WORD_STARTS = new Set(Object.keys(WORD_READINGS).map((word) => word.charAt(0)));

interface Reading {
  usual: string;
  /** The same where the character is read as a surname like everywhere else. */
  asSurname: string;
}

// One entry per distinct character: an import of any size asks the dictionary some thousands of times, not per name.
const readings = new Map<string, Reading>();

/** Letters and digits keep themselves in lower case; punctuation disappears, so that a searcher need not know it. */
export function pinyinOf(name: string): PinyinName {
  const usual = spell(name, 'usual');
  if (!hasSurnameReading(name)) return usual;
  const other = spell(name, 'asSurname');
  return {
    pinyin: `${usual.pinyin}\n${other.pinyin}`,
    initials: usual.initials === other.initials ? usual.initials : `${usual.initials}\n${other.initials}`,
  };
}

/** A text as searches compare it: 苏州（ＡＢＣ） and 苏州(abc) are one. The database keeps names in the same form. */
export function searchForm(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function spell(name: string, which: keyof Reading): PinyinName {
  let full = '';
  let initials = '';
  for (let at = 0; at < name.length;) {
    const character = String.fromCodePoint(name.codePointAt(at) ?? 0);
    const word = WORD_STARTS.has(character) ? WORD_READINGS[name.slice(at, at + 2)] : undefined;
    for (const syllable of word ?? [readingOf(character)[which]]) {
      full += syllable;
      initials += syllable.charAt(0);
    }
    at += word ? 2 : character.length;
  }
  return { pinyin: full, initials };
}

function hasSurnameReading(name: string): boolean {
  for (const character of name) {
    const { usual, asSurname } = readingOf(character);
    if (usual !== asSurname) return true;
  }
  return false;
}

function readingOf(character: string): Reading {
  const known = readings.get(character);
  if (known) return known;
  const reading = readCharacter(character);
  readings.set(character, reading);
  return reading;
}

function readCharacter(character: string): Reading {
  const half = searchForm(character);
  if (/^[a-z0-9]$/.test(half)) return { usual: half, asSurname: half };
  if (!/\p{Script=Han}/u.test(character)) return { usual: '', asSurname: '' };
  return { usual: syllableOf(character, 'normal'), asSurname: syllableOf(character, 'surname') };
}

function syllableOf(character: string, mode: 'normal' | 'surname'): string {
  const [syllable = ''] = pinyin(character, { toneType: 'none', type: 'array', v: true, mode });
  return syllable === character ? '' : syllable;
}
