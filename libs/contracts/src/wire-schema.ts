import { z } from 'zod';

export type JsonSchema = { readonly [key: string]: unknown };

/**
 * The JSON schema by which readers take a value. It does not close objects: contracts grow by optional fields, and a reader that
 * refused a field it does not know would break on the day another service learns it.
 */
export function wireSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      // The format says it; the library's own pattern for it may differ between its releases.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });
  return rest;
}
