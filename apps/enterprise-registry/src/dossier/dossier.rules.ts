import { type Defect, refuse } from '@gusu/contracts';
import { type LocalDate, localDateOf } from '@gusu/values';
import { type ActingFacts, declare } from '../enterprise/declaration.rules.js';
import { type DossierContent, type DossierItem, NEEDS_EVIDENCE } from './dossier.js';

/** The days of an item that must have come already. */
function pastDaysOf({ kind, facts }: DossierContent): readonly [string, LocalDate][] {
  switch (kind) {
    case 'award':
      return [['awardedOn', facts.awardedOn]];
    case 'rdInstitution':
      return [['recognisedOn', facts.recognisedOn]];
    case 'standard':
      return [['publishedOn', facts.publishedOn]];
    case 'segmentMarket':
      return [['sinceOn', facts.sinceOn]];
    case 'equityFinancing':
      return [['closedOn', facts.closedOn]];
    case 'certification':
    case 'platformScore':
      return [];
  }
}

/**
 * All that is wrong with an item at once (cultivation-talent.md §18): DATE_IN_FUTURE, DATE_BEFORE_ESTABLISHMENT for a financing,
 * YEAR_NOT_YET for a platform score, GRADE_MISSING for a certification by level, VALIDITY_ORDER, NOT_POSITIVE for money,
 * EVIDENCE_MISSING where only papers count. `today` is the day in Asia/Shanghai.
 */
export function itemDefects(
  content: DossierContent,
  evidenceIds: readonly string[],
  { establishedOn, today }: { establishedOn: LocalDate; today: LocalDate },
): Defect[] {
  const defects: Defect[] = pastDaysOf(content)
    .filter(([, day]) => day > today)
    .map(([name]) => ({ pointer: `/facts/${name}`, code: 'DATE_IN_FUTURE' }));
  const add = (isWrong: boolean, pointer: string, code: string) => {
    if (isWrong) defects.push({ pointer, code });
  };
  const { kind, facts } = content;
  if (kind === 'equityFinancing') {
    add(facts.closedOn < establishedOn, '/facts/closedOn', 'DATE_BEFORE_ESTABLISHMENT');
    add(facts.paidInFen <= 0n, '/facts/paidIn', 'NOT_POSITIVE');
  }
  if (kind === 'rdInstitution')
    add(
      facts.validTo !== undefined && facts.validTo < facts.recognisedOn,
      '/facts/validTo',
      'VALIDITY_ORDER',
    );
  if (kind === 'platformScore') add(facts.year > Number(today.slice(0, 4)), '/facts/year', 'YEAR_NOT_YET');
  if (kind === 'certification') {
    const isGraded = facts.kind === 'DIGITAL_LEVEL' || facts.kind === 'CLOUD_STAR';
    add(isGraded && facts.grade === undefined, '/facts/grade', 'GRADE_MISSING');
    add(!isGraded && facts.grade !== undefined, '/facts/grade', 'NOT_ALLOWED');
  }
  add(NEEDS_EVIDENCE.includes(kind) && evidenceIds.length === 0, '/evidenceIds', 'EVIDENCE_MISSING');
  return defects;
}

/**
 * An enterprise declares an item.
 * @throws enterprise/not-your-enterprise; request/invalid with every defect
 */
export function declareItem(
  {
    itemId,
    content,
    evidenceIds,
  }: { itemId: string; content: DossierContent; evidenceIds: readonly string[] },
  defects: readonly Defect[],
  facts: ActingFacts,
): DossierItem {
  const declaration = declare(evidenceIds, facts);
  const { establishedOn } = facts.enterprise;
  const all = [
    ...itemDefects(content, evidenceIds, { establishedOn, today: localDateOf(facts.now) }),
    ...defects,
  ];
  if (all.length > 0) throw refuse('request/invalid', {}, all);
  return { ...declaration, ...content, itemId };
}
