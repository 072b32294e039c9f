import { legalMoves } from '@gusu/values';
import { z } from 'zod';
import { type Revocation, REVOCATION_MOVES, REVOCATION_STATUSES } from './revocation.js';

export const revocationRequestSchema = z
  .strictObject({
    docNo: z.string().min(1).max(100).meta({ description: '文号' }),
    reason: z.string().min(1).max(500).meta({ description: '经核不符之处 what was found to be wrong' }),
  })
  .meta({
    id: 'FilingRevocationRequest',
    example: { docNo: '苏科金〔2021〕12号', reason: '备案日资格称号已被撤销' },
  });
export type RevocationRequest = z.infer<typeof revocationRequestSchema>;

export const revocationDecisionSchema = z
  .strictObject({ decision: z.enum(['grant', 'reject']) })
  .meta({ id: 'FilingRevocationDecision', example: { decision: 'grant' } });
export type RevocationDecision = z.infer<typeof revocationDecisionSchema>;

export const revocationPathSchema = z.strictObject({ filingNo: z.string().max(100), revocationId: z.uuid() });
export type RevocationPath = z.infer<typeof revocationPathSchema>;

export const revocationViewSchema = z
  .strictObject({
    revocationId: z.uuid(),
    filingNo: z.string(),
    docNo: z.string(),
    reason: z.string(),
    status: z.enum(REVOCATION_STATUSES),
    requestedBy: z.string(),
    requestedAt: z.iso.datetime(),
    decidedBy: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    moves: z.array(z.string()),
  })
  .meta({ id: 'FilingRevocation' });
export const revocationsSchema = z.strictObject({ items: z.array(revocationViewSchema) });

export function revocationView(revocation: Revocation) {
  return { ...revocation, moves: legalMoves(REVOCATION_MOVES, revocation.status) };
}
