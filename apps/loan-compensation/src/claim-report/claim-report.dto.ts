import { isLocalDate, type LocalDate } from '@gusu/values';
import { z } from 'zod';

const fen = z.bigint();
const day = z.iso.date();

export const reportQuerySchema = z
  .strictObject({
    on: z
      .string()
      .refine((text): text is LocalDate => isLocalDate(text), { params: { defect: 'DATE_FORMAT' } })
      .optional()
      .meta({ format: 'date', description: '截至日，缺省为今天' }),
  })
  .meta({ id: 'ClaimReportQuery' });
export type ReportQuery = { on?: LocalDate };

export const poolReportSchema = z
  .strictObject({
    on: day,
    items: z.array(
      z.strictObject({ poolCode: z.string(), group: z.string(), level: z.string(), amountFen: fen }),
    ),
  })
  .meta({ id: 'PoolReport' });

export const claimAgeReportSchema = z
  .strictObject({
    on: day,
    items: z.array(
      z.strictObject({
        claimNo: z.string(),
        bankCode: z.string(),
        kind: z.string(),
        status: z.string(),
        since: day,
        dueOn: day.nullable(),
        daysLate: z.int(),
        returns: z.int(),
        certifiedPrincipalFen: fen,
      }),
    ),
    refusals: z.array(z.strictObject({ refusalGround: z.string(), claims: z.int() })),
  })
  .meta({ id: 'ClaimAgeReport' });

export const recoveryReportSchema = z
  .strictObject({
    on: day,
    paidFen: fen,
    recoveredFen: fen,
    remainingFen: fen,
    items: z.array(
      z.strictObject({
        claimNo: z.string(),
        bankCode: z.string(),
        dueBillNo: z.string(),
        poolCode: z.string(),
        status: z.string(),
        paidOn: day,
        paidFen: fen,
        recoveredFen: fen,
        remainingFen: fen,
        lastReceivedOn: day.nullable(),
        unremittedFen: fen,
        remittanceDaysLate: z.int(),
      }),
    ),
  })
  .meta({ id: 'RecoveryReport' });

export const POOL_COLUMNS = ['poolCode', 'group', 'level', 'amountFen'] as const;
export const AGE_COLUMNS = [
  ...(['claimNo', 'bankCode', 'kind', 'status', 'since', 'dueOn', 'daysLate', 'returns'] as const),
  'certifiedPrincipalFen',
] as const;
export const RECOVERY_COLUMNS = [
  ...([
    'claimNo',
    'bankCode',
    'dueBillNo',
    'poolCode',
    'status',
    'paidOn',
    'paidFen',
    'recoveredFen',
  ] as const),
  ...(['remainingFen', 'lastReceivedOn', 'unremittedFen', 'remittanceDaysLate'] as const),
] as const;
