import { CONFIDENCES } from '@gusu/policies';
import { legalMoves } from '@gusu/values';
import { z } from 'zod';
import { POLICY_MOVES, POLICY_STATUSES, type PolicyVersion } from './policy-version.js';

const words = z.strictObject({ zh: z.string(), en: z.string() });
const day = z.iso.date();

const parameter = z.strictObject({
  value: z.unknown().meta({ description: '取值，单位见参数名 in the unit that ends the name' }),
  confidence: z.enum(CONFIDENCES).meta({ description: '出处可信度 how sure the figure is' }),
  sources: z.array(z.string()),
});

const document = {
  programme: z.string().meta({ description: '产品代码' }),
  version: z.int(),
  name: words,
  issuer: z.string(),
  docNo: z.string().meta({ description: '文号' }),
  confidence: z.enum(CONFIDENCES),
  sources: z.array(z.string()),
  notes: z.array(words),
};

const example = {
  programme: 'KDT',
  version: 2,
  name: { zh: '科贷通 2027', en: 'KDT of 2027' },
  issuer: '苏州市科学技术局',
  docNo: '苏科规〔2026〕1号',
  confidence: 'FOUND' as const,
  sources: ['苏科规〔2026〕1号'],
  notes: [],
};

const parameters = { leverageMultiple: { value: 10, confidence: 'FOUND' as const, sources: ['第九条'] } };

/** A version as it is proposed: all its parameters. What a figure must be is said by the reader of policies, all of it at once. */
export const policyRequestSchema = z
  .strictObject({
    ...document,
    notes: document.notes.optional(),
    effective: z.strictObject({ from: day, to: day.nullable() }),
    parameters: z.record(z.string(), parameter),
  })
  .meta({
    id: 'LoanPolicyRequest',
    example: { ...example, effective: { from: '2027-01-01', to: null }, parameters },
  });
export type PolicyRequest = z.infer<typeof policyRequestSchema>;

const version = {
  policyId: z.string(),
  ...document,
  hash: z.string().meta({ description: '内容指纹，永不改变 of the whole text, for ever' }),
  status: z.enum(POLICY_STATUSES),
  isShipped: z.boolean().meta({ description: '随软件提供的默认版本 came with the software' }),
  effectiveFrom: day,
  effectiveTo: day.nullable(),
  proposedBy: z.string(),
  firstApprovedBy: z.string().nullable(),
  secondApprovedBy: z.string().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  moves: z.array(z.string()),
};

const versionExample = {
  policyId: 'KDT/2',
  ...example,
  hash: `sha256:${'0'.repeat(64)}`,
  status: 'draft' as const,
  isShipped: false,
  effectiveFrom: '2027-01-01',
  effectiveTo: null,
  proposedBy: 'city-officer',
  firstApprovedBy: null,
  secondApprovedBy: null,
  publishedAt: null,
  moves: ['approve', 'publish', 'withdraw'],
};

export const policySummarySchema = z
  .strictObject(version)
  .meta({ id: 'LoanPolicySummary', example: versionExample });
export const policySummariesSchema = z.strictObject({ items: z.array(policySummarySchema) });
export const policyViewSchema = z
  .strictObject({ ...version, parameters: z.record(z.string(), parameter) })
  .meta({ id: 'LoanPolicy', example: { ...versionExample, parameters } });

export const policyPathSchema = z.strictObject({
  programme: z.string().max(10),
  version: z.coerce.number().int().min(1).max(10_000),
});
export type PolicyPath = z.infer<typeof policyPathSchema>;

export function policySummary({ policy, proposedAt: _, effectiveTo, ...rest }: PolicyVersion) {
  const { effective, parameters: __, ...told } = policy.document;
  return {
    policyId: policy.id,
    ...told,
    hash: policy.hash,
    ...rest,
    effectiveFrom: effective.from,
    effectiveTo,
    moves: legalMoves(POLICY_MOVES, rest.status),
  };
}

export function policyView(one: PolicyVersion) {
  return { ...policySummary(one), parameters: one.policy.document.parameters };
}
