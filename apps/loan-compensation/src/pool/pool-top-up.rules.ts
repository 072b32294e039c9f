import { refuse } from '@gusu/contracts';
import { localDateOf, move } from '@gusu/values';
import { capitalOf, type LedgerLine, POOL_CASH } from './ledger.js';
import { type PoolTopUp, type RiskPool, TOP_UP_MOVES, type TopUpStatus } from './pool.js';

export interface PoolActing {
  actorId: string;
  now: Date;
}

export type RequestedTopUp = Pick<PoolTopUp, 'topUpId' | 'level' | 'amountFen' | 'valueOn' | 'docNo'>;

/**
 * Capital that has arrived on the pool's account and waits for a second person.
 * @throws Refusal pool/contributor-unknown, pool-top-up/in-future
 */
export function requestTopUp(
  pool: RiskPool,
  requested: RequestedTopUp,
  { actorId, now }: PoolActing,
): PoolTopUp {
  const { level, valueOn } = requested;
  const { poolCode } = pool;
  if (!pool.contributors.some((contributor) => contributor.level === level))
    throw refuse('pool/contributor-unknown', { poolCode, level });
  if (valueOn > localDateOf(now)) throw refuse('pool-top-up/in-future', { valueOn });
  const undecided = { decidedBy: null, decidedAt: null };
  return {
    ...requested,
    poolCode,
    status: 'requested',
    requestedBy: actorId,
    requestedAt: now,
    ...undecided,
  };
}

/**
 * Approves or rejects a top-up; an approved one is money of the pool and capital of its contributor.
 * @throws Refusal pool-top-up/four-eyes, pool-top-up/move-not-legal
 */
export function decideTopUp(
  topUp: PoolTopUp,
  decision: keyof typeof TOP_UP_MOVES,
  { actorId, now }: PoolActing,
): { topUp: PoolTopUp; lines: LedgerLine[] } {
  if (actorId === topUp.requestedBy) throw refuse('pool-top-up/four-eyes');
  const status = move<TopUpStatus, keyof typeof TOP_UP_MOVES>(TOP_UP_MOVES, decision, topUp.status);
  if (!status) throw refuse('pool-top-up/move-not-legal', { status: topUp.status });
  const { level, amountFen } = topUp;
  const lines = [
    { account: POOL_CASH, amountFen },
    { account: capitalOf(level), amountFen: -amountFen },
  ];
  return {
    topUp: { ...topUp, status, decidedBy: actorId, decidedAt: now },
    lines: status === 'posted' ? lines : [],
  };
}
