import { refuse } from '@gusu/contracts';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { schemaDefects } from './schema-defects.js';

const ROOTS: Partial<Record<ArgumentMetadata['type'], string>> = { query: '/query', param: '/path' };

/**
 * Checks every parameter that names a schema (`@Body({ schema })`, `@Query({ schema })`, `@Param('creditCode', { schema })`).
 * Nest's own pipe is asynchronous and walks the body once more; this one is on the path of every bank message.
 * @throws Refusal `request/invalid` with all defects at once
 */
export class SchemaPipe implements PipeTransform {
  transform(value: unknown, { type, data, schema }: ArgumentMetadata): unknown {
    if (!(schema instanceof z.core.$ZodType)) return value;
    const read = z.safeParse(schema, value);
    if (read.success) return read.data;
    const root = (ROOTS[type] ?? '') + (data === undefined ? '' : `/${data}`);
    throw refuse('request/invalid', {}, schemaDefects(read.error.issues, value, root));
  }
}
