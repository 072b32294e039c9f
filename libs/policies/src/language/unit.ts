/** What a number counts. `plain` is a number without a sign, which takes the unit of what it meets; money it never is. */
export type Unit = 'money' | 'ratio' | 'count' | 'days' | 'years' | 'points' | 'plain';

export const UNIT_WORDS: Readonly<Record<Unit, string>> = {
  money: '万元',
  ratio: '比率',
  count: '个',
  days: '天',
  years: '年',
  points: '分',
  plain: '',
};

/** The unit two numbers have in common, or undefined where they cannot be compared or added. */
export function unitOfBoth(a: Unit, b: Unit): Unit | undefined {
  if (a === b) return a;
  if (a === 'plain' && b !== 'money') return b;
  return b === 'plain' && a !== 'money' ? a : undefined;
}
