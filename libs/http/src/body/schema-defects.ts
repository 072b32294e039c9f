import { DEFECTS, type Defect, type DefectCode } from '@gusu/contracts';
import type { core } from 'zod';
import { escapePointer } from './json-defects.js';

type Issue = core.$ZodIssue;

const MOST_DEFECTS = 100;

/**
 * Every defect of a value its schema refused, with a JSON pointer and a stable code.
 * @param root pointer of the value itself: empty for a body, `/query`, `/path` for the others
 */
export function schemaDefects(issues: readonly Issue[], value: unknown, root = ''): Defect[] {
  const defects: Defect[] = [];
  for (const issue of issues) {
    if (defects.length >= MOST_DEFECTS) break;
    defects.push(...defectsOf(issue, value, root));
  }
  return defects.slice(0, MOST_DEFECTS);
}

function defectsOf(issue: Issue, value: unknown, root: string): Defect[] {
  const pointer = root + issue.path.map((step) => `/${escapePointer(String(step))}`).join('');
  if (issue.code === 'unrecognized_keys')
    return issue.keys
      .slice(0, MOST_DEFECTS)
      .map((key) => ({ pointer: `${pointer}/${escapePointer(key)}`, code: 'UNKNOWN_FIELD' }));
  const found = valueAt(value, issue.path);
  if (found === undefined && isMissing(issue, value)) return [{ pointer, code: 'REQUIRED' }];
  if (issue.code === 'invalid_union') return unionDefects(issue, found, pointer);
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element')
    return schemaDefects(issue.issues, found, pointer);
  return [{ pointer, ...codeOf(issue, found) }];
}

// An error caught far from its value still says in its words that there was none.
function isMissing(issue: Issue, value: unknown): boolean {
  if (issue.code === 'custom') return false;
  return value !== undefined || issue.message.includes('received undefined');
}

// Of several alternatives the one that came closest is worth talking about.
function unionDefects(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  found: unknown,
  pointer: string,
): Defect[] {
  const closest = [...issue.errors].sort((a, b) => a.length - b.length)[0];
  if (!closest || closest.length === 0) return [{ pointer, code: 'NOT_ALLOWED' }];
  return schemaDefects(closest, found, pointer);
}

function codeOf(issue: Issue, found: unknown): { code: DefectCode; detail?: string } {
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'TYPE', detail: `expected ${issue.expected}` };
    case 'too_small':
      return { code: 'TOO_SHORT', detail: `minimum ${issue.minimum}` };
    case 'too_big':
      return typeof found === 'number' && !Number.isSafeInteger(found)
        ? { code: 'UNSAFE_INTEGER' }
        : { code: 'TOO_LONG', detail: `maximum ${issue.maximum}` };
    case 'invalid_value':
      return { code: 'NOT_ALLOWED', detail: issue.values.map(String).join(', ').slice(0, 300) };
    case 'custom':
      return { code: customCode(issue.params) };
    case 'invalid_format':
      return { code: issue.format === 'date' ? 'DATE_FORMAT' : 'FORMAT' };
    default:
      return { code: 'FORMAT' };
  }
}

function customCode(params: Record<string, unknown> | undefined): DefectCode {
  const code = params?.defect;
  return typeof code === 'string' && code in DEFECTS ? (code as DefectCode) : 'FORMAT';
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<PropertyKey, unknown>)[step];
  }
  return found;
}
