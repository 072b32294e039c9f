/** One text for one JSON value: members sorted, no white space. Two requests that differ only in those are the same request. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, sorted) ?? '';
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
