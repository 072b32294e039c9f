import { type DomainEvent, PoolEntered, PoolLeft } from '@gusu/contracts';
import { type CreditCode, type LocalDate, localDateOf, type Programme, PROGRAMMES } from '@gusu/values';
import type { Qualification } from '../qualification/qualification.js';
import { countsOn } from '../qualification/qualification.rules.js';
import type { LeavingReason, PoolMembership, PoolPlace } from './cultivation-pool.js';
import { rungsAbove } from './ladder.js';

/**
 * The rungs on which an enterprise stands on a day: those of the titles that count then, without the ones below another of them
 * (cultivation-talent.md §7.3). The ladder forks, so there may be several. Nothing else decides it.
 */
export function stagesOn(titles: readonly Qualification[], day: LocalDate): Programme[] {
  const held = new Set(titles.filter((title) => countsOn(title, day)).map(({ programme }) => programme));
  return PROGRAMMES.filter((stage) => held.has(stage) && !holdsAny(held, rungsAbove(stage)));
}

export function membershipOf(places: readonly PoolPlace[]): PoolMembership {
  if (places.length === 0) return 'candidate';
  return places.some(({ leftOn }) => leftOn === undefined) ? 'inPool' : 'exited';
}

export interface PoolChange {
  entered: PoolPlace[];
  left: PoolPlace[];
  events: DomainEvent[];
}

/** What the titles of one enterprise change in its places; `places` are all it ever had. */
export function followTitles(
  creditCode: CreditCode,
  places: readonly PoolPlace[],
  titles: readonly Qualification[],
  now: Date,
): PoolChange {
  const today = localDateOf(now);
  const stages = stagesOn(titles, today);
  const open = places.filter(({ leftOn }) => leftOn === undefined);
  const left = open
    .filter(({ stage }) => !stages.includes(stage))
    .map((place) => ({ ...place, ...leavingOf(place, titles, today) }));
  const entered = stages
    .filter((stage) => !open.some((place) => place.stage === stage))
    .map((stage) => ({ creditCode, stage, enteredOn: entryOf(stage, places, titles, today) }));
  const events = [
    ...left.map(({ leftOn, reason, ...place }) => PoolLeft.of(creditCode, { ...place, leftOn, reason }, now)),
    ...entered.map((place) => PoolEntered.of(creditCode, place, now)),
  ];
  return { entered, left, events };
}

// On the first day of the title; one that comes back does so today, so that two stays on one rung never overlap.
function entryOf(
  stage: Programme,
  places: readonly PoolPlace[],
  titles: readonly Qualification[],
  today: LocalDate,
): LocalDate {
  if (places.some((place) => place.stage === stage)) return today;
  const counting = titles.filter((title) => title.programme === stage && countsOn(title, today));
  return latest(counting.map(({ validFrom }) => validFrom)) ?? today;
}

function leavingOf({ stage, enteredOn }: PoolPlace, titles: readonly Qualification[], today: LocalDate) {
  const above = rungsAbove(stage);
  const higher = titles.filter((title) => above.has(title.programme) && countsOn(title, today));
  const [reached] = higher.map(({ validFrom }) => validFrom).sort();
  if (reached) return { reason: 'graduated' as const, leftOn: latest([reached, enteredOn]) ?? today };
  const [newest] = titles
    .filter(({ programme, status }) => programme === stage && status !== 'pending')
    .sort((a, b) => Number(b.recordedAt) - Number(a.recordedAt));
  const ended = newest?.endedOn ?? newest?.suspendedOn ?? today;
  return { reason: reasonOf(newest), leftOn: latest([ended, enteredOn]) ?? today };
}

function reasonOf(ended: Qualification | undefined): LeavingReason {
  return ended?.status === 'revoked' || ended?.status === 'suspended' ? ended.status : 'lapsed';
}

function latest(days: readonly LocalDate[]): LocalDate | undefined {
  return [...days].sort().at(-1);
}

function holdsAny(held: ReadonlySet<Programme>, rungs: ReadonlySet<Programme>): boolean {
  return [...rungs].some((rung) => held.has(rung));
}
