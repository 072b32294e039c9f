/** Where the time comes from. Rules are given the time; only services ask a clock. */
export interface Clock {
  now(): Date;
}

/**
 * The injection token of a clock: `@Inject(CLOCK) clock: Clock`. It stands beside the type because a service may import this package and
 * not the one that speaks HTTP.
 */
export const CLOCK = Symbol('Clock');

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still, for tests and replays. @throws Error when `instant` is no instant */
export function fixedClock(instant: string): Clock {
  const time = new Date(instant).getTime();
  if (Number.isNaN(time)) throw new Error(`not an instant: ${instant}`);
  return { now: () => new Date(time) };
}
