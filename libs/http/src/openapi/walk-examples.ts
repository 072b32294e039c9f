import type { OpenAPIObject } from '@nestjs/swagger';

/** An example in an OpenAPI document that its own schema refuses. */
export interface WrongExample {
  /** Where in the document, as a JSON pointer. */
  at: string;
  reason: string;
}

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const SCHEMA_WORDS = ['type', '$ref', 'anyOf', 'oneOf', 'allOf', 'enum', 'properties'];

/** For tests: every example of a document, checked against the schema beside it. Also counts them, so that none at all is seen. */
export async function walkExamples(
  document: OpenAPIObject,
): Promise<{ examples: number; wrong: WrongExample[] }> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document as object, 'document');
  const result = { examples: 0, wrong: [] as WrongExample[] };
  const check = (schemaAt: string, at: string, example: unknown) => {
    result.examples += 1;
    const validate = ajv.compile({ $ref: `document#${schemaAt}` });
    if (!validate(example)) result.wrong.push({ at, reason: ajv.errorsText(validate.errors) });
  };
  walk(document, '', check);
  return result;
}

type Check = (schemaAt: string, at: string, example: unknown) => void;

function walk(node: unknown, at: string, check: Check): void {
  if (!isNode(node)) return;
  // A media type or a parameter holds its schema beside the example; a schema holds the example itself.
  const schemaAt = isNode(node.schema)
    ? `${at}/schema`
    : SCHEMA_WORDS.some((word) => word in node)
      ? at
      : undefined;
  if (schemaAt !== undefined) {
    if ('example' in node) check(schemaAt, `${at}/example`, node.example);
    if (isNode(node.examples))
      for (const [name, example] of Object.entries(node.examples))
        check(
          schemaAt,
          `${at}/examples/${name}`,
          isNode(example) && 'value' in example ? example.value : example,
        );
  }
  for (const [key, child] of Object.entries(node))
    if (key !== 'example' && key !== 'examples')
      walk(child, `${at}/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`, check);
}
