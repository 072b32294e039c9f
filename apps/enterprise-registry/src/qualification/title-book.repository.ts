import type { DomainEvent } from '@gusu/contracts';
import { audit, type AuditEntry, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import type { Actor, CreditCode } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { PoolPlace } from '../cultivation-pool/cultivation-pool.js';
import { followTitles } from '../cultivation-pool/cultivation-pool.rules.js';
import { CultivationPoolRepository } from '../cultivation-pool/cultivation-pool.repository.js';
import { type Acting, traced } from '../enterprise/enterprise-record.js';
import type { Qualification } from './qualification.js';
import { QualificationRepository } from './qualification.repository.js';
import type { Moved } from './qualification.rules.js';

/** Who moves titles when the clock does: no person. */
export const CLOCK_ACTOR: Actor = { id: 'clock', roles: [] };

export interface Entry {
  /** The moves of titles of locked enterprises, in the order in which they were made. */
  moves: readonly Moved[];
  /** All titles of the enterprises as they were before. */
  before: ReadonlyMap<CreditCode, readonly Qualification[]>;
  actor: Acting;
  now: Date;
  reason?: string;
}

/**
 * Enters moves of titles: the rows, the places on the ladder that follow from them, one event and one audit entry for each. The only
 * writer of both tables, because a place that somebody else wrote would not follow from the titles.
 */
@Injectable()
export class TitleBookRepository {
  constructor(
    readonly qualifications: QualificationRepository,
    private readonly pools: CultivationPoolRepository,
  ) {}

  async enter(tx: Tx, { moves, before, actor, now, reason }: Entry): Promise<void> {
    if (moves.length === 0) return;
    await this.qualifications.save(
      tx,
      moves.map(({ qualification }) => qualification),
    );
    const ladder = await this.followOnLadder(tx, titlesAfter(before, moves), now);
    const told = [...moves.flatMap(({ event }) => event ?? []), ...ladder.events];
    outbox.append(tx, ...told.map((event: DomainEvent) => traced(event, actor)));
    audit.append(
      tx,
      ...auditOfMoves(before, moves, { actor, now, reason }),
      ...auditOfPlaces(ladder, actor, now),
    );
  }

  private async followOnLadder(tx: Tx, titles: ReadonlyMap<CreditCode, readonly Qualification[]>, now: Date) {
    const places = await this.pools.ofHolders(tx, [...titles.keys()]);
    const changes = [...titles].map(([code, all]) => followTitles(code, places.get(code) ?? [], all, now));
    const left = changes.flatMap((change) => change.left);
    const entered = changes.flatMap((change) => change.entered);
    await this.pools.save(tx, left, entered);
    return { left, entered, events: changes.flatMap(({ events }) => events) };
  }
}

function titlesAfter(before: Entry['before'], moves: readonly Moved[]) {
  const after = new Map<CreditCode, Map<string, Qualification>>();
  for (const { qualification } of moves) {
    const { creditCode, qualificationId } = qualification;
    const titles =
      after.get(creditCode) ??
      new Map((before.get(creditCode) ?? []).map((title) => [title.qualificationId, title]));
    after.set(creditCode, titles.set(qualificationId, qualification));
  }
  return new Map([...after].map(([creditCode, titles]) => [creditCode, [...titles.values()]]));
}

function auditOfMoves(
  before: Entry['before'],
  moves: readonly Moved[],
  { actor, now, reason }: Pick<Entry, 'actor' | 'now' | 'reason'>,
): AuditEntry[] {
  const known = new Map<string, Qualification>();
  for (const titles of before.values()) for (const title of titles) known.set(title.qualificationId, title);
  return moves.map(({ move, qualification }) => {
    const earlier = known.get(qualification.qualificationId);
    known.set(qualification.qualificationId, qualification);
    return {
      at: now.toISOString(),
      actorId: actor.id,
      action: `qualification.${move}`,
      objectType: 'qualification',
      objectId: qualification.qualificationId,
      before: earlier,
      after: qualification,
      reason,
      traceId: actor.traceId,
    };
  });
}

function auditOfPlaces(
  ladder: { left: readonly PoolPlace[]; entered: readonly PoolPlace[] },
  actor: Acting,
  now: Date,
): AuditEntry[] {
  const entry = (action: string, place: PoolPlace): AuditEntry => ({
    at: now.toISOString(),
    actorId: actor.id,
    action,
    objectType: 'cultivation-pool',
    objectId: place.creditCode,
    after: place,
    traceId: actor.traceId,
  });
  return [
    ...ladder.left.map((place) => entry('cultivation-pool.leave', place)),
    ...ladder.entered.map((place) => entry('cultivation-pool.enter', place)),
  ];
}
