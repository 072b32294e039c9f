import { refuse } from '@gusu/contracts';
import { type LocalDate, localDateOf, move } from '@gusu/values';
import { type Enterprise, ENTERPRISE_MOVES, type EnterpriseMove } from './enterprise.js';

/**
 * The next version of an enterprise after a legal move; it says how things are from `effectiveOn`, else from today.
 * @throws enterprise/move-not-legal; request/invalid with DATE_FORMAT, DATE_IN_FUTURE or DATE_BEFORE_LAST_CHANGE
 */
export function nextVersion(
  enterprise: Enterprise,
  name: EnterpriseMove,
  { now, effectiveOn }: { now: Date; effectiveOn?: LocalDate },
): Enterprise {
  const status = move(ENTERPRISE_MOVES, name, enterprise.status);
  if (!status) {
    const { creditCode } = enterprise;
    throw refuse('enterprise/move-not-legal', { creditCode, status: enterprise.status, move: name });
  }
  return {
    ...enterprise,
    status,
    effectiveOn: effectiveDay(enterprise, effectiveOn, localDateOf(now)),
    version: enterprise.version + 1,
    // Two versions never change places, also when a clock was set back.
    recordedAt: now > enterprise.recordedAt ? now : enterprise.recordedAt,
  };
}

// A later version with an earlier day would rewrite what was already answered for that day.
function effectiveDay(enterprise: Enterprise, asked: LocalDate | undefined, today: LocalDate): LocalDate {
  if (asked === undefined) return today > enterprise.effectiveOn ? today : enterprise.effectiveOn;
  const code = dayDefect(enterprise, asked, today);
  if (code) throw refuse('request/invalid', {}, [{ pointer: '/effectiveOn', code }]);
  return asked;
}

function dayDefect(enterprise: Enterprise, asked: LocalDate, today: LocalDate) {
  if (asked > today) return 'DATE_IN_FUTURE';
  return asked < enterprise.effectiveOn ? 'DATE_BEFORE_LAST_CHANGE' : undefined;
}
