import { addDays } from '@gusu/values';
import type { Policy, PolicyPeriod } from './policy.js';
import type { PolicyDefect } from './policy-defect.js';

export interface WrittenPolicy {
  file: string;
  policy: Policy;
}

const meet = (a: PolicyPeriod, b: PolicyPeriod) =>
  a.action === b.action && (a.to === undefined || b.from <= a.to) && (b.to === undefined || a.from <= b.to);

/** The policy with its periods ended on the day before a successor that names it takes over the same action. */
export function endedBySuccessors(policy: Policy, all: readonly WrittenPolicy[]): Policy {
  const successors = all
    .map((each) => each.policy)
    .filter(
      ({ document, programme }) => document.replaces.includes(policy.id) && programme === policy.programme,
    )
    .flatMap(({ periods }) => periods);
  const periods = policy.periods.map((period) => {
    const next = successors
      .filter((successor) => meet(period, successor) && successor.from > period.from)
      .map(({ from }) => from)
      .sort()[0];
    return next === undefined ? period : { ...period, to: addDays(next, -1) };
  });
  return { ...policy, periods };
}

/** What a policy says it replaces, but is none, or one of another programme. */
export function unknownPredecessors(all: readonly WrittenPolicy[]): PolicyDefect[] {
  return all.flatMap(({ file, policy }) =>
    policy.document.replaces.flatMap((id, index): PolicyDefect[] => {
      const known = all.some(
        (other) => other.policy.id === id && other.policy.programme === policy.programme,
      );
      if (known && id !== policy.id) return [];
      const detail = `${id} is no other policy of the same programme`;
      return [{ file, pointer: `/replaces/${index}`, code: 'SHAPE', detail }];
    }),
  );
}

/** Two policies of one id, periods that end before they begin, and days on which two would rule. */
export function disagreements(all: readonly WrittenPolicy[]): PolicyDefect[] {
  const defects: PolicyDefect[] = [];
  all.forEach(({ file, policy }, index) => {
    const { periods, id, programme } = policy;
    const add = (pointer: string, code: PolicyDefect['code'], detail: string) =>
      defects.push({ file, pointer, code, detail });
    if (periods.some(({ from, to }) => to !== undefined && to < from))
      add('/effective', 'SHAPE', 'a period ends before it begins');
    if (periods.some((period, place) => periods.slice(0, place).some((other) => meet(period, other))))
      add('/effective', 'OVERLAP', 'its own periods overlap');
    for (const { policy: earlier } of all.slice(0, index)) {
      if (earlier.id === id) add('/id', 'DUPLICATE', `${id} is there already`);
      else if (
        earlier.programme === programme &&
        periods.some((period) => earlier.periods.some((other) => meet(period, other)))
      )
        add(
          '/effective',
          'OVERLAP',
          `${id} and ${earlier.id} rule the same programme and action on the same day`,
        );
    }
  });
  return defects;
}
