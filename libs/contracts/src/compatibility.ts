import type { JsonSchema } from './wire-schema.js';

// What says which values are possible. A changed pattern or format is another type, even under the same `type`.
const TYPE_WORDS = ['type', 'const', 'pattern', 'format', 'anyOf', 'oneOf', 'allOf', '$ref'] as const;
const LOWER_BOUNDS = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const;
const UPPER_BOUNDS = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const;

/**
 * What a change of a published schema would break, each with the JSON pointer of its field; empty when it only grows.
 * Stored events are replayed for ever, so what was valid must stay valid; and readers rely on what was promised. So a field may
 * neither go, nor change its type, nor become required or optional, and no bound may become narrower. An optional field may be
 * added, and so may a value of an enumeration: a reader that does not know it yet puts the event aside instead of guessing.
 */
export function breakingChanges(published: JsonSchema, current: JsonSchema, at = ''): string[] {
  return [
    ...retyped(published, current, at),
    ...narrowed(published, current, at),
    ...fieldChanges(published, current, at),
    ...nested(published, current, 'items', at),
    ...nested(published, current, 'additionalProperties', at),
  ];
}

function retyped(published: JsonSchema, current: JsonSchema, at: string): string[] {
  return TYPE_WORDS.filter((word) => JSON.stringify(published[word]) !== JSON.stringify(current[word])).map(
    (word) => `${at || '/'} was retyped: ${word}`,
  );
}

function narrowed(published: JsonSchema, current: JsonSchema, at: string): string[] {
  const isHigher = (word: string) =>
    numberOf(current[word], -Infinity) > numberOf(published[word], -Infinity);
  const isLower = (word: string) => numberOf(current[word], Infinity) < numberOf(published[word], Infinity);
  const bounds = [...LOWER_BOUNDS.filter(isHigher), ...UPPER_BOUNDS.filter(isLower)];
  const lost =
    current.enum === undefined ? [] : listOf(published.enum).filter((v) => !listOf(current.enum).includes(v));
  const isNewlyListed = current.enum !== undefined && published.enum === undefined;
  return [
    ...bounds.map((word) => `${at || '/'} was narrowed: ${word}`),
    ...lost.map((value) => `${at || '/'} was narrowed: without ${JSON.stringify(value)}`),
    ...(isNewlyListed ? [`${at || '/'} was narrowed: enum`] : []),
  ];
}

function fieldChanges(published: JsonSchema, current: JsonSchema, at: string): string[] {
  const before = fieldsOf(published);
  const after = fieldsOf(current);
  const isRequired = (schema: JsonSchema, field: string) => listOf(schema.required).includes(field);
  const kept = Object.keys(before).flatMap((field) => {
    const path = `${at}/${field}`;
    const [old, now] = [before[field], after[field]];
    if (!old || !now) return [`${path} was removed`];
    const [was, is] = [isRequired(published, field), isRequired(current, field)];
    const changes = breakingChanges(old, now, path);
    if (was === is) return changes;
    return [`${path} became ${is ? 'required' : 'optional'}`, ...changes];
  });
  const added = Object.keys(after).filter((field) => !(field in before) && isRequired(current, field));
  return [...kept, ...added.map((field) => `${at}/${field} was added as required`)];
}

function nested(published: JsonSchema, current: JsonSchema, word: string, at: string): string[] {
  const [before, after] = [published[word], current[word]];
  if (isSchema(before) && isSchema(after)) return breakingChanges(before, after, `${at}/*`);
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [`${at || '/'} was retyped: ${word}`];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsOf(schema: JsonSchema): Readonly<Record<string, JsonSchema | undefined>> {
  if (!isSchema(schema.properties)) return {};
  return Object.fromEntries(
    Object.entries(schema.properties).filter((entry): entry is [string, JsonSchema] => isSchema(entry[1])),
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
