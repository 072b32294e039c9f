import type { LoanTerms } from '@gusu/policies';
import { exceeds, type Fen, shareOf } from '@gusu/values';

export type PayableTerms = Pick<
  LoanTerms,
  | 'perLoanPayCapFen'
  | 'aggregatePolicyCapBps'
  | 'perBankAnnualLossBps'
  | 'perBankOnExceed'
  | 'poolOnExceed'
  | 'shortfallMode'
>;

/** What the caps are measured against; amounts in fen, a room of null is not limited. */
export interface PayableFacts {
  entitledFen: Fen;
  lossFen: Fen;
  /** All other public money on the loan. */
  otherPolicyPaidFen: Fen;
  bankYear: { enrolledFen: Fen; lossClaimedFen: Fen };
  poolAnnualRoomFen: Fen | null;
  poolCashFen: Fen;
}

export const CAP_TYPES = ['PER_LOAN', 'AGGREGATE_POLICY', 'BANK_YEAR', 'POOL_YEAR', 'POOL_CASH'] as const;
export type CapType = (typeof CAP_TYPES)[number];

/** One cap in its turn: what was to be paid before it and after it. */
export interface AppliedCap {
  type: CapType;
  limitFen: Fen;
  beforeFen: Fen;
  afterFen: Fen;
}

export interface Payable {
  payableFen: Fen;
  caps: AppliedCap[];
  /** Entitled, and not paid. */
  shortfallFen: Fen;
  /** The part of it that another year or another claim may still pay; the rest is the bank's. */
  carriedForwardFen: Fen;
  /** A cap shared with other claims put the whole of it off. */
  isDeferred: boolean;
}

interface Cap {
  type: CapType;
  limitFen: Fen;
  isShared: boolean;
  /** Whether nothing is paid rather than a part. */
  isWholeOnly: boolean;
}

const atLeastZero = (fen: Fen): Fen => (fen > 0n ? fen : 0n);

/**
 * What is paid of an entitlement (funding.md §7.5, §7.11, AT-11, AT-13, AT-19, AT-20): per loan, over all public money, the bank's year, the
 * pool's year, the pool's cash; always in this order and each recorded. Caps shared by claims are looked at one claim after the other, in
 * the order of approval.
 */
export function payableOf(facts: PayableFacts, terms: PayableTerms): Payable {
  const { entitledFen } = facts;
  const caps: AppliedCap[] = [];
  let payableFen = entitledFen;
  let lostToSharedFen = 0n;
  let isDeferred = false;
  for (const { type, limitFen, isShared, isWholeOnly } of capsOf(facts, terms)) {
    const beforeFen = payableFen;
    if (payableFen > limitFen) payableFen = isWholeOnly ? 0n : limitFen;
    if (isShared) lostToSharedFen += beforeFen - payableFen;
    if (isWholeOnly && payableFen < beforeFen) isDeferred = true;
    caps.push({ type, limitFen, beforeFen, afterFen: payableFen });
  }
  const isCarried = terms.shortfallMode === 'CARRY_FORWARD' || isDeferred;
  return {
    payableFen,
    caps,
    shortfallFen: entitledFen - payableFen,
    carriedForwardFen: isCarried ? lostToSharedFen : 0n,
    isDeferred,
  };
}

function capsOf(facts: PayableFacts, terms: PayableTerms): Cap[] {
  const { lossFen, otherPolicyPaidFen, poolAnnualRoomFen, poolCashFen } = facts;
  const { perLoanPayCapFen, aggregatePolicyCapBps, poolOnExceed } = terms;
  const isWholeOnly = poolOnExceed === 'DEFER_WHOLE';
  const caps: Cap[] = [];
  const add = (type: CapType, limitFen: Fen, isShared: boolean, isWhole: boolean) =>
    caps.push({ type, limitFen: atLeastZero(limitFen), isShared, isWholeOnly: isWhole });
  if (perLoanPayCapFen !== null) add('PER_LOAN', perLoanPayCapFen, false, false);
  if (aggregatePolicyCapBps !== null)
    add('AGGREGATE_POLICY', shareOf(lossFen, aggregatePolicyCapBps) - otherPolicyPaidFen, false, false);
  const bankYear = bankYearCap(facts, terms);
  if (bankYear) caps.push(bankYear);
  if (poolAnnualRoomFen !== null) add('POOL_YEAR', poolAnnualRoomFen, true, isWholeOnly);
  add('POOL_CASH', poolCashFen, true, isWholeOnly);
  return caps;
}

/** The bank's losses of the year against what it enrolled in it; this claim's loss counts (funding.md §7.11). */
function bankYearCap({ bankYear, lossFen }: PayableFacts, terms: PayableTerms): Cap | undefined {
  const { perBankAnnualLossBps, perBankOnExceed } = terms;
  if (perBankAnnualLossBps === null) return undefined;
  const { enrolledFen, lossClaimedFen } = bankYear;
  const roomFen = atLeastZero(shareOf(enrolledFen, perBankAnnualLossBps) - lossClaimedFen);
  const isDeferred =
    perBankOnExceed === 'DEFER_WHOLE' && exceeds(lossClaimedFen + lossFen, enrolledFen, perBankAnnualLossBps);
  return {
    type: 'BANK_YEAR',
    limitFen: isDeferred ? 0n : roomFen,
    isShared: true,
    isWholeOnly: isDeferred,
  };
}
