import { REFUSALS, type RefusalCode } from '@gusu/contracts';
import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiExtension, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { jsonSchemaOf } from './json-schema.js';

/** The refusals of its own this endpoint may answer with; those every endpoint has are added by the document. */
export function Refusals(...codes: readonly RefusalCode[]): MethodDecorator {
  const unknown = codes.filter((code) => !(code in REFUSALS));
  if (unknown.length > 0) throw new Error(`not in the catalogue of refusals: ${unknown.join(', ')}`);
  return ApiExtension('x-refusals', [...codes]);
}

/** What the endpoint does, in both languages. */
export function Summary(words: { zh: string; en: string; description?: string }): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: `${words.zh} · ${words.en}`, description: words.description }),
    ApiExtension('x-summary', { zh: words.zh, en: words.en }),
  );
}

/** What the endpoint answers when it does what it was asked. The schema's examples are checked against it. */
export function Answers(
  schema: z.ZodType,
  { status = 200, description = '成功 Done' }: { status?: number; description?: string } = {},
): MethodDecorator {
  return ApiResponse({ status, description, standardSchema: schema });
}

/** What the endpoint reads where it takes the bytes itself (`@RawBody`) and the document cannot see a schema. Named schemas are not for it. */
export function Takes(
  schema: z.ZodType,
  examples: Readonly<Record<string, { summary: string; value: unknown }>>,
): MethodDecorator {
  return ApiBody({ schema: jsonSchemaOf(schema, 'input').schema as never, examples, required: true });
}
