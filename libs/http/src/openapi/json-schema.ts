import { z } from 'zod';

/** The JSON schema of a zod schema as the document shows it: fen, a bigint in code, are integers on the wire. */
export function jsonSchemaOf(schema: z.core.$ZodType, io: 'input' | 'output') {
  const {
    $defs,
    $schema: _,
    ...described
  } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'bigint')
        Object.assign(jsonSchema, { type: 'integer', format: 'int64' });
    },
  });
  return { schema: described, components: $defs as Record<string, unknown> | undefined };
}
