import { REFUSALS, type RefusalCode } from '@gusu/contracts';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { jsonSchemaOf } from './json-schema.js';

export interface ServiceTitle {
  service: string;
  title: { zh: string; en: string };
  description?: { zh: string; en: string };
  version?: string;
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & { [extension: string]: unknown };

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const ALWAYS: readonly RefusalCode[] = [
  'request/invalid',
  'rate/exceeded',
  'service/fault',
  'service/unavailable',
];
const WITH_TOKEN: readonly RefusalCode[] = [
  'authentication/missing',
  'authentication/invalid',
  'permission/denied',
];
const WITH_BODY: readonly RefusalCode[] = [
  'request/malformed',
  'request/too-large',
  'request/unsupported-media-type',
];
const WITH_KEY: readonly RefusalCode[] = [
  'idempotency/key-invalid',
  'idempotency/in-flight',
  'idempotency/key-reused',
  'service/outcome-unknown',
];

/** The OpenAPI document of a service: from its zod schemas, with every refusal each endpoint may answer. */
export function openApiDocument(app: INestApplication, title: ServiceTitle): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`${title.title.zh} · ${title.title.en}`)
    .setDescription(title.description ? `${title.description.zh}\n\n${title.description.en}` : '')
    .setVersion(title.version ?? '1')
    .addServer(`/api/${title.service}`, '网关 Gateway')
    .addServer('/', '服务本身 The service itself')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.core.$ZodType ? jsonSchemaOf(schema, schemaType) : undefined,
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema() },
  };
  for (const path of Object.values(document.paths))
    for (const method of METHODS) {
      const operation = path[method] as Operation | undefined;
      if (operation) describeRefusals(operation);
    }
  return document;
}

function refusalsOf(operation: Operation): RefusalCode[] {
  const hasKey = operation.parameters?.some(
    (parameter) => 'name' in parameter && parameter.name === 'Idempotency-Key',
  );
  return [
    ...ALWAYS,
    ...(operation.security ? WITH_TOKEN : []),
    ...(operation.requestBody ? WITH_BODY : []),
    ...(hasKey ? WITH_KEY : []),
    ...((operation['x-refusals'] as RefusalCode[] | undefined) ?? []),
  ];
}

function describeRefusals(operation: Operation): void {
  const refusals = [...new Set(refusalsOf(operation))];
  for (const status of new Set(refusals.map((code) => REFUSALS[code].status))) {
    // A remark about an accepted message is no refusal.
    if (status < 400) continue;
    const codes = refusals.filter((code) => REFUSALS[code].status === status);
    operation.responses[String(status)] = {
      description: codes
        .map((code) => `\`${code}\` ${REFUSALS[code].zh} · ${REFUSALS[code].en}`)
        .join('\n\n'),
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
        },
      },
    };
  }
}

function exampleOf(code: RefusalCode) {
  return {
    type: `urn:gusu:problem:${code}`,
    title: REFUSALS[code].zh,
    status: REFUSALS[code].status,
    code,
    instance: '/v1/…',
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    ...(code === 'request/invalid'
      ? { errors: [{ pointer: '/creditCode', code: 'USCC_CHECK', detail: '统一社会信用代码校验位错误' }] }
      : {}),
  };
}

function problemSchema() {
  const text = { type: 'string' } as const;
  return {
    type: 'object' as const,
    description: 'RFC 9457',
    required: ['type', 'title', 'status', 'code', 'instance', 'traceId'],
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      code: { ...text, description: '稳定的代码 A code that does not change' },
      detail: text,
      instance: text,
      traceId: text,
      facts: { type: 'object', additionalProperties: true },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['pointer', 'code', 'detail'],
          properties: { pointer: { ...text, description: 'RFC 6901' }, code: text, detail: text },
        },
      },
    },
  };
}
