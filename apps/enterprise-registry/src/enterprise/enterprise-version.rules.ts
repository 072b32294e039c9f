import { type Defect, refuse } from '@gusu/contracts';
import { isLocalDate, type LocalDate, localDateOf, move } from '@gusu/values';
import { type Enterprise, ENTERPRISE_MOVES, type EnterpriseMove } from './enterprise.js';

export interface MoveFacts {
  now: Date;
  /** The day from which the new version holds, as it was asked for; today where none was. */
  effectiveOn?: string;
  /** What else is wrong with the request, so that one answer names everything. */
  defects?: readonly Defect[];
}

/**
 * The next version of an enterprise after a legal move; it says how things are from `effectiveOn`, else from today.
 * @throws enterprise/move-not-legal; request/invalid with the given defects and DATE_FORMAT, DATE_IN_FUTURE or
 * DATE_BEFORE_LAST_CHANGE of the day
 */
export function nextVersion(
  enterprise: Enterprise,
  name: EnterpriseMove,
  { now, effectiveOn, defects = [] }: MoveFacts,
): Enterprise {
  const status = move(ENTERPRISE_MOVES, name, enterprise.status);
  if (!status) {
    const { creditCode } = enterprise;
    throw refuse('enterprise/move-not-legal', { creditCode, status: enterprise.status, move: name });
  }
  const today = localDateOf(now);
  const all = [...defects, ...dayDefects(enterprise, effectiveOn, today)];
  if (all.length > 0) throw refuse('request/invalid', {}, all);
  return {
    ...enterprise,
    status,
    effectiveOn: (effectiveOn as LocalDate | undefined) ?? later(today, enterprise.effectiveOn),
    version: enterprise.version + 1,
    // Two versions never change places, also when a clock was set back.
    recordedAt: now > enterprise.recordedAt ? now : enterprise.recordedAt,
  };
}

// A later version with an earlier day would rewrite what was already answered for that day.
function dayDefects(enterprise: Enterprise, asked: string | undefined, today: LocalDate): Defect[] {
  const pointer = '/effectiveOn';
  if (asked === undefined) return [];
  if (!isLocalDate(asked)) return [{ pointer, code: 'DATE_FORMAT' }];
  if (asked > today) return [{ pointer, code: 'DATE_IN_FUTURE' }];
  return asked < enterprise.effectiveOn ? [{ pointer, code: 'DATE_BEFORE_LAST_CHANGE' }] : [];
}

function later(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b;
}
