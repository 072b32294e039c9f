import { Refusal } from '@gusu/contracts';
import {
  checkCreditCode,
  type CreditCode,
  isLocalDate,
  type LocalDate,
  localDateOf,
  type Programme,
  PROGRAMMES,
} from '@gusu/values';
import { hasPersonalNumber } from '../enterprise/personal-text.js';
import type { GrantTerms, Qualification } from './qualification.js';
import { grantQualification, lastDayOf, type Moved, passTime } from './qualification.rules.js';
import type { ListedRow, RowVerdict } from './title-list.js';

/** The terms of the policy that was in force for a programme on a day. */
export type TermsOf = (programme: Programme, day: LocalDate) => GrantTerms | undefined;

/** A row that can be read; everything else about it the register decides. */
interface ReadRow {
  creditCode: CreditCode;
  programme: Programme;
  certNo: string;
  validFrom: LocalDate;
  validTo?: LocalDate;
}

/** The credit code of a row, where it has a right one. */
export function codeOf(row: ListedRow): CreditCode | undefined {
  const checked = checkCreditCode(row.creditCode);
  return 'code' in checked ? checked.code : undefined;
}

/**
 * All defects of a row at once: USCC_*, PROGRAMME_UNKNOWN, REQUIRED and PERSONAL_NUMBER (certNo), DATE_FORMAT, DATE_IN_FUTURE, VALIDITY_REVERSED
 * (cultivation-talent.md §18).
 */
function readRow(row: ListedRow, today: LocalDate): { read: ReadRow } | { codes: string[] } {
  const { validFrom, validTo } = row;
  const certNo = row.certNo.trim();
  const checked = checkCreditCode(row.creditCode);
  const programme = PROGRAMMES.find((known) => known === row.programme.trim());
  if (
    'code' in checked &&
    programme &&
    certNo &&
    !hasPersonalNumber(certNo) &&
    isLocalDate(validFrom) &&
    (validTo === undefined || isLocalDate(validTo)) &&
    validFrom <= today &&
    (validTo === undefined || validTo > validFrom)
  )
    return { read: { creditCode: checked.code, programme, certNo, validFrom, validTo } };
  const codes: (string | undefined)[] = [
    'defect' in checked ? checked.defect : undefined,
    programme ? undefined : 'PROGRAMME_UNKNOWN',
    certNo ? undefined : 'REQUIRED',
    hasPersonalNumber(certNo) ? 'PERSONAL_NUMBER' : undefined,
    isLocalDate(validFrom) && (validTo === undefined || isLocalDate(validTo)) ? undefined : 'DATE_FORMAT',
    isLocalDate(validFrom) && validFrom > today ? 'DATE_IN_FUTURE' : undefined,
    validTo !== undefined && validTo <= validFrom ? 'VALIDITY_REVERSED' : undefined,
  ];
  return { codes: codes.filter((code) => code !== undefined) };
}

export interface ListFacts {
  docNo: string;
  titles: ReadonlyMap<CreditCode, readonly Qualification[]>;
  /** Certificates that are in the register already, as `programme certNo`, and whose they are. */
  holders: ReadonlyMap<string, CreditCode>;
  termsOf: TermsOf;
  nextId: () => string;
  now: Date;
}

/**
 * Takes a list of recognised enterprises (名单导入): each row is granted as of its own first day, with its prerequisite valid on that day,
 * and brought up to today, so that a title whose last day is over comes in lapsed (cultivation-talent.md §7.2). Rows are taken in the order of
 * their first days, whatever their order in the list, because one may be the prerequisite of another. A row never hinders another one.
 */
export function takeList(
  rows: readonly ListedRow[],
  facts: ListFacts,
): { verdicts: RowVerdict[]; moves: Moved[] } {
  const current = new Map([...facts.titles].map(([code, titles]) => [code, [...titles]]));
  const holders = new Map(facts.holders);
  const verdicts: RowVerdict[] = [];
  const moves: Moved[] = [];
  const inTime = rows
    .map((row, at) => ({ row, at: at + 1 }))
    .sort((a, b) => (a.row.validFrom < b.row.validFrom ? -1 : Number(a.row.validFrom > b.row.validFrom)));
  for (const { row, at } of inTime) {
    const taken = takeRow(row, { ...facts, titles: current, holders });
    verdicts.push({ row: at, creditCode: row.creditCode, ...taken.verdict });
    for (const { qualification } of taken.moves) put(current, holders, qualification);
    moves.push(...taken.moves);
  }
  return { verdicts: verdicts.sort((a, b) => a.row - b.row), moves };
}

type Taken = { verdict: Omit<RowVerdict, 'row' | 'creditCode'>; moves: Moved[] };

function takeRow(row: ListedRow, facts: ListFacts): Taken {
  const reading = readRow(row, localDateOf(facts.now));
  if ('codes' in reading) return refused(...reading.codes);
  const { read } = reading;
  const titles = facts.titles.get(read.creditCode);
  if (!titles) return refused('ENTERPRISE_UNKNOWN');
  const holder = facts.holders.get(certificateOf(read.programme, read.certNo));
  if (holder === read.creditCode) return { verdict: { verdict: 'known', codes: [] }, moves: [] };
  if (holder) return refused('CERTIFICATE_TAKEN');
  const terms = facts.termsOf(read.programme, read.validFrom);
  if (!terms) return refused('NO_POLICY_IN_FORCE');
  return grantRow(read, terms, titles, facts);
}

function grantRow(
  read: ReadRow,
  { policyId, term, prerequisites }: GrantTerms,
  titles: readonly Qualification[],
  { docNo, nextId, now }: ListFacts,
): Taken {
  const pending: Qualification = {
    ...read,
    validTo: read.validTo ?? lastDayOf(read.validFrom, term),
    qualificationId: nextId(),
    status: 'pending',
    policyId,
    docNo,
    missedUpdates: [],
    version: 0,
    recordedAt: now,
  };
  try {
    const { superseded, ...granted } = grantQualification(pending, titles, { prerequisites, now });
    const moves = [...(superseded ? [superseded] : []), granted, ...passTime(granted.qualification, now)];
    const { qualificationId } = pending;
    return { verdict: { verdict: 'accepted', codes: [], qualificationId }, moves };
  } catch (error) {
    if (error instanceof Refusal) return refused(ROW_CODES[error.code] ?? error.code);
    throw error;
  }
}

const ROW_CODES: Readonly<Record<string, string>> = {
  'qualification/banned': 'BANNED',
  'qualification/prerequisite-missing': 'PREREQUISITE_MISSING',
  'qualification/already-held': 'ALREADY_HELD',
};

function refused(...codes: readonly string[]): Taken {
  return { verdict: { verdict: 'refused', codes }, moves: [] };
}

export function certificateOf(programme: string, certNo: string): string {
  return `${programme} ${certNo}`;
}

function put(
  titles: Map<CreditCode, Qualification[]>,
  holders: Map<string, CreditCode>,
  title: Qualification,
): void {
  const others = (titles.get(title.creditCode) ?? []).filter(
    ({ qualificationId }) => qualificationId !== title.qualificationId,
  );
  titles.set(title.creditCode, [...others, title]);
  if (title.certNo) holders.set(certificateOf(title.programme, title.certNo), title.creditCode);
}
