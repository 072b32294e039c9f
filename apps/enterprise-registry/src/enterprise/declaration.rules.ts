import { refuse } from '@gusu/contracts';
import { type Actor, move } from '@gusu/values';
import {
  type Declaration,
  DECLARATION_MOVES,
  type DeclarationMove,
  type FactDecision,
} from './declaration.js';
import { requireOwner } from './declaration-owner.rules.js';
import type { Enterprise } from './enterprise.js';
import { requireOfficerOf } from './enterprise-officer.rules.js';

/** Who acts upon which enterprise, and when. */
export interface ActingFacts {
  enterprise: Enterprise;
  actor: Actor;
  now: Date;
}

/**
 * An enterprise declares a fact about itself.
 * @throws enterprise/not-your-enterprise
 */
export function declare(
  evidenceIds: readonly string[],
  { enterprise, actor, now }: ActingFacts,
): Declaration {
  requireOwner(enterprise, actor);
  return {
    creditCode: enterprise.creditCode,
    status: 'submitted',
    evidenceIds,
    rejectionReasons: [],
    declaredBy: actor.id,
    declaredAt: now,
  };
}

/**
 * An officer of the enterprise's district verifies a declared fact or rejects it with reasons, never the person who declared it.
 * @throws enterprise/not-your-district, declaration/self-verification, declaration/move-not-legal
 */
export function decideDeclaration<Fact extends Declaration>(
  fact: Fact,
  decision: FactDecision,
  { enterprise, actor, now }: ActingFacts,
): Fact {
  requireOfficerOf(enterprise, actor);
  if (actor.id === fact.declaredBy)
    throw refuse('declaration/self-verification', { creditCode: fact.creditCode });
  const status = moved(fact, decision.decision);
  const rejectionReasons = decision.decision === 'reject' ? decision.reasons : [];
  return { ...fact, status, rejectionReasons, decidedBy: actor.id, decidedAt: now };
}

/**
 * An enterprise takes a fact back, also a verified one; what counted before still counted then.
 * @throws enterprise/not-your-enterprise, declaration/move-not-legal
 */
export function withdrawDeclaration<Fact extends Declaration>(
  fact: Fact,
  { enterprise, actor, now }: ActingFacts,
): Fact {
  requireOwner(enterprise, actor);
  return endDeclaration(fact, now);
}

/** A fact stops counting, because it is withdrawn or another one has taken its place. @throws declaration/move-not-legal */
export function endDeclaration<Fact extends Declaration>(fact: Fact, now: Date): Fact {
  return { ...fact, status: moved(fact, 'withdraw'), withdrawnAt: now };
}

function moved({ status, creditCode }: Declaration, name: DeclarationMove): Declaration['status'] {
  const next = move(DECLARATION_MOVES, name, status);
  if (!next) throw refuse('declaration/move-not-legal', { creditCode, status, move: name });
  return next;
}
