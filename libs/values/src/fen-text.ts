/** JSON whose amounts are texts of digits: what a database keeps of an object with fen in it, exact at any size. */
export function fenToText(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'bigint' ? member.toString() : member,
  );
}

/** Turns those texts back into fen, at any depth: every text whose member is named `…Fen`. Instants and the like stay as they are. */
export function fenFromText<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map((item: unknown) => fenFromText(item)) as Value;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const members = Object.entries(value).map(([name, member]: [string, unknown]) => [
    name,
    name.endsWith('Fen') && typeof member === 'string' ? BigInt(member) : fenFromText(member),
  ]);
  return Object.fromEntries(members) as Value;
}
