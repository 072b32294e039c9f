/** A state machine as a table: each named move says from where it may start and where it ends. */
export type Moves<Status extends string> = Readonly<
  Record<string, { readonly from: readonly Status[]; readonly to: Status }>
>;

/** The status after `name`, or undefined when the move is not legal from `status`. */
export function move<Status extends string, Table extends Moves<Status>>(
  moves: Table,
  name: keyof Table & string,
  status: Status,
): Status | undefined {
  const step = Object.hasOwn(moves, name) ? moves[name] : undefined;
  return step?.from.includes(status) ? step.to : undefined;
}

/** The names of the moves that are legal now, in the order of the table: what a screen may offer. */
export function legalMoves<Status extends string>(moves: Moves<Status>, status: Status): string[] {
  return Object.keys(moves).filter((name) => moves[name]?.from.includes(status));
}
