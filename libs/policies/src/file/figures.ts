import type { Confidence } from '../assessment-result.js';
import type { Policy } from './policy.js';
import type { PolicyDocument } from './policy-document.js';

/** One figure of a policy: where it stands, what it says, how sure it is. */
export interface PolicyFigure {
  /** A JSON pointer into the policy. */
  pointer: string;
  /** What it says, in the words of the file. */
  text: string;
  confidence: Confidence;
  sources: readonly string[];
}

interface Origin {
  confidence?: Confidence;
  sources?: readonly string[];
}

const TEXTS = [
  'expr',
  'when',
  'value',
  'gte',
  'gt',
  'lte',
  'lt',
  'days',
  'years',
  'by',
  'until',
  'opensDaysBefore',
];

function textOf(node: Readonly<Record<string, unknown>>): string | undefined {
  const words = [...TEXTS, 'points', 'marks', 'unit', 'least', 'finance', 'from', 'to', 'anyOf']
    .filter((name) => node[name] !== undefined && typeof node[name] !== 'object')
    .map((name) => `${name}: ${String(node[name])}`);
  const lists = ['marks', 'anyOf'].flatMap((name) => {
    const list = node[name];
    return Array.isArray(list) ? [`${name}: ${list.join(', ')}`] : [];
  });
  const all = [...words, ...lists];
  return all.length > 0 ? all.join('; ') : undefined;
}

function collect(node: unknown, pointer: string, inherited: Required<Origin>, found: PolicyFigure[]): void {
  if (typeof node !== 'object' || node === null) return;
  const own = node as Readonly<Record<string, unknown>> & Origin;
  const origin = {
    confidence: own.confidence ?? inherited.confidence,
    sources: own.sources ?? inherited.sources,
  };
  const text = Array.isArray(node) ? undefined : textOf(own);
  if (text !== undefined) found.push({ pointer, text, ...origin });
  for (const [name, child] of Object.entries(own)) collect(child, `${pointer}/${name}`, origin, found);
}

const PARTS = [
  'effective',
  'prerequisites',
  'gates',
  'direct',
  'pass',
  'score',
  'experts',
  'validity',
  'annualUpdate',
  'publicity',
  'review',
] as const satisfies readonly (keyof PolicyDocument)[];

/** Every figure of a policy with its own confidence, or that of the part or file it stands in (cultivation-talent.md §0). */
export function figuresOf({ document }: Pick<Policy, 'document'>): PolicyFigure[] {
  const found: PolicyFigure[] = [];
  const { confidence, sources } = document;
  for (const part of PARTS) collect(document[part], `/${part}`, { confidence, sources }, found);
  return found;
}
