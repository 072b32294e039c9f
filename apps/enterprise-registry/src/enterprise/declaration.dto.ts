import { legalMoves } from '@gusu/values';
import { z } from 'zod';
import { type Declaration, DECLARATION_MOVES, DECLARATION_STATUSES } from './declaration.js';

/** What the view of every declared fact says beside the fact itself. */
export const declarationShape = {
  creditCode: z.string().meta({ example: '91320594TE5T00016Q' }),
  status: z.enum(DECLARATION_STATUSES).meta({ example: 'submitted' }),
  evidenceIds: z.array(z.uuid()).meta({ example: [] }),
  rejectionReasons: z.array(z.strictObject({ code: z.string(), detail: z.string() })).meta({ example: [] }),
  declaredBy: z.string().meta({ example: 'demo-admin' }),
  declaredAt: z.iso.datetime().meta({ example: '2026-04-02T01:30:00.000Z' }),
  decidedBy: z.string().optional(),
  decidedAt: z.iso.datetime().optional(),
  withdrawnAt: z.iso.datetime().optional(),
  moves: z
    .array(z.string())
    .meta({ description: '当前合法的下一步 the moves that are legal now', example: ['verify'] }),
};

/** Which facts in a list, and where it goes on. */
export const declarationListQuerySchema = z.strictObject({
  status: z.enum(DECLARATION_STATUSES).default('submitted'),
  district: z
    .string()
    .regex(/^3205\d{2}$/)
    .optional()
    .meta({ example: '320571' }),
  after: z.uuid().optional().meta({ description: '上一页的 next the `next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type DeclarationListQuery = z.infer<typeof declarationListQuerySchema>;

export function declarationView(fact: Declaration) {
  return {
    creditCode: fact.creditCode as string,
    status: fact.status,
    evidenceIds: [...fact.evidenceIds],
    rejectionReasons: [...fact.rejectionReasons],
    declaredBy: fact.declaredBy,
    declaredAt: fact.declaredAt.toISOString(),
    decidedBy: fact.decidedBy,
    decidedAt: fact.decidedAt?.toISOString(),
    withdrawnAt: fact.withdrawnAt?.toISOString(),
    moves: legalMoves(DECLARATION_MOVES, fact.status),
  };
}
