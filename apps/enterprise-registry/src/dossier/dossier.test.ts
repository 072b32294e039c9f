import { describe, expect, it } from '@jest/globals';
import type { LocalDate } from '@gusu/values';
import type { DossierContent } from './dossier.js';
import { itemDefects } from './dossier.rules.js';

const day = (text: string) => text as LocalDate;
const today = day('2026-04-02');
const tomorrow = day('2026-04-03');
const days = { establishedOn: day('2018-03-01'), today };
const codes = (content: DossierContent, evidenceIds: readonly string[] = ['e']) =>
  itemDefects(content, evidenceIds, days).map(({ pointer, code }) => `${pointer} ${code}`);

const award = {
  kind: 'SCIENCE_TECHNOLOGY',
  name: '奖',
  level: 'CITY',
  unitRank: 1,
  showsUnitName: true,
} as const;
const institution = { name: '中心', level: 'CITY', recognisedOn: today } as const;
const financing = { closedOn: today, paidInFen: 1n, isQualifiedInvestor: true };
const score = { programme: 'specializedSme', year: 2026, scoreCenti: 5_000 } as const;

describe('what is wrong with an item of the dossier', () => {
  it.each<[string, DossierContent, string[]]>([
    ['an award of today', { kind: 'award', facts: { ...award, awardedOn: today } }, []],
    [
      'an award to come',
      { kind: 'award', facts: { ...award, awardedOn: tomorrow } },
      ['/facts/awardedOn DATE_IN_FUTURE'],
    ],
    [
      'an institution that ends before it begins',
      { kind: 'rdInstitution', facts: { ...institution, validTo: day('2026-04-01') } },
      ['/facts/validTo VALIDITY_ORDER'],
    ],
    ['an institution of one day', { kind: 'rdInstitution', facts: { ...institution, validTo: today } }, []],
    [
      'a standard to come',
      {
        kind: 'standard',
        facts: { number: 'GB/T 1', level: 'NATIONAL', role: 'LEAD', publishedOn: tomorrow },
      },
      ['/facts/publishedOn DATE_IN_FUTURE'],
    ],
    [
      'a market to come',
      { kind: 'segmentMarket', facts: { name: '视觉检测', sinceOn: tomorrow } },
      ['/facts/sinceOn DATE_IN_FUTURE'],
    ],
    [
      'a level without its grade',
      { kind: 'certification', facts: { kind: 'DIGITAL_LEVEL' } },
      ['/facts/grade GRADE_MISSING'],
    ],
    [
      'a certificate with a grade',
      { kind: 'certification', facts: { kind: 'ISO9001', grade: 2 } },
      ['/facts/grade NOT_ALLOWED'],
    ],
    [
      'a certificate that is over',
      { kind: 'certification', facts: { kind: 'ISO9001', validTo: day('2020-01-01') } },
      [],
    ],
    [
      'a financing on the first day',
      { kind: 'equityFinancing', facts: { ...financing, closedOn: days.establishedOn } },
      [],
    ],
    [
      'a financing before the first day, of nothing',
      { kind: 'equityFinancing', facts: { ...financing, closedOn: day('2018-02-28'), paidInFen: 0n } },
      ['/facts/closedOn DATE_BEFORE_ESTABLISHMENT', '/facts/paidIn NOT_POSITIVE'],
    ],
    ['a score of this year', { kind: 'platformScore', facts: score }, []],
    [
      'a score of next year',
      { kind: 'platformScore', facts: { ...score, year: 2027 } },
      ['/facts/year YEAR_NOT_YET'],
    ],
  ])('%s', (_, content, expected) => {
    expect(codes(content)).toEqual(expected);
  });

  it('is missing evidence where only papers count, and nowhere else', () => {
    expect(codes({ kind: 'platformScore', facts: score }, [])).toEqual(['/evidenceIds EVIDENCE_MISSING']);
    expect(codes({ kind: 'equityFinancing', facts: financing }, [])).toEqual([
      '/evidenceIds EVIDENCE_MISSING',
    ]);
    expect(codes({ kind: 'award', facts: { ...award, awardedOn: today } }, [])).toEqual([]);
  });
});
