import { searchForm } from '../enterprise/pinyin-name.js';
import type { EnterpriseStatus } from '../enterprise/enterprise.js';

/** What to look for; every part that is given narrows the result. */
export interface EnterpriseQuery {
  /** Name, former name, pinyin, initials or the beginning of the credit code. */
  q?: string;
  name?: string;
  formerName?: string;
  pinyin?: string;
  initials?: string;
  creditCode?: string;
  district?: string;
  status?: EnterpriseStatus;
  limit: number;
  after?: SearchPosition;
}

/** Where a page ended: how well the last one matched, and its credit code. */
export interface SearchPosition {
  rank: number;
  creditCode: string;
}

/** A position as a caller carries it: opaque, because its inside may change. */
export function writeCursor({ rank, creditCode }: SearchPosition): string {
  return Buffer.from(`${rank}:${creditCode}`).toString('base64url');
}

export function readCursor(text: string): SearchPosition | undefined {
  const [, rank, creditCode] =
    /^([0-9]):([0-9A-Z]{18})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  return rank !== undefined && creditCode !== undefined ? { rank: Number(rank), creditCode } : undefined;
}

/** Text as it stands in `name_pinyin` and `name_initials`: `Su Zhou` and `su'zhou` are `suzhou`; ü is written v there. */
export function pinyinTerm(text: string): string {
  return searchForm(text)
    .replaceAll('ü', 'v')
    .replace(/[^\p{Letter}\p{Number}]/gu, '');
}
