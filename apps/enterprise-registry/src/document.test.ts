import { walkExamples } from '@gusu/http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestRegistry } from './fixture/test-registry.module.js';

interface Media {
  schema?: { $ref?: string; example?: unknown; properties?: Record<string, unknown> };
}
interface Operation {
  tags?: string[];
  summary?: string;
  'x-summary'?: { zh: string; en: string };
  parameters?: { name: string }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}

let registry: TestRegistry;
let document: {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
};
const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, method, operation })),
  );

// The register itself; slices that keep more about an enterprise answer for their own examples.
const REGISTER = [
  'registration',
  'verification',
  'change',
  'relocation',
  'standing',
  'enterprise',
  'search',
  'feed',
  'import',
];
const ofTheRegister = () =>
  operations().filter(({ operation }) =>
    operation.tags?.some((tag) => REGISTER.includes(tag.split(' ').at(-1) ?? '')),
  );

beforeAll(async () => {
  registry = await TestRegistry.start();
  document = JSON.parse(registry.document);
}, 60_000);
afterAll(() => registry.stop());

/** Whether a schema or one that it refers to carries an example of itself or of one of its parts. */
function hasExample(schema: unknown, seen = new Set<unknown>()): boolean {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return false;
  seen.add(schema);
  if ('example' in schema || 'examples' in schema) return true;
  const name = '$ref' in schema ? String(schema.$ref).split('/').at(-1) : undefined;
  if (name !== undefined) return hasExample(document.components.schemas[name], seen);
  return Object.values(schema).some((part) => hasExample(part, seen));
}

describe('the document of the registry', () => {
  it('says in Chinese and in English what every operation does', () => {
    expect(operations().length).toBeGreaterThanOrEqual(18);
    for (const { name, operation } of operations()) {
      expect([name, operation['x-summary']]).toEqual([
        name,
        {
          zh: expect.stringMatching(/\p{Script=Han}/u),
          en: expect.stringMatching(/^[A-Z][^\p{Script=Han}]+$/u),
        },
      ]);
    }
  });

  it('is complete for the register', () => {
    const names = ofTheRegister().flatMap(
      ({ operation }) => operation.tags?.map((tag) => tag.split(' ').at(-1)) ?? [],
    );
    expect(new Set(names)).toEqual(new Set(REGISTER));
    expect(names).toHaveLength(20);
  });

  it('gives the answer of every operation a schema, in JSON with an example', () => {
    for (const { name, operation } of ofTheRegister()) {
      const [, answer] = Object.entries(operation.responses).find(([status]) => status.startsWith('2')) ?? [];
      const json = answer?.content?.['application/json'];
      const isText =
        answer?.content !== undefined && Object.keys(answer.content).some((type) => type === 'text/csv');
      expect([name, isText || hasExample(json?.schema)]).toEqual([name, true]);
    }
  });

  it('gives every body an example', () => {
    for (const { name, operation } of ofTheRegister()) {
      const json = operation.requestBody?.content['application/json'];
      if (json) expect([name, hasExample(json.schema)]).toEqual([name, true]);
    }
  });

  it('offers an Idempotency-Key on every POST', () => {
    const posts = ofTheRegister().filter(({ method }) => method === 'post');
    expect(posts).toHaveLength(13);
    for (const { name, operation } of posts)
      expect([name, operation.parameters?.some((parameter) => parameter.name === 'Idempotency-Key')]).toEqual(
        [name, true],
      );
  });

  it('has examples that its own schemas accept', async () => {
    const { examples, wrong } = await walkExamples(document as never);
    expect(wrong).toEqual([]);
    expect(examples).toBeGreaterThan(200);
  });
});
