import { isLocalDate, legalMoves } from '@gusu/values';
import type { LoanPolicy } from '@gusu/policies';
import { z } from 'zod';
import type { MovedPosition } from '../covered-position/covered-position.js';
import {
  FUSE_LEVELS,
  type FuseChange,
  type FuseLift,
  LIFT_MOVES,
  LIFT_STATUSES,
  type MonthEnd,
  type NextToDefault,
} from './fuse.js';
import { distanceTo, measureOf, ratioText, readFuse, stressed } from './fuse.rules.js';

const fen = z.bigint();
const day = z.string().refine(isLocalDate).meta({ format: 'date' });
const level = z.enum(FUSE_LEVELS).meta({ description: '熔断等级' });
const bankCode = z
  .string()
  .nullable()
  .meta({ description: '银行；整个资金池为空 null for the pool as a whole' });
const ratio = z.string().meta({ description: '百分比，四位小数 per cent to four decimals, rounded down' });

export const stressQuerySchema = z
  .strictObject({
    overdue: z.coerce
      .number()
      .int()
      .min(0)
      .max(10_000)
      .default(3)
      .meta({ description: '假设接下来这么多笔逾期贷款转为不良 how many overdue loans go bad next' }),
  })
  .meta({ id: 'StressQuery' });
export type StressQuery = z.infer<typeof stressQuerySchema>;

const whatIf = z.strictObject({
  loans: z.int(),
  goingBadFen: fen,
  numeratorFen: fen,
  ratioPercent: ratio,
  level,
});

export const fuseViewSchema = z
  .strictObject({
    poolCode: z.string(),
    bankCode,
    level,
    readLevel: level.meta({ description: '按当前数据应处的等级 what it reads now; only raised by itself' }),
    isSampleTooSmall: z.boolean().meta({ description: '样本不足' }),
    numeratorFen: fen,
    denominatorFen: fen,
    loans: z.int(),
    ratioPercent: ratio,
    toWarnFen: fen.meta({ description: '距预警 how much more may go bad' }),
    toStopNewFen: fen.meta({ description: '距暂停新增' }),
    toStopCompensationFen: fen.meta({ description: '距暂停补偿' }),
    whatIf,
    policyId: z.string(),
    trend: z.array(
      z.strictObject({ monthEnd: day, numeratorFen: fen, denominatorFen: fen, ratioPercent: ratio }),
    ),
  })
  .meta({
    id: 'Fuse',
    example: {
      poolCode: 'KDT-SZ',
      bankCode: null,
      level: 'WARN',
      readLevel: 'WARN',
      isSampleTooSmall: false,
      numeratorFen: 1_000_000_000,
      denominatorFen: 20_000_000_000,
      loans: 40,
      ratioPercent: '5.0000',
      toWarnFen: 0,
      toStopNewFen: 0,
      toStopCompensationFen: 600_000_000,
      whatIf: {
        loans: 3,
        goingBadFen: 300_000_000,
        numeratorFen: 1_300_000_000,
        ratioPercent: '6.5000',
        level: 'STOP_NEW',
      },
      policyId: 'KDT/1',
      trend: [],
    },
  });
export const fusesSchema = z.strictObject({ items: z.array(fuseViewSchema) });

export const fuseChangeSchema = z
  .strictObject({
    bankCode,
    previousLevel: level,
    level,
    numeratorFen: fen,
    denominatorFen: fen,
    loans: z.int(),
    ratioPercent: ratio,
    policyId: z.string(),
    changedBy: z.string(),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'FuseChange' });
export const fuseChangesSchema = z.strictObject({ items: z.array(fuseChangeSchema) });

export const liftRequestSchema = z
  .strictObject({
    bankCode: z.string().min(1).max(64).optional().meta({ description: '银行；整个资金池则不填' }),
    docNo: z.string().min(1).max(100).meta({ description: '决定文号' }),
    reason: z.string().min(1).max(500),
  })
  .meta({
    id: 'FuseLiftRequest',
    example: { docNo: '苏科金〔2022〕3号', reason: '连续三个月末低于恢复线' },
  });
export type LiftRequest = z.infer<typeof liftRequestSchema>;

export const liftDecisionSchema = z
  .strictObject({ decision: z.enum(['grant', 'reject']) })
  .meta({ id: 'FuseLiftDecision', example: { decision: 'grant' } });
export type LiftDecision = z.infer<typeof liftDecisionSchema>;

export const liftPathSchema = z.strictObject({ poolCode: z.string().max(32), liftId: z.uuid() });
export type LiftPath = z.infer<typeof liftPathSchema>;

export const liftViewSchema = z
  .strictObject({
    liftId: z.uuid(),
    poolCode: z.string(),
    bankCode,
    level,
    docNo: z.string(),
    reason: z.string(),
    status: z.enum(LIFT_STATUSES),
    requestedBy: z.string(),
    requestedAt: z.iso.datetime(),
    decidedBy: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    moves: z.array(z.string()),
  })
  .meta({ id: 'FuseLift' });
export const liftsSchema = z.strictObject({ items: z.array(liftViewSchema) });

/** A position, the policy that reads it, the overdue loans behind it and the months before. */
interface WatchedFuse {
  position: MovedPosition;
  policy: LoanPolicy;
  next: NextToDefault | undefined;
  trend: readonly MonthEnd[];
}

const named = (code: string) => (code === '' ? null : code);

/** One fuse as it reads now, how far it is from each bound, and what it would read if the next overdue loans went bad. */
export function fuseView({ position, policy, next, trend }: WatchedFuse) {
  const { id: policyId, terms } = policy;
  const measure = measureOf(position, terms);
  const { level: readLevel, isSampleTooSmall } = readFuse(measure, terms);
  const goingBadFen = next?.coveredFen ?? 0n;
  const after = stressed(measure, goingBadFen, terms);
  return {
    poolCode: position.poolCode,
    bankCode: named(position.bankCode),
    level: position.fuseLevel,
    readLevel,
    isSampleTooSmall,
    ...measure,
    ratioPercent: ratioText(measure),
    toWarnFen: distanceTo(terms.fuseWarnBps, measure),
    toStopNewFen: distanceTo(terms.fuseStopNewBps, measure),
    toStopCompensationFen: distanceTo(terms.fuseStopCompensationBps, measure),
    whatIf: {
      loans: next?.loans ?? 0,
      goingBadFen,
      numeratorFen: after.numeratorFen,
      ratioPercent: ratioText(after),
      level: after.level,
    },
    policyId,
    trend: trend.map((end) => {
      const { monthEnd, numeratorFen, denominatorFen } = end;
      return { monthEnd, numeratorFen, denominatorFen, ratioPercent: ratioText(end) };
    }),
  };
}

export function fuseChangeView({ poolCode: _poolCode, bankCode: code, ...change }: FuseChange) {
  return { ...change, bankCode: named(code), ratioPercent: ratioText(change) };
}

export function liftView(lift: FuseLift) {
  return { ...lift, bankCode: named(lift.bankCode), moves: legalMoves(LIFT_MOVES, lift.status) };
}
