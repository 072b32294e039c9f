import { z } from 'zod';
import { CONFIDENCES } from '../assessment-result.js';
import { SME_SECTORS } from '../enterprise-profile.js';
import type { Exact } from '../exact/exact.js';
import { parseExpression } from '../language/parse-expression.js';
import { ExpressionError } from '../language/syntax.js';
import type { FileDefects } from './file-defects.js';
import { sha256 } from './hash.js';
import { readShape } from './read-source.js';
import type { SizeBounds, SizeStandard } from './size-standard.js';

const bounds = z.strictObject({
  staff: z.number().int().positive().optional(),
  revenue: z.string().optional(),
  assets: z.string().optional(),
});

const sizeStandardDocument = z.strictObject({
  id: z.string(),
  name: z.strictObject({ zh: z.string(), en: z.string() }),
  docNo: z.string(),
  issuer: z.string(),
  confidence: z.enum(CONFIDENCES),
  sources: z.array(z.string()),
  sectors: z.partialRecord(z.enum(SME_SECTORS), bounds),
});
export type SizeStandardDocument = z.infer<typeof sizeStandardDocument>;

function money(text: string): Exact {
  const literal = parseExpression(text);
  if (literal.kind === 'number' && literal.unit === 'money') return literal.value;
  throw new ExpressionError(`${JSON.stringify(text)} is no amount`, 0);
}

export function readSizeStandard(
  value: unknown,
  defects: FileDefects,
): { standard: SizeStandard; document: SizeStandardDocument } | undefined {
  const document = readShape(sizeStandardDocument, value, defects);
  if (!document) return undefined;
  const sectors: Partial<Record<string, SizeBounds>> = {};
  for (const [sector, { staff, revenue, assets }] of Object.entries(document.sectors)) {
    const read = (name: string, text: string | undefined) =>
      text === undefined ? undefined : defects.at(`/sectors/${sector}/${name}`, () => money(text));
    sectors[sector] = { staff, revenueFen: read('revenue', revenue), assetsFen: read('assets', assets) };
  }
  return { standard: { id: document.id, hash: sha256(document), sectors }, document };
}
