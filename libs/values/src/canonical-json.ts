/** One text for one JSON value as it stands: bigint as its digits in quotes. */
export function exactJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // Only a bigint needs a replacer, which makes JSON.stringify itself several times slower.
    if (!(error instanceof TypeError)) throw error;
    return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));
  }
}

/** One text for one JSON value: members in the order of their names, no white space, bigint as its digits in quotes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? '';
}

// Copied before it is written: a replacer would make JSON.stringify itself several times slower.
function sorted(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  if (value instanceof Date) return value;
  const members = value as Record<string, unknown>;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(members).sort()) define(copy, name, sorted(members[name]));
  return copy;
}

// A plain assignment to `__proto__` would set the prototype and lose the member.
function define(copy: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(copy, name, { value, enumerable: true, configurable: true, writable: true });
  else copy[name] = value;
}
