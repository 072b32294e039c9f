import {
  CreditEventRecorded,
  CreditEventRemoved,
  type Defect,
  type DomainEvent,
  refuse,
} from '@gusu/contracts';
import { type LocalDate, localDateOf } from '@gusu/values';
import type { ActingFacts } from '../enterprise/declaration.rules.js';
import { requireOfficerOf } from '../enterprise/enterprise-officer.rules.js';
import type { CreditEvent, CreditRecord } from './credit-event.js';

/** DATE_IN_FUTURE: what has not happened yet stands against nobody. `today` is the day in Asia/Shanghai. */
export function recordDefects({ occurredOn }: CreditRecord, today: LocalDate): Defect[] {
  return occurredOn > today ? [{ pointer: '/occurredOn', code: 'DATE_IN_FUTURE' }] : [];
}

/**
 * An officer of the enterprise's district, or of the city, records what stands against it.
 * @throws enterprise/not-your-district; request/invalid with every defect
 */
export function recordCreditEvent(
  { creditEventId, ...record }: CreditRecord & { creditEventId: string },
  defects: readonly Defect[],
  { enterprise, actor, now }: ActingFacts,
): { creditEvent: CreditEvent; event: DomainEvent } {
  requireOfficerOf(enterprise, actor);
  const all = [...recordDefects(record, localDateOf(now)), ...defects];
  if (all.length > 0) throw refuse('request/invalid', {}, all);
  const recorded = { ...record, creditEventId, recordedBy: actor.id, recordedAt: now };
  return recordedEvent({ ...recorded, creditCode: enterprise.creditCode });
}

/** The event of something recorded: its kind and its day, not what was written beside it. */
export function recordedEvent(creditEvent: CreditEvent): { creditEvent: CreditEvent; event: DomainEvent } {
  const { creditCode, recordedAt } = creditEvent;
  return { creditEvent, event: CreditEventRecorded.of(creditCode, announced(creditEvent), recordedAt) };
}

/**
 * What stood against an enterprise stands no longer, from a day on.
 * @throws enterprise/not-your-district, credit-event/already-removed; request/invalid with DATE_IN_FUTURE or VALIDITY_ORDER
 */
export function removeCreditEvent(
  creditEvent: CreditEvent,
  { removedOn, reason }: { removedOn: LocalDate; reason: string },
  { enterprise, actor, now }: ActingFacts,
): { creditEvent: CreditEvent; event: DomainEvent } {
  requireOfficerOf(enterprise, actor);
  const { creditEventId, creditCode, occurredOn } = creditEvent;
  if (creditEvent.removedOn) throw refuse('credit-event/already-removed', { creditEventId });
  const code = removalDefect(occurredOn, removedOn, localDateOf(now));
  if (code) throw refuse('request/invalid', {}, [{ pointer: '/removedOn', code }]);
  const removed = { removedOn, removalReason: reason, removedBy: actor.id, removalRecordedAt: now };
  const data = { ...announced(creditEvent), removedOn };
  return { creditEvent: { ...creditEvent, ...removed }, event: CreditEventRemoved.of(creditCode, data, now) };
}

function removalDefect(occurredOn: LocalDate, removedOn: LocalDate, today: LocalDate) {
  if (removedOn > today) return 'DATE_IN_FUTURE';
  return removedOn < occurredOn ? 'VALIDITY_ORDER' : undefined;
}

function announced({ creditCode, creditEventId, type, occurredOn }: CreditEvent) {
  return { creditCode, creditEventId, creditEventType: type, occurredOn };
}
