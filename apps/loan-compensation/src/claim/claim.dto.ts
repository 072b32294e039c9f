import { CLAIM_KINDS, CLAIM_OBSTACLES, type ClaimObstacle, REFUSAL_GROUNDS } from '@gusu/contracts';
import { type Actor, isLocalDate, type LocalDate, localDateOf } from '@gusu/values';
import { z } from 'zod';
import { type Claim, CLAIM_STATUSES, DOCUMENT_KINDS, SUSPENSIONS, TRIGGERS } from './claim.js';
import { movesOf } from './claim.rules.js';
import { CAP_TYPES } from './payable.rules.js';
import type { ClaimQuote } from './quote.js';

const fen = z.bigint();
const fenIn = z.int().min(0).max(Number.MAX_SAFE_INTEGER).meta({ description: '分 fen' });
const day = z.iso.date();
export const dayIn = z
  .string()
  .refine((text): text is LocalDate => isLocalDate(text), { params: { defect: 'DATE_FORMAT' } })
  .meta({ format: 'date' });
const reason = z.string().trim().min(1).max(500);

const documentSchema = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS).meta({ description: '材料种类' }),
  fileName: z.string().trim().min(1).max(200),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: '材料原件的 SHA-256 the hash of the paper the bank keeps' }),
});

const figures = {
  trigger: z.enum(TRIGGERS).meta({ description: '触发情形' }),
  certifiedPrincipalFen: fenIn.meta({ description: '银行确认本金（分）' }),
  differenceReason: reason.optional().meta({ description: '与系统余额不符的说明' }),
  otherPolicyPaidFen: fenIn.default(0).meta({ description: '该贷款已获其他财政资金补偿（分）' }),
  documents: z.array(documentSchema).min(1).max(50),
};
const documentsExample = [
  { kind: 'SUIT_ACCEPTANCE' as const, fileName: '受理通知书.pdf', sha256: 'a'.repeat(64) },
];
const figuresExample = {
  trigger: 'OVERDUE_DAYS' as const,
  certifiedPrincipalFen: 376_543_211,
  documents: documentsExample,
};

export const claimRequestSchema = z
  .strictObject({
    bankCode: z.string().min(1).max(14),
    dueBillNo: z.string().min(1).max(64),
    kind: z.enum(CLAIM_KINDS),
    ...figures,
  })
  .meta({
    id: 'ClaimRequest',
    example: {
      bankCode: 'C1000000000001',
      dueBillNo: '0032021060100001',
      kind: 'FINAL',
      ...figuresExample,
    },
  });
export type ClaimRequestBody = z.infer<typeof claimRequestSchema>;

export const claimAmendmentSchema = z
  .strictObject(figures)
  .meta({ id: 'ClaimAmendment', example: figuresExample });
export type ClaimAmendment = z.infer<typeof claimAmendmentSchema>;

export const claimReasonSchema = z
  .strictObject({ reason })
  .meta({ id: 'ClaimReason', example: { reason: '缺少判决书' } });
export type ClaimReason = z.infer<typeof claimReasonSchema>;

export const claimRejectionSchema = z
  .strictObject({ refusalGround: z.enum(REFUSAL_GROUNDS).meta({ description: '不予补偿理由' }), reason })
  .meta({ id: 'ClaimRejection', example: { refusalGround: 'NOT_DILIGENT', reason: '贷后检查缺失' } });
export type ClaimRejection = z.infer<typeof claimRejectionSchema>;

export const claimPaymentSchema = z
  .strictObject({
    paymentNo: z.string().trim().min(1).max(64).meta({ description: '付款凭证号' }),
    paidOn: dayIn.meta({ description: '付款日' }),
  })
  .meta({ id: 'ClaimPayment', example: { paymentNo: 'PZ-2021-0001', paidOn: '2021-10-20' } });
export type ClaimPaymentBody = { paymentNo: string; paidOn: LocalDate };

export const claimPageSchema = z
  .strictObject({
    status: z.enum(CLAIM_STATUSES).optional(),
    bankCode: z.string().max(14).optional(),
    overdue: z.enum(['true', 'false']).optional().meta({ description: '仅列超过办理期限的' }),
    after: z.string().max(64).optional().meta({ description: '上一页的 next' }),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  })
  .meta({ id: 'ClaimPage' });
export type ClaimPage = z.infer<typeof claimPageSchema>;

export const quoteViewSchema = z
  .strictObject({
    cutoffOn: day.meta({ description: '截止日：此日及以前的回款冲减损失' }),
    systemPrincipalFen: fen,
    certifiedPrincipalFen: fen,
    outstandingFen: fen,
    coveredFen: fen,
    interestFen: fen,
    lossFen: fen.meta({ description: '参与分担的损失' }),
    uncoveredFen: fen,
    entitledFen: fen.meta({ description: '资金池应担额' }),
    paidBeforeFen: fen,
    caps: z.array(z.strictObject({ type: z.enum(CAP_TYPES), limitFen: fen, beforeFen: fen, afterFen: fen })),
    payableFen: fen.meta({ description: '本次补偿额；负数为银行应退' }),
    shortfallFen: fen,
    carriedForwardFen: fen,
    isDeferred: z.boolean(),
    isCliff: z.boolean(),
    layers: z.array(z.strictObject({ level: z.string(), amountFen: fen })),
    guarantors: z.array(z.strictObject({ party: z.string(), amountFen: fen })),
    bankFen: fen.meta({ description: '银行自担额' }),
  })
  .meta({ id: 'ClaimQuote' });

export const claimPreviewSchema = z
  .strictObject({
    claimNo: z.string(),
    quote: quoteViewSchema,
    obstacles: z.array(z.strictObject({ code: z.string(), messageZh: z.string() })),
  })
  .meta({ id: 'ClaimPreview' });

export const claimViewSchema = z
  .strictObject({
    claimNo: z.string(),
    bankCode: z.string(),
    dueBillNo: z.string(),
    filingNo: z.string(),
    poolCode: z.string(),
    creditCode: z.string(),
    policyId: z.string(),
    kind: z.enum(CLAIM_KINDS),
    firstClaimNo: z.string().optional(),
    status: z.enum(CLAIM_STATUSES),
    suspendedFrom: z.enum(CLAIM_STATUSES).optional(),
    suspensions: z.array(z.enum(SUSPENSIONS)),
    trigger: z.enum(TRIGGERS),
    triggeredOn: day,
    submittedOn: day.optional(),
    certifiedPrincipalFen: fen,
    differenceReason: z.string().optional(),
    otherPolicyPaidFen: fen,
    documents: z.array(documentSchema),
    signatures: z.record(z.string(), z.string()).meta({ description: '各岗位经办人' }),
    returns: z.int(),
    dueOn: day.optional().meta({ description: '本环节最后一日' }),
    isOverdue: z.boolean(),
    quote: quoteViewSchema.optional(),
    cutoffOn: day.optional(),
    paymentNo: z.string().optional(),
    paidOn: day.optional(),
    refusalGround: z.enum(REFUSAL_GROUNDS).optional(),
    reason: z.string().optional(),
    version: z.int(),
    openedAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
    moves: z.array(z.string()),
  })
  .meta({ id: 'Claim' });

export const claimsSchema = z.strictObject({ items: z.array(claimViewSchema), next: z.string().optional() });

export const claimStepsSchema = z.strictObject({
  items: z.array(
    z
      .strictObject({
        stepNo: z.int(),
        move: z.string(),
        status: z.enum(CLAIM_STATUSES),
        actorId: z.string(),
        reason: z.string().nullable(),
        dueOn: day.nullable(),
        quote: quoteViewSchema.nullable(),
        actedAt: z.iso.datetime(),
      })
      .meta({ id: 'ClaimStep' }),
  ),
});

/** The claim with what this person may do with it, and whether its step has taken too long. */
export function claimView(claim: Claim, caller: Actor, now: Date) {
  const { dueOn } = claim;
  const isOverdue = dueOn !== undefined && claim.status !== 'publicNotice' && localDateOf(now) > dueOn;
  return { ...claim, isOverdue, moves: movesOf(claim, caller) };
}

export function previewView(preview: { claimNo: string; quote: ClaimQuote; obstacles: ClaimObstacle[] }) {
  const obstacles = preview.obstacles.map((code) => ({ code, messageZh: CLAIM_OBSTACLES[code].zh }));
  return { ...preview, obstacles };
}
