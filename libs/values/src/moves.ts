/** One named move: the statuses it may start from, and the one it ends in. */
export interface Move<Status extends string> {
  readonly from: readonly Status[];
  readonly to: Status;
}

/** A state machine as a table: each named move says from where it may start and where it ends. */
export type Moves<Status extends string> = Readonly<Record<string, Move<Status>>>;

/** The status after `name`, or undefined when the move is not legal from `status`. */
export function move<Status extends string, Name extends string>(
  moves: Readonly<Record<Name, Move<Status>>>,
  name: NoInfer<Name>,
  status: Status,
): Status | undefined {
  if (!Object.hasOwn(moves, name)) return undefined;
  return moves[name].from.includes(status) ? moves[name].to : undefined;
}

/** The names of the moves that are legal now, in the order of the table: what a screen may offer. */
export function legalMoves<Status extends string>(moves: Moves<Status>, status: Status): string[] {
  return Object.keys(moves).filter((name) => moves[name]?.from.includes(status));
}
