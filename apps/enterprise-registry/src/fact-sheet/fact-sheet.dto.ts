import type { FactSheet } from '@gusu/policies';
import { fenToWanYuan } from '@gusu/values';
import { z } from 'zod';
import { localDateSchema } from '../enterprise/fact.dto.js';

export const factSheetQuerySchema = z.strictObject({
  on: localDateSchema
    .optional()
    .meta({ description: '某日，缺省为今天 today when absent', example: '2026-04-01' }),
});
export type FactSheetQuery = z.infer<typeof factSheetQuerySchema>;

const sourced = z.looseObject({ source: z.string(), evidenceIds: z.array(z.uuid()).optional() });
const list = z.array(sourced).optional();

/** The sheet as people read it: amounts in 万元, every fact with its source. An absent list is unknown, an empty one is none. */
export const factSheetViewSchema = z
  .strictObject({
    on: z.iso.date(),
    unit: z.literal('wan'),
    profile: sourced,
    annualFacts: z.array(sourced),
    intellectualProperty: list,
    awards: list,
    institutions: list,
    standards: list,
    segments: list,
    certifications: list,
    equityFinancings: list,
    platformScores: list,
    creditEvents: z.array(sourced),
    qualifications: z.array(z.looseObject({ programme: z.string() })),
  })
  .meta({
    id: 'FactSheet',
    example: {
      on: '2026-04-01',
      unit: 'wan',
      profile: { creditCode: '91320594TE5T00016Q', source: 'REGISTRY' },
      annualFacts: [{ fiscalYear: 2025, operatingRevenue: '1200.0000', source: 'AUDIT', evidenceIds: [] }],
      awards: [],
      creditEvents: [],
      qualifications: [],
    },
  });
export type FactSheetView = z.infer<typeof factSheetViewSchema>;

export function factSheetView(sheet: FactSheet, on: string): FactSheetView {
  const written = Object.fromEntries(
    Object.entries(sheet)
      .filter(([, facts]) => facts !== undefined)
      .map(([name, facts]) => [
        name,
        Array.isArray(facts) ? facts.map(inWanYuan) : inWanYuan(facts as object),
      ]),
  );
  return { on, unit: 'wan', ...written } as FactSheetView;
}

// Inside, money is fen and says so in its name; here its unit stands once for all.
function inWanYuan(fact: object): object {
  return Object.fromEntries(
    Object.entries(fact).map(([name, value]) =>
      typeof value === 'bigint' ? [name.replace(/Fen$/, ''), fenToWanYuan(value)] : [name, value],
    ),
  );
}
