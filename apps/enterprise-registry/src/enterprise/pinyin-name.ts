import { pinyin } from 'pinyin-pro';

/** What a name can be found by besides itself: `suzhouyinhang` and `szyh` for 苏州银行. */
export interface PinyinName {
  pinyin: string;
  initials: string;
}

// Words of business names whose characters are read otherwise when they stand alone.
const WORD_READINGS: Readonly<Record<string, readonly string[]>> = {
  银行: ['yin', 'hang'],
  商行: ['shang', 'hang'],
  车行: ['che', 'hang'],
  行业: ['hang', 'ye'],
  重庆: ['chong', 'qing'],
  厦门: ['xia', 'men'],
  音乐: ['yin', 'yue'],
  会计: ['kuai', 'ji'],
  长城: ['chang', 'cheng'],
  长江: ['chang', 'jiang'],
  长三: ['chang', 'san'],
  重型: ['zhong', 'xing'],
  调味: ['tiao', 'wei'],
  大厦: ['da', 'sha'],
  长安: ['chang', 'an'],
};
const WORD_STARTS = new Set(Object.keys(WORD_READINGS).map((word) => word.charAt(0)));

// One entry per distinct character: an import of any size asks the dictionary some thousands of times, not per name.
const readings = new Map<string, string>();

/** Letters and digits keep themselves in lower case; punctuation disappears, so that a searcher need not know it. */
export function pinyinOf(name: string): PinyinName {
  let full = '';
  let initials = '';
  for (let at = 0; at < name.length; at += 1) {
    const character = name.charAt(at);
    const word = WORD_STARTS.has(character) ? WORD_READINGS[name.slice(at, at + 2)] : undefined;
    if (word) {
      for (const syllable of word) {
        full += syllable;
        initials += syllable.charAt(0);
      }
      at += 1;
      continue;
    }
    const reading = readings.get(character) ?? remember(character);
    full += reading;
    initials += reading.charAt(0);
  }
  return { pinyin: full, initials };
}

function remember(character: string): string {
  const reading = readingOf(character);
  readings.set(character, reading);
  return reading;
}

function readingOf(character: string): string {
  const half = character.normalize('NFKC').toLowerCase();
  if (/^[a-z0-9]$/.test(half)) return half;
  if (!/\p{Script=Han}/u.test(character)) return '';
  const [reading = ''] = pinyin(character, { toneType: 'none', type: 'array', v: true });
  return reading === character ? '' : reading;
}
