import type { DefectCode } from '@gusu/contracts';
import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { CLOCK, type Clock, type CreditCode, localDateOf } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { type Acting, traced } from '../enterprise/enterprise-record.js';
import type { CreditEvent, CreditRecord } from './credit-event.js';
import { CreditEventRepository } from './credit-event.repository.js';
import { recordDefects, recordedEvent } from './credit-event.rules.js';
import { creditAudit } from './credit-event.service.js';

/** One line of a published list. */
export type ListedCredit = Omit<CreditRecord, 'evidenceIds'> & { creditCode: string };

/** What became of one line. */
export interface CreditVerdict {
  creditCode: string;
  verdict: 'recorded' | 'known' | 'refused';
  code?: DefectCode;
  creditEventId?: string;
}

@Injectable()
export class CreditListService {
  constructor(
    private readonly creditEvents: CreditEventRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Takes a published list over: what is not recorded yet is recorded, the same list again changes nothing, and every line gets its
   * verdict. In the caller's transaction, so that the answer to an Idempotency-Key commits with it.
   */
  async take(tx: Tx, lines: readonly ListedCredit[], actor: Acting): Promise<CreditVerdict[]> {
    const now = this.clock.now();
    const codes = [...new Set(lines.map(({ creditCode }) => creditCode))];
    const registered = await this.creditEvents.registered(tx, codes);
    const judged = lines.map((line) => ({ line, ...judge(line, registered, { actor, now }) }));
    const fit = judged.flatMap(({ creditEvent }) => (creditEvent ? [creditEvent] : []));
    const inserted = await this.creditEvents.insert(tx, fit);
    const recorded = fit.filter(({ creditEventId }) => inserted.has(creditEventId));
    outbox.append(tx, ...recorded.map((creditEvent) => traced(recordedEvent(creditEvent).event, actor)));
    audit.append(tx, ...recorded.map((creditEvent) => creditAudit('record', actor, now, creditEvent)));
    return judged.map(({ line, code, creditEvent }) => verdictOf(line, code, creditEvent, inserted));
  }
}

function judge(
  { creditCode, ...record }: ListedCredit,
  registered: ReadonlySet<string>,
  { actor, now }: { actor: Acting; now: Date },
): { code?: DefectCode; creditEvent?: CreditEvent } {
  if (!registered.has(creditCode)) return { code: 'ENTERPRISE_UNKNOWN' };
  const listed = { ...record, evidenceIds: [] };
  if (recordDefects(listed, localDateOf(now)).length > 0) return { code: 'DATE_IN_FUTURE' };
  const creditEventId = randomUUID();
  // It is the key of an enterprise of the register, whose own rules have read it.
  const recorded = { recordedBy: actor.id, recordedAt: now, creditCode: creditCode as CreditCode };
  return { creditEvent: { ...listed, ...recorded, creditEventId } };
}

function verdictOf(
  { creditCode }: ListedCredit,
  code: DefectCode | undefined,
  creditEvent: CreditEvent | undefined,
  inserted: ReadonlySet<string>,
): CreditVerdict {
  if (!creditEvent) return { creditCode, verdict: 'refused', code };
  const { creditEventId } = creditEvent;
  return inserted.has(creditEventId)
    ? { creditCode, verdict: 'recorded', creditEventId }
    : { creditCode, verdict: 'known' };
}
