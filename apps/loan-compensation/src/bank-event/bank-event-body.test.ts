import { describe, expect, it } from '@jest/globals';
import { read } from '../fixture/bank-events.js';
import { BANK_EVENT_EXAMPLES, BANK_EVENT_SCHEMAS, type DocumentedType } from './bank-event-body.dto.js';

const TYPES = Object.keys(BANK_EVENT_EXAMPLES) as DocumentedType[];
const OPTIONAL = new Set([
  'seq',
  'reversalOf',
  'uscc',
  'currency',
  'programme',
  'count',
  'agreedShareBps',
  'renewedFrom',
  'costVouchers',
]);

type Body = Record<string, unknown> & { data: Record<string, unknown> };
const exampleOf = (type: DocumentedType) => structuredClone(BANK_EVENT_EXAMPLES[type].value) as Body;
const isDocumented = (type: DocumentedType, body: Body) => BANK_EVENT_SCHEMAS[type].safeParse(body).success;

function isRead(body: Body): boolean {
  try {
    return read(body).fact.type === body.type;
  } catch {
    return false;
  }
}

/** The members of an example that its schema names, with a function that changes one of them in a copy. */
function membersOf(type: DocumentedType) {
  const { data: dataSchema, ...envelope } = BANK_EVENT_SCHEMAS[type].shape;
  const inside = Object.keys((dataSchema as { shape: object }).shape);
  const change = (name: string, isInData: boolean, value: unknown): Body => {
    const body = exampleOf(type);
    (isInData ? body.data : body)[name] = value;
    return body;
  };
  return [
    ...Object.keys(envelope).map((name) => ({
      name,
      change: (value: unknown) => change(name, false, value),
    })),
    ...inside.map((name) => ({ name, change: (value: unknown) => change(name, true, value) })),
  ];
}

describe('the description of bank events', () => {
  it('covers every type with an example that is described and read', () => {
    expect(TYPES).toHaveLength(18);
    for (const type of TYPES) {
      expect([type, isDocumented(type, exampleOf(type))]).toEqual([type, true]);
      expect([type, isRead(exampleOf(type))]).toEqual([type, true]);
    }
  });

  it.each(TYPES)('says of %s what the reader demands, member by member', (type) => {
    const wrong = ['', 'x y', -1, 1.5, 2 ** 60, [], {}, true, null, undefined];
    const differences = membersOf(type).flatMap(({ name, change }) =>
      wrong.flatMap((value) => {
        // What may be left out is left out by some as null.
        if (OPTIONAL.has(name) && (value === null || value === undefined)) return [];
        const body = change(value);
        const [documented, accepted] = [isDocumented(type, body), isRead(body)];
        return documented === accepted ? [] : [{ name, value, documented, accepted }];
      }),
    );
    expect(differences).toEqual([]);
  });
});
