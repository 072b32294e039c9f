import { CONFIDENCES, figuresOf, type Policy, POLICY_ACTIONS } from '@gusu/policies';
import { PROGRAMMES } from '@gusu/values';
import { z } from 'zod';
import { plainTextSchema } from '../enterprise/fact.dto.js';
import { POLICY_STATUSES, type PolicyProposal } from './policy.js';

export const policyPathSchema = z.strictObject({
  family: z.string().regex(/^[a-z0-9-]{1,40}$/),
  version: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
});
export type PolicyPath = z.infer<typeof policyPathSchema>;

export const proposalRequestSchema = z
  .strictObject({
    text: z
      .string()
      .min(1)
      .max(200_000)
      .meta({ description: '政策文件 YAML', example: 'id: gazelle/sz-2027\n…' }),
    goldenCases: z
      .string()
      .min(1)
      .max(200_000)
      .meta({ description: '该政策的示例 YAML golden cases', example: 'policy: gazelle/sz-2027\ncases: …' }),
  })
  .meta({ id: 'PolicyProposalRequest' });

export const policyDecisionRequestSchema = z
  .strictObject({
    decision: z.enum(['approve', 'reject', 'withdraw']),
    reason: plainTextSchema(1000).optional().meta({ example: '经会议研究同意' }),
  })
  .meta({ id: 'PolicyDecisionRequest' });
export type PolicyDecisionRequest = z.infer<typeof policyDecisionRequestSchema>;

const words = z.strictObject({ zh: z.string(), en: z.string() });
const confidence = z
  .enum(CONFIDENCES)
  .meta({ description: '有公开文本、凭记忆、默认值', example: 'DEFAULT' });

const summaryShape = {
  policyId: z.string().meta({ example: 'hnte/2016-32' }),
  programme: z.enum(PROGRAMMES),
  name: words,
  docNo: z.string(),
  issuer: z.string(),
  hash: z.string(),
  origin: z.enum(['shipped', 'proposed']).meta({ description: '随系统发布或由本局提出' }),
  status: z.enum(POLICY_STATUSES),
  periods: z.array(
    z.strictObject({ action: z.enum(POLICY_ACTIONS), from: z.iso.date(), to: z.iso.date().optional() }),
  ),
  confidence,
  sources: z.array(z.string()),
  /** How many of its figures are how sure. */
  figureCounts: z.strictObject({ FOUND: z.int(), RECALLED: z.int(), DEFAULT: z.int() }),
};
const summaryExample = {
  policyId: 'hnte/2016-32',
  programme: 'highTechEnterprise',
  name: { zh: '高新技术企业认定管理办法', en: 'administrative measures for high-tech enterprises' },
  docNo: '国科发火〔2016〕32号',
  issuer: '科技部 财政部 国家税务总局',
  hash: 'sha256:…',
  origin: 'shipped',
  status: 'approved',
  periods: [{ action: 'initial', from: '2016-01-01' }],
  confidence: 'FOUND',
  sources: ['F21'],
  figureCounts: { FOUND: 30, RECALLED: 16, DEFAULT: 1 },
};

export const policyListSchema = z
  .strictObject({ items: z.array(z.strictObject(summaryShape)) })
  .meta({ id: 'PolicyList', example: { items: [summaryExample] } });

export const policyViewSchema = z
  .strictObject({
    ...summaryShape,
    notes: z.array(z.string()),
    figures: z.array(
      z.strictObject({
        pointer: z.string(),
        text: z.string(),
        confidence,
        sources: z.array(z.string()),
      }),
    ),
    document: z.record(z.string(), z.unknown()).meta({ description: '政策全文 the whole policy' }),
    goldenCases: z.string().optional(),
    proposedBy: z.string().optional(),
    proposedAt: z.iso.datetime().optional(),
    decidedBy: z.string().optional(),
    decidedAt: z.iso.datetime().optional(),
    decisionReason: z.string().optional(),
  })
  .meta({
    id: 'Policy',
    example: {
      ...summaryExample,
      notes: [],
      figures: [{ pointer: '/validity', text: 'years: 3', confidence: 'RECALLED', sources: ['F21'] }],
      document: { id: 'hnte/2016-32' },
    },
  });

export type PolicySummaryView = z.infer<typeof policyListSchema>['items'][number];
export type PolicyView = z.infer<typeof policyViewSchema>;

export function policySummaryView(policy: Policy, proposal?: PolicyProposal): PolicySummaryView {
  const { id, programme, hash, document, periods } = policy;
  const figureCounts = { FOUND: 0, RECALLED: 0, DEFAULT: 0 };
  for (const figure of figuresOf(policy)) figureCounts[figure.confidence] += 1;
  return {
    policyId: id,
    programme,
    name: document.name,
    docNo: document.docNo,
    issuer: document.issuer,
    hash,
    origin: proposal ? 'proposed' : 'shipped',
    status: proposal?.status ?? 'approved',
    periods: periods.map((period) => ({ ...period })),
    confidence: document.confidence,
    sources: [...document.sources],
    figureCounts,
  };
}

export function policyView(policy: Policy, proposal?: PolicyProposal): PolicyView {
  return {
    ...policySummaryView(policy, proposal),
    notes: [...policy.document.notes],
    figures: figuresOf(policy).map((figure) => ({ ...figure, sources: [...figure.sources] })),
    document: { ...policy.document },
    goldenCases: proposal?.goldenCases,
    proposedBy: proposal?.proposedBy,
    proposedAt: proposal?.proposedAt.toISOString(),
    decidedBy: proposal?.decidedBy,
    decidedAt: proposal?.decidedAt?.toISOString(),
    decisionReason: proposal?.decisionReason,
  };
}
