import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import request from 'supertest';
import { startFixture, type FixtureService } from '../fixture/fixture-service.js';
import { walkExamples } from './walk-examples.js';

interface Described {
  content: Record<string, { schema: unknown; examples: Record<string, unknown> }>;
}
interface Operation {
  summary: string;
  parameters: unknown[];
  requestBody: Described;
  responses: Record<string, Described>;
  'x-permission': { name: string };
}

describe('the document of a service', () => {
  let fixture: FixtureService;
  let document: OpenAPIObject;
  const operation = (path: string, method: 'get' | 'post' | 'put') =>
    document.paths[path]?.[method] as unknown as Operation;

  beforeAll(async () => {
    fixture = await startFixture();
    document = (await request(fixture.app.getHttpServer()).get('/openapi.json')).body;
  });
  afterAll(() => fixture.close());

  it('describes every endpoint in Chinese and in English', () => {
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThanOrEqual(11);
    for (const { summary } of operations as { summary: string }[])
      expect(summary).toMatch(/^\p{Script=Han}.* · [A-Z][\w ]+$/u);
    expect(operation('/v1/enterprises', 'post')['x-permission'].name).toBe('enterprise.change');
  });

  it('takes the body and the answer from their schemas', () => {
    const { requestBody, responses } = operation('/v1/enterprises', 'post');
    expect(requestBody.content['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/Registration',
    });
    expect(responses['201']?.content['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/Registered',
    });
    expect(document.components?.schemas?.Registration).toMatchObject({
      required: ['creditCode', 'name'],
      additionalProperties: false,
    });
    expect(operation('/v1/enterprises', 'get').parameters).toContainEqual(
      expect.objectContaining({ name: 'limit', in: 'query' }),
    );
  });

  it('lists every refusal an endpoint may answer with, by its status', () => {
    const codes = (status: string) =>
      Object.keys(
        operation('/v1/enterprises', 'post').responses[status]?.content['application/problem+json']
          ?.examples ?? {},
      );
    expect(codes('400').sort()).toEqual(['idempotency/key-invalid', 'request/invalid', 'request/malformed']);
    expect(codes('401')).toEqual(['authentication/missing', 'authentication/invalid']);
    expect(codes('409').sort()).toEqual(['enterprise/already-registered', 'idempotency/in-flight']);
    expect(codes('422')).toEqual(['idempotency/key-reused']);
    expect(codes('429')).toEqual(['rate/exceeded']);
  });

  it('has examples that its own schemas accept', async () => {
    const { examples, wrong } = await walkExamples(document);
    expect(wrong).toEqual([]);
    expect(examples).toBeGreaterThan(20);
  });

  it('would be caught with an example its schema refuses', async () => {
    const broken = structuredClone(document);
    const registration = broken.components?.schemas?.Registration as { example: { name: unknown } };
    registration.example.name = 7;
    const { wrong } = await walkExamples(broken);
    expect(wrong).toEqual([
      { at: '/components/schemas/Registration/example', reason: expect.stringContaining('name') },
    ]);
  });
});
