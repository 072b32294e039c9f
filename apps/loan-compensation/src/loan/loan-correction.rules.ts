import type { BankEvent, LoanFact } from '../bank-event/bank-event.js';
import type { EventOutcome, Held } from './loan-fold.rules.js';
import type { Obstacle } from './loan-step.rules.js';

/** What reversals and corrections leave to be folded. */
export interface Standing {
  /** The events that are folded, those that stand in the place of others included; in no order. */
  standing: BankEvent[];
  /** Ids of the corrections under which something is put in. */
  replaced: ReadonlySet<string>;
  /** Of everything that is not folded. */
  outcomes: Map<string, EventOutcome>;
}

/**
 * Pairs reversals and corrections with their targets (funding.md §5, AT-08, I-05). Either waits for a target that has not come; an event is
 * taken out once; a reversal never. A correction is two halves: what it takes out stays out, what it puts in may itself be reversed or
 * corrected under the correction's id. A reversal leaves no trace of its own: the loan is as if its target had never come.
 * @param sorted in the order of the fold
 * @param idle corrections that take nothing out: what they would put in cannot be applied, or they were said to be sent twice
 */
export function pairCorrections(
  sorted: readonly BankEvent[],
  held: Held,
  idle: ReadonlyMap<string, EventOutcome>,
): Standing {
  const changes = new Changes(sorted, held, idle);
  const outcomes = new Map<string, EventOutcome>(idle);
  const standing: BankEvent[] = [];
  const replaced = new Set<string>();
  for (const event of sorted) {
    if (idle.has(event.eventId)) continue;
    const obstacle = changes.obstacleOf(event);
    if (changes.isTakenOut(event)) outcomes.set(event.eventId, { kind: 'reversed' });
    else if (obstacle) outcomes.set(event.eventId, { kind: 'parked', obstacle });
    else if (event.fact.type === 'event.reversed') outcomes.set(event.eventId, { kind: 'applied' });
    else standing.push(changes.replacementBy(event) ?? event);
    if (event.fact.type === 'event.corrected') replaced.add(event.eventId);
  }
  return { standing, replaced, outcomes };
}

type Change = BankEvent & { fact: Extract<LoanFact, { reversalOf: string }> };

function isChange(event: BankEvent): event is Change {
  return 'reversalOf' in event.fact;
}

/** The reversals and corrections of a due bill, and which of them take effect. */
class Changes {
  private readonly byId: ReadonlyMap<string, BankEvent>;
  /** Of the changes that name one target, the first in the order of the fold is the one that counts. */
  private readonly first = new Map<string, string>();

  constructor(
    sorted: readonly BankEvent[],
    private readonly held: Held,
    private readonly idle: ReadonlyMap<string, EventOutcome>,
  ) {
    this.byId = new Map(sorted.map((event) => [event.eventId, event]));
    for (const event of sorted.filter(isChange)) {
      const { reversalOf } = event.fact;
      if (this.mayAct(event) && !this.first.has(reversalOf)) this.first.set(reversalOf, event.eventId);
    }
  }

  isTakenOut({ eventId }: BankEvent): boolean {
    const change = this.byId.get(this.first.get(eventId) ?? '');
    return change !== undefined && isChange(change) && this.rootOf(change) !== undefined;
  }

  obstacleOf(event: BankEvent): Obstacle | undefined {
    if (!isChange(event) || !this.mayAct(event) || this.rootOf(event)) return undefined;
    const target = this.byId.get(event.fact.reversalOf);
    if (target?.fact.type === 'event.reversed') return 'REVERSAL_NOT_REVERSIBLE';
    const isFirst = this.first.get(event.fact.reversalOf) === event.eventId;
    return target && !isFirst ? 'ALREADY_REVERSED' : 'PREDECESSOR_MISSING';
  }

  /** In the place of the event that was first there, however often it was corrected since. */
  replacementBy(event: BankEvent): BankEvent | undefined {
    if (!isChange(event) || event.fact.type !== 'event.corrected') return undefined;
    const root = this.rootOf(event);
    if (!root) return undefined;
    const { replacement } = event.fact;
    const valueDate = replacement.valueDate ?? root.valueDate;
    return { ...root, eventId: event.eventId, valueDate, fact: replacement.fact };
  }

  /** The fact at the end of what a change names; none when it is not there, or another change was first: then it takes no effect. */
  private rootOf(change: Change): BankEvent | undefined {
    const passed = new Set<string>();
    for (let at = change; !passed.has(at.eventId);) {
      passed.add(at.eventId);
      const { reversalOf } = at.fact;
      const target = this.first.get(reversalOf) === at.eventId ? this.byId.get(reversalOf) : undefined;
      if (!target || this.idle.has(target.eventId) || target.fact.type === 'event.reversed') return undefined;
      if (!isChange(target)) return target;
      at = target;
    }
    return undefined;
  }

  private mayAct({ eventId }: BankEvent): boolean {
    return !this.held.has(eventId) && !this.idle.has(eventId);
  }
}
