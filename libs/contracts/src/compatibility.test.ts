import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { breakingChanges } from './compatibility.js';
import { EVENTS } from './events.js';
import { type JsonSchema, wireSchema } from './wire-schema.js';

const folder = new URL('../published/', import.meta.url);
const published = new Map(
  readdirSync(folder).map((name) => [
    name,
    JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as JsonSchema,
  ]),
);
const current = new Map(
  EVENTS.map((event) => [`${event.type}.v${event.version}.json`, wireSchema(event.schema)]),
);

describe('the published events', () => {
  it('are all still defined', () => {
    expect([...published.keys()].filter((name) => !current.has(name))).toEqual([]);
  });

  it('are all that is defined; a new one is frozen by `node libs/contracts/publish.mjs`', () => {
    expect([...current.keys()].filter((name) => !published.has(name))).toEqual([]);
  });

  it.each([...published])('%s has only grown', (name, schema) => {
    expect(breakingChanges(schema, current.get(name) ?? {})).toEqual([]);
  });
});

// One schema as published, and changes of it that must be refused: a guard that was never seen to fail does not exist.
const shape = {
  creditCode: z.string().regex(/^[0-9A-Z]{18}$/),
  name: z.string().min(1).max(200),
  principalFen: z.int().min(0),
  status: z.enum(['active', 'cancelled']),
  establishedOn: z.iso.date(),
  entityType: z.string().optional(),
  capital: z.strictObject({ amount: z.string(), currency: z.string() }).optional(),
  changedFields: z.array(z.string()).min(1),
  counts: z.record(z.string(), z.int()),
};
const before = wireSchema(z.strictObject(shape));
const after = (change: z.ZodRawShape) =>
  breakingChanges(before, wireSchema(z.strictObject({ ...shape, ...change })));
const without = (field: keyof typeof shape) => {
  const { [field]: _removed, ...rest } = shape;
  return breakingChanges(before, wireSchema(z.strictObject(rest)));
};

describe('a change of a published event', () => {
  it('is refused when any field goes', () => {
    for (const field of Object.keys(shape) as (keyof typeof shape)[])
      expect(without(field)).toEqual([`/${field} was removed`]);
  });

  it.each([
    ['a text becomes a number', { name: z.int() }, '/name was retyped: type'],
    ['an integer becomes a fraction', { principalFen: z.number().min(0) }, '/principalFen was retyped: type'],
    ['a field may be null', { name: z.string().min(1).max(200).nullable() }, '/name was retyped: anyOf'],
    [
      'a pattern changes',
      { creditCode: z.string().regex(/^[0-9A-Z]{17}$/) },
      '/creditCode was retyped: pattern',
    ],
    ['a day becomes an instant', { establishedOn: z.iso.datetime() }, '/establishedOn was retyped: format'],
    ['a day becomes any text', { establishedOn: z.string() }, '/establishedOn was retyped: format'],
    [
      'an element is retyped',
      { changedFields: z.array(z.int()).min(1) },
      '/changedFields/* was retyped: type',
    ],
    ['a list becomes a text', { changedFields: z.string() }, '/changedFields was retyped: type'],
    [
      'the values of a map are retyped',
      { counts: z.record(z.string(), z.string()) },
      '/counts/* was retyped: type',
    ],
    ['an optional field becomes required', { entityType: z.string() }, '/entityType became required'],
    [
      'a required field becomes optional',
      { name: z.string().min(1).max(200).optional() },
      '/name became optional',
    ],
    ['a required field is added', { parkCode: z.string() }, '/parkCode was added as required'],
    ['a value of a list goes', { status: z.enum(['active']) }, '/status was narrowed: without "cancelled"'],
    ['a free text gets a list', { entityType: z.enum(['a']).optional() }, '/entityType was narrowed: enum'],
    ['a lower bound rises', { name: z.string().min(2).max(200) }, '/name was narrowed: minLength'],
    ['an upper bound falls', { name: z.string().min(1).max(100) }, '/name was narrowed: maxLength'],
    ['an amount gets a least value', { principalFen: z.int().min(1) }, '/principalFen was narrowed: minimum'],
    [
      'a list needs more',
      { changedFields: z.array(z.string()).min(2) },
      '/changedFields was narrowed: minItems',
    ],
    [
      'a nested field goes',
      { capital: z.strictObject({ amount: z.string() }).optional() },
      '/capital/currency was removed',
    ],
    [
      'a nested field is added as required',
      { capital: z.strictObject({ amount: z.string(), currency: z.string(), unit: z.string() }).optional() },
      '/capital/unit was added as required',
    ],
  ])('is refused when %s', (_name, change: z.ZodRawShape, expected) => {
    const changes = after(change);
    expect(changes.some((text) => text.startsWith(expected))).toBe(true);
  });

  it('names the value that went from a longer list', () => {
    const three = wireSchema(z.strictObject({ status: z.enum(['a', 'b', 'c']) }));
    const two = wireSchema(z.strictObject({ status: z.enum(['a', 'c']) }));
    expect(breakingChanges(three, two)).toEqual(['/status was narrowed: without "b"']);
  });

  it.each([
    ['nothing changes', {}],
    ['an optional field is added', { parkCode: z.string().optional() }],
    [
      'an optional field is added inside',
      {
        capital: z
          .strictObject({ amount: z.string(), currency: z.string(), unit: z.string().optional() })
          .optional(),
      },
    ],
    ['a list gets one more value', { status: z.enum(['active', 'cancelled', 'revoked']) }],
    ['a bound becomes wider', { name: z.string().min(1).max(400) }],
    ['a description is written', { name: z.string().min(1).max(200).describe('as registered') }],
  ])('passes when %s', (_name, change: z.ZodRawShape) => {
    expect(after(change)).toEqual([]);
  });

  it('names every breach at once', () => {
    expect(after({ name: z.int(), status: z.string(), parkCode: z.string() }).length).toBeGreaterThanOrEqual(
      3,
    );
  });
});

describe('the schema for readers', () => {
  it('closes no object, so that a reader lets pass what is added later', () => {
    for (const schema of current.values())
      expect(JSON.stringify(schema)).not.toContain('"additionalProperties":false');
  });
});
