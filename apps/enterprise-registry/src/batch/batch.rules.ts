import { refuse } from '@gusu/contracts';
import type { PolicyAction } from '@gusu/policies';
import { type Actor, hasRole, type LocalDate, localDateOf, move, type Programme } from '@gusu/values';
import { type Batch, type BatchCall, BATCH_MOVES, type BatchMove } from './batch.js';

/** Who decides, when. */
export interface Deciding {
  actor: Actor;
  now: Date;
}

/**
 * The city calls for applications; another person approves the call before it counts (四眼, cultivation-talent.md §7.0).
 * @throws permission/denied; request/invalid with PERIOD_REVERSED and DATE_IN_PAST
 */
export function proposeBatch(
  call: BatchCall,
  { batchId, actor, now }: Deciding & { batchId: string },
): Batch {
  requireCity(actor);
  const { opensOn, closesOn } = call;
  const pointer = '/closesOn';
  if (closesOn < opensOn) throw refuse('request/invalid', {}, [{ pointer, code: 'PERIOD_REVERSED' }]);
  if (closesOn < localDateOf(now)) throw refuse('request/invalid', {}, [{ pointer, code: 'DATE_IN_PAST' }]);
  return { ...call, batchId, status: 'proposed', proposedBy: actor.id, proposedAt: now };
}

/** @throws permission/denied, batch/not-proposer, batch/same-person, batch/move-not-legal */
export function decideBatch(
  batch: Batch,
  { move: name, reason }: { move: BatchMove; reason?: string },
  { actor, now }: Deciding,
): Batch {
  requireCity(actor);
  const { batchId, proposedBy } = batch;
  if (name === 'withdraw' && actor.id !== proposedBy) throw refuse('batch/not-proposer', { batchId });
  if (name !== 'withdraw' && actor.id === proposedBy) throw refuse('batch/same-person', { batchId });
  const status = move(BATCH_MOVES, name, batch.status);
  if (!status) throw refuse('batch/move-not-legal', { batchId, status: batch.status, move: name });
  return { ...batch, status, decidedBy: actor.id, decidedAt: now, decisionReason: reason };
}

function requireCity(actor: Actor): void {
  if (!hasRole(actor, 'city-officer', 'city-lead')) throw refuse('permission/denied');
}

/**
 * The batch that takes an application on a day. A kind of application that is called in batches in a year is taken inside one of them alone; one that
 * nobody calls that year is taken all year round (cultivation-talent.md §7.1 "inside window", §4).
 * @throws batch/not-open with the next window of the year, where there is one
 */
export function batchOn(
  batches: readonly Batch[],
  { programme, action }: { programme: Programme; action: PolicyAction },
  day: LocalDate,
): Batch | undefined {
  const year = day.slice(0, 4);
  const ofYear = batches.filter(
    (batch) =>
      batch.status === 'approved' &&
      batch.programme === programme &&
      batch.action === action &&
      batch.opensOn.slice(0, 4) <= year &&
      batch.closesOn.slice(0, 4) >= year,
  );
  const open = ofYear.find(({ opensOn, closesOn }) => opensOn <= day && day <= closesOn);
  if (open || ofYear.length === 0) return open;
  const [next] = ofYear
    .map(({ opensOn }) => opensOn)
    .filter((opensOn) => opensOn > day)
    .sort();
  throw refuse('batch/not-open', { programme, action, ...(next && { opensOn: next }) });
}
