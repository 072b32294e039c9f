import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { FileDefects } from './file-defects.js';

/** One policy file as text, named for what is wrong with it. */
export interface PolicySource {
  file: string;
  text: string;
}

const MAX_CHARACTERS = 200_000;

/** The plain values of a YAML text: no tags, no anchors, no member twice. */
export function readYaml(text: string, defects: FileDefects): unknown {
  if (text.length > MAX_CHARACTERS) {
    defects.add('', 'SYNTAX', `a policy file has at most ${MAX_CHARACTERS} characters`);
    return undefined;
  }
  const document = parseDocument(text, {
    schema: 'core',
    lineCounter: new LineCounter(),
    prettyErrors: true,
  });
  for (const problem of [...document.errors, ...document.warnings]) {
    const line = problem.linePos?.[0].line;
    defects.add('', 'SYNTAX', `line ${line ?? '?'}: ${problem.message.split('\n')[0] ?? problem.code}`);
  }
  if (defects.found.length > 0) return undefined;
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    defects.add('', 'SYNTAX', 'a policy file repeats itself by no anchors');
    return undefined;
  }
}

const pointerOf = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** The value as `schema` wants it; every member that is not goes to `defects`. */
export function readShape<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  defects: FileDefects,
): z.infer<Schema> | undefined {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) defects.add(pointerOf(path), 'SHAPE', message);
  return undefined;
}
