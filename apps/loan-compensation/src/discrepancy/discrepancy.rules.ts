import { refuse, type BankExceptionCode } from '@gusu/contracts';
import type { EventOutcome } from '../loan/loan-fold.rules.js';
import type { Discrepancy, Finding } from './discrepancy.js';

/** What is parked and will not put itself right by waiting (funding.md §6.3, §10). */
const DOUBTFUL: ReadonlySet<string> = new Set<BankExceptionCode>([
  'UNIT_SUSPECT',
  'OVER_REPAY',
  'SUSPECT_DUPLICATE',
  'LOAN_CLOSED',
]);
/** What is found about a loan as a whole, in its folded state. */
const OF_LOAN: ReadonlySet<string> = new Set<BankExceptionCode>(['SEQ_GAP', 'SEQ_PARTIAL', 'CLASS_LAG']);

/** What the outcomes and the state of a fold say that a person should look at (funding.md §4.4, §10). */
export function findingsOf(
  dueBill: { bankCode: string; dueBillNo: string },
  outcomes: Iterable<readonly [string, EventOutcome]>,
  exceptions: readonly BankExceptionCode[],
): Finding[] {
  const { bankCode, dueBillNo } = dueBill;
  const ofLoan = exceptions
    .filter((code) => OF_LOAN.has(code))
    .map((code) => ({ bankCode, dueBillNo, code }));
  const ofEvents = [...outcomes].flatMap(([eventId, outcome]) => {
    const code = findingIn(outcome);
    return code ? [{ bankCode, dueBillNo, code, eventId }] : [];
  });
  return [...ofLoan, ...ofEvents];
}

function findingIn(outcome: EventOutcome): BankExceptionCode | undefined {
  if (outcome.kind === 'applied') return outcome.noticed;
  if (outcome.kind !== 'parked' || !DOUBTFUL.has(outcome.obstacle)) return undefined;
  return outcome.obstacle as BankExceptionCode;
}

/**
 * An officer takes the data as they are, with a reason. Whoever may has been decided by permission.
 * @throws Refusal discrepancy/not-open
 */
export function acceptException(
  exception: Discrepancy,
  reason: string,
  { by, now }: { by: string; now: Date },
): Discrepancy {
  if (exception.status !== 'open')
    throw refuse('discrepancy/not-open', { discrepancyId: exception.discrepancyId });
  return {
    ...exception,
    status: 'resolved',
    resolution: 'accepted',
    resolvedAt: now,
    resolvedBy: by,
    reason,
  };
}
