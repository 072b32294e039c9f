import { isLocalDate, legalMoves, type LocalDate } from '@gusu/values';
import { z } from 'zod';
import { ADJUSTMENT_REASONS } from './compensation.js';
import { type Remittance, REMITTANCE_MOVES, REMITTANCE_STATUSES } from './remittance.js';

const fen = z.bigint();
const day = z.iso.date();
const levels = z.array(z.strictObject({ level: z.string(), amountFen: fen }));
const shares = z.array(z.strictObject({ party: z.string(), amountFen: fen }));

const compensationSchema = z.strictObject({
  firstClaimNo: z.string(),
  bankCode: z.string(),
  dueBillNo: z.string(),
  poolCode: z.string(),
  status: z.enum(['interim', 'recovering', 'closed']),
  interimCutoffOn: day.nullable(),
  cutoffOn: day,
  certifiedPrincipalFen: fen,
  lossFen: fen,
  uncoveredFen: fen,
  entitledFen: fen,
  carriedForwardFen: fen,
  supplementedFen: fen,
  guarantors: shares,
  layers: levels.meta({ description: '各层级已付净额（扣除追回）' }),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
});

const epochSchema = z.strictObject({
  epochNo: z.int(),
  burdens: shares.meta({ description: '期初各方未收回的负担' }),
  layers: levels,
  uncoveredFen: fen,
  recoveredFen: fen,
  costCarryFen: fen,
  reason: z.string(),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
});

const recoverySchema = z
  .strictObject({
    recoveryNo: z.string(),
    firstClaimNo: z.string(),
    epochNo: z.int().nullable().meta({ description: '为空表示冲减损失而非分配' }),
    bankCode: z.string(),
    dueBillNo: z.string(),
    eventId: z.string(),
    rootEventId: z.string(),
    kind: z.enum(['receipt', 'correction']),
    retypedFrom: z.string().nullable(),
    channel: z.string().nullable(),
    grossFen: fen,
    costFen: fen,
    allowedCostFen: fen,
    disallowedCostFen: fen,
    netFen: fen,
    shares,
    layers: levels,
    poolFen: fen,
    othersFen: fen,
    uncoveredFen: fen,
    excessFen: fen,
    receivedOn: day,
    bookedAt: z.iso.datetime(),
  })
  .meta({ id: 'Recovery' });

const adjustmentSchema = z
  .strictObject({
    firstClaimNo: z.string(),
    adjustmentNo: z.int(),
    reason: z.enum(ADJUSTMENT_REASONS),
    oldLossFen: fen,
    newLossFen: fen,
    oldPaidFen: fen,
    newEntitledFen: fen,
    clawbackFen: fen,
    layers: levels,
    adjustedAt: z.iso.datetime(),
  })
  .meta({ id: 'ClaimAdjustment' });

export const recoveryViewSchema = z
  .strictObject({
    compensation: compensationSchema,
    epochs: z.array(epochSchema),
    recoveries: z.array(recoverySchema),
    adjustments: z.array(adjustmentSchema),
  })
  .meta({ id: 'Compensation' });

export const remittanceViewSchema = z
  .strictObject({
    remittanceNo: z.string(),
    firstClaimNo: z.string(),
    recoveryNo: z.string().nullable(),
    adjustmentNo: z.int().nullable(),
    poolCode: z.string(),
    bankCode: z.string(),
    status: z.enum(REMITTANCE_STATUSES),
    dueFen: fen,
    remittedFen: fen,
    dueOn: day,
    setOffClaimNo: z.string().nullable(),
    openedAt: z.iso.datetime(),
    moves: z.array(z.string()),
  })
  .meta({ id: 'Remittance' });
export const remittancesSchema = z.strictObject({ items: z.array(remittanceViewSchema) });

export const remittancePageSchema = z
  .strictObject({
    status: z.enum(REMITTANCE_STATUSES).optional(),
    claimNo: z.string().max(64).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  })
  .meta({ id: 'RemittancePage' });
export type RemittancePage = z.infer<typeof remittancePageSchema>;

export const remittancePaymentSchema = z
  .strictObject({
    voucherNo: z.string().trim().min(1).max(64).meta({ description: '到账凭证号' }),
    amountFen: z.int().min(1).max(Number.MAX_SAFE_INTEGER).meta({ description: '分 fen' }),
    remittedOn: z
      .string()
      .refine((text): text is LocalDate => isLocalDate(text), { params: { defect: 'DATE_FORMAT' } })
      .meta({ format: 'date', description: '到账日' }),
  })
  .meta({
    id: 'RemittancePayment',
    example: { voucherNo: 'HK-2021-0001', amountFen: 79_012_346, remittedOn: '2021-11-12' },
  });
export type RemittancePaymentBody = { voucherNo: string; amountFen: number; remittedOn: LocalDate };

export const setOffSchema = z
  .strictObject({ claimNo: z.string().min(1).max(64) })
  .meta({ id: 'RemittanceSetOff', example: { claimNo: 'BC-2021-C1000000000001-000002' } });
export type SetOffBody = z.infer<typeof setOffSchema>;

export function remittanceView(remittance: Remittance) {
  return { ...remittance, moves: legalMoves(REMITTANCE_MOVES, remittance.status) };
}

export function recoveryView<View extends { compensation: { loanVersion: bigint } }>({
  compensation: { loanVersion: _, ...compensation },
  ...rest
}: View) {
  return { compensation, ...rest };
}
