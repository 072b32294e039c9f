import { AnnualFactsVerified, type Defect, type DomainEvent, refuse } from '@gusu/contracts';
import { type Actor, localDateOf, move } from '@gusu/values';
import type { FactDecision } from '../enterprise/declaration.js';
import { requireOwner } from '../enterprise/declaration-owner.rules.js';
import type { Enterprise } from '../enterprise/enterprise.js';
import { requireOfficerOf } from '../enterprise/enterprise-officer.rules.js';
import { yearDefects } from './annual-figures.rules.js';
import {
  ANNUAL_FACTS_MOVES,
  type AnnualFacts,
  type AnnualFactsMove,
  type FactsYear,
  type YearDeclaration,
} from './annual-facts.js';
import { revenueBandOf } from './revenue-band.rules.js';

/** Who declares for whom, and when. */
export interface DeclaringFacts {
  enterprise: Enterprise;
  actor: Actor;
  now: Date;
}

/**
 * An enterprise writes down a year, as often as it likes until it submits it. A rejected version stays as it is and is followed by a
 * new draft; a verified one is not followed by a draft at all (cultivation-talent.md §2).
 * @throws enterprise/not-your-enterprise, annual-facts/move-not-legal, annual-facts/already-verified
 */
export function saveYear(
  { verified, underWay, newestVersion }: FactsYear,
  declaration: YearDeclaration & { fiscalYear: number },
  { enterprise, actor, now }: DeclaringFacts,
): AnnualFacts {
  requireOwner(enterprise, actor);
  const { creditCode } = enterprise;
  if (underWay) {
    const status = moved(underWay, 'save');
    return { ...underWay, ...declaration, status, recordedBy: actor.id, recordedAt: now };
  }
  if (verified)
    throw refuse('annual-facts/already-verified', { creditCode, fiscalYear: verified.fiscalYear });
  return {
    ...declaration,
    creditCode,
    version: newestVersion + 1,
    status: 'draft',
    rejectionReasons: [],
    recordedBy: actor.id,
    recordedAt: now,
  };
}

/**
 * The enterprise hands a year in; from here on a policy sees it as submitted.
 * @throws enterprise/not-your-enterprise, annual-facts/not-found, annual-facts/move-not-legal; request/invalid with every
 * defect of §18
 */
export function submitYear(
  { underWay, verified }: FactsYear,
  fiscalYear: number,
  { enterprise, actor, now }: DeclaringFacts,
): AnnualFacts {
  requireOwner(enterprise, actor);
  const draft = underWay ?? verified ?? absent(enterprise, fiscalYear);
  const status = moved(draft, 'submit');
  refuseDefects(yearDefects(fiscalYear, draft, { ...enterprise, today: localDateOf(now) }));
  return { ...draft, status, submittedBy: actor.id, submittedAt: now };
}

/**
 * A verified year changes by a correction alone: a new version with its reason and its evidence, which takes the place of the old
 * one when an officer verifies it and not before (cultivation-talent.md §2).
 * @throws enterprise/not-your-enterprise, annual-facts/not-found, annual-facts/not-verified, annual-facts/correction-under-way,
 * annual-facts/nothing-changed; request/invalid with every defect of §18
 */
export function correctYear(
  { verified, underWay, newestVersion }: FactsYear,
  correction: YearDeclaration & { fiscalYear: number; reason: string },
  { enterprise, actor, now }: DeclaringFacts,
): AnnualFacts {
  requireOwner(enterprise, actor);
  const { reason, fiscalYear, ...declaration } = correction;
  const facts = { creditCode: enterprise.creditCode, fiscalYear };
  if (!verified) throw newestVersion === 0 ? absentYear(facts) : refuse('annual-facts/not-verified', facts);
  if (underWay) throw refuse('annual-facts/correction-under-way', facts);
  refuseDefects([
    ...yearDefects(fiscalYear, declaration, { ...enterprise, today: localDateOf(now) }),
    ...(declaration.evidenceIds.length === 0 ? [{ pointer: '/evidenceIds', code: 'EVIDENCE_MISSING' }] : []),
  ]);
  if (isSame(verified, declaration)) throw refuse('annual-facts/nothing-changed', facts);
  return {
    ...declaration,
    ...facts,
    creditCode: enterprise.creditCode,
    version: newestVersion + 1,
    status: 'submitted',
    correctionReason: reason,
    rejectionReasons: [],
    recordedBy: actor.id,
    recordedAt: now,
    submittedBy: actor.id,
    submittedAt: now,
  };
}

/**
 * An officer of the enterprise's district verifies a submitted year or rejects it with reasons, never the person who submitted
 * it. What is verified is announced by its revenue band alone, and takes the place of the version verified before.
 * @throws enterprise/not-your-district, annual-facts/self-verification, annual-facts/not-found, annual-facts/move-not-legal
 */
export function decideYear(
  { underWay, verified }: FactsYear,
  fiscalYear: number,
  decision: FactDecision,
  { enterprise, actor, now }: DeclaringFacts,
): { decided: AnnualFacts; superseded?: AnnualFacts; event?: DomainEvent } {
  requireOfficerOf(enterprise, actor);
  const waiting = underWay ?? verified ?? absent(enterprise, fiscalYear);
  const { creditCode } = enterprise;
  if (waiting.submittedBy === actor.id)
    throw refuse('annual-facts/self-verification', { creditCode, fiscalYear });
  const by = { decidedBy: actor.id, decidedAt: now };
  if (decision.decision === 'reject') {
    const status = moved(waiting, 'reject');
    return { decided: { ...waiting, ...by, status, rejectionReasons: decision.reasons } };
  }
  const decided = { ...waiting, ...by, status: moved(waiting, 'verify') };
  const superseded = verified && { ...verified, supersededAt: now };
  return { decided, superseded, event: verifiedEvent(decided, now) };
}

function verifiedEvent(facts: AnnualFacts, now: Date): DomainEvent {
  const { creditCode, fiscalYear, version, figures } = facts;
  const revenueFen = figures.operatingRevenueFen;
  const announced = {
    creditCode,
    fiscalYear,
    version,
    isCorrection: facts.correctionReason !== undefined,
    ...(revenueFen === undefined ? {} : { revenueBand: revenueBandOf(revenueFen) }),
  };
  return AnnualFactsVerified.of(creditCode, announced, now);
}

/** Refuses a request by all its defects at once. @throws request/invalid */
export function refuseDefects(defects: readonly Defect[]): void {
  if (defects.length > 0) throw refuse('request/invalid', {}, defects);
}

function moved(facts: AnnualFacts, name: AnnualFactsMove): AnnualFacts['status'] {
  const status = move(ANNUAL_FACTS_MOVES, name, facts.status);
  if (status) return status;
  const { creditCode, fiscalYear } = facts;
  throw refuse('annual-facts/move-not-legal', { creditCode, fiscalYear, status: facts.status, move: name });
}

function absent({ creditCode }: Enterprise, fiscalYear: number): never {
  throw absentYear({ creditCode, fiscalYear });
}

function absentYear(facts: { creditCode: string; fiscalYear: number }) {
  return refuse('annual-facts/not-found', facts);
}

function isSame(verified: YearDeclaration, { figures, source }: YearDeclaration): boolean {
  const names = new Set([...Object.keys(verified.figures), ...Object.keys(figures)]) as Set<
    keyof typeof figures
  >;
  return source === verified.source && [...names].every((name) => figures[name] === verified.figures[name]);
}
