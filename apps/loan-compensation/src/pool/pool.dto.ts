import { isLocalDate, legalMoves, type LocalDate } from '@gusu/values';
import { z } from 'zod';
import type { AccountBalance } from './ledger.js';
import { positionOf } from './ledger.rules.js';
import { CONTRIBUTOR_LEVELS, type PoolTopUp, type RiskPool, TOP_UP_MOVES, TOP_UP_STATUSES } from './pool.js';

const fen = z.bigint();
const fenIn = (least: number) =>
  z.int().min(least).max(Number.MAX_SAFE_INTEGER).meta({ description: '分 fen' });
const day = z.iso.date();
const dayIn = z
  .string()
  .refine((text): text is LocalDate => isLocalDate(text), { params: { defect: 'DATE_FORMAT' } })
  .meta({ format: 'date' });

const level = z.enum(CONTRIBUTOR_LEVELS).meta({ description: '出资层级' });
const pool = {
  poolCode: z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,31}$/),
  programme: z.string().regex(/^[A-Z][A-Z0-9]{1,9}$/),
  name: z.string().min(1).max(100),
  custodianBank: z.string().min(1).max(100).meta({ description: '托管银行' }),
};
const poolExample = {
  poolCode: 'KDT-SZ',
  programme: 'KDT',
  name: '苏州市科技信贷风险补偿资金池',
  custodianBank: '示例银行苏州分行',
};
const contributorsExample = [{ level: 'CITY' as const, name: '苏州市财政局', committedFen: 5_000_000_000 }];

export const poolRequestSchema = z
  .strictObject({
    ...pool,
    contributors: z
      .array(z.strictObject({ level, name: z.string().min(1).max(100), committedFen: fenIn(0) }))
      .min(1)
      .max(CONTRIBUTOR_LEVELS.length)
      .refine((all) => new Set(all.map((each) => each.level)).size === all.length, {
        params: { defect: 'NOT_ALLOWED' },
      }),
  })
  .meta({ id: 'PoolRequest', example: { ...poolExample, contributors: contributorsExample } });
export type PoolRequest = z.infer<typeof poolRequestSchema>;

export const topUpRequestSchema = z
  .strictObject({
    level,
    amountFen: fenIn(1),
    valueOn: dayIn.meta({ description: '到账日' }),
    docNo: z.string().min(1).max(100).meta({ description: '拨款文号' }),
  })
  .meta({
    id: 'PoolTopUpRequest',
    example: { level: 'CITY', amountFen: 5_000_000_000, valueOn: '2021-05-06', docNo: '苏财金〔2021〕1号' },
  });
export type TopUpRequest = Omit<z.infer<typeof topUpRequestSchema>, 'valueOn'> & { valueOn: LocalDate };

export const topUpDecisionRequestSchema = z
  .strictObject({ decision: z.enum(['approve', 'reject']) })
  .meta({ id: 'PoolTopUpDecisionRequest', example: { decision: 'approve' } });
export type TopUpDecisionRequest = z.infer<typeof topUpDecisionRequestSchema>;

export const poolViewSchema = z
  .strictObject({
    ...pool,
    contributors: z.array(z.strictObject({ level, name: z.string(), committedFen: fen })),
    ledgerVersion: z.int(),
    openedBy: z.string(),
    openedAt: z.iso.datetime(),
  })
  .meta({
    id: 'Pool',
    example: {
      ...poolExample,
      contributors: contributorsExample,
      ledgerVersion: 1,
      openedBy: 'city-officer',
      openedAt: '2021-05-06T01:00:00.000Z',
    },
  });
export const poolsSchema = z.strictObject({ items: z.array(poolViewSchema) });

export const topUpViewSchema = z
  .strictObject({
    topUpId: z.uuid(),
    poolCode: z.string(),
    level,
    amountFen: fen,
    valueOn: day,
    docNo: z.string(),
    status: z.enum(TOP_UP_STATUSES),
    requestedBy: z.string(),
    requestedAt: z.iso.datetime(),
    decidedBy: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    moves: z.array(z.string()),
  })
  .meta({ id: 'PoolTopUp' });
export const topUpsSchema = z.strictObject({ items: z.array(topUpViewSchema) });

export const balanceQuerySchema = z.strictObject({ on: dayIn.optional() }).meta({ id: 'PoolBalanceQuery' });
export type BalanceQuery = { on?: LocalDate };

export const balancesViewSchema = z
  .strictObject({
    poolCode: z.string(),
    on: day.meta({ description: '日终余额 as at the end of this day' }),
    cashFen: fen,
    capitalFen: fen,
    reservedFen: fen.meta({ description: '已预留 set aside for approved claims, part of the cash' }),
    accounts: z.array(
      z.strictObject({
        account: z.string(),
        balanceFen: z.bigint().meta({ description: '借方为正，贷方为负 debits positive, credits negative' }),
        version: z.int(),
      }),
    ),
  })
  .meta({
    id: 'PoolBalances',
    example: {
      poolCode: 'KDT-SZ',
      on: '2021-05-06',
      cashFen: 5_000_000_000,
      capitalFen: 5_000_000_000,
      reservedFen: 0,
      accounts: [{ account: 'POOL_CASH', balanceFen: 5_000_000_000, version: 1 }],
    },
  });

export const entryPageSchema = z
  .strictObject({
    after: z.coerce.number().int().min(0).default(0).meta({ description: '自此分录版本之后' }),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  })
  .meta({ id: 'LedgerEntryPage' });
export type EntryPage = z.infer<typeof entryPageSchema>;

export const entriesSchema = z.strictObject({
  items: z.array(
    z
      .strictObject({
        ledgerVersion: z.int(),
        kind: z.string(),
        reference: z.string(),
        postedOn: day,
        valueOn: day,
        postedBy: z.string(),
        entryNo: z.int(),
        account: z.string(),
        amountFen: fen,
        previousBalanceFen: fen,
        balanceFen: fen,
        accountVersion: z.int(),
      })
      .meta({ id: 'LedgerEntry' }),
  ),
});

export const topUpPathSchema = z.strictObject({ poolCode: z.string().max(32), topUpId: z.uuid() });
export type TopUpPath = z.infer<typeof topUpPathSchema>;

export function poolView(one: RiskPool) {
  return { ...one, ledgerVersion: Number(one.ledgerVersion) };
}

export function topUpView(topUp: PoolTopUp) {
  return { ...topUp, moves: legalMoves(TOP_UP_MOVES, topUp.status) };
}

export function balancesView(poolCode: string, on: LocalDate, balances: readonly AccountBalance[]) {
  const accounts = balances.map((each) => ({ ...each, version: Number(each.version) }));
  return { poolCode, on, ...positionOf(balances), accounts };
}
