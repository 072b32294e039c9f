import type { LoanTerms, PoolLayer } from '@gusu/policies';
import { type Bps, type Fen, type LocalDate, shareOf, type SignedFen } from '@gusu/values';
import { nestedFloor } from '../recovery/nested-floor.rules.js';
import type { ClaimKind } from './claim.js';
import { finalOf, interimOf } from './interim.rules.js';
import { type LossFacts, measureLoss } from './loss.rules.js';
import { type PayableFacts, payableOf } from './payable.rules.js';
import type { ClaimQuote } from './quote.js';
import { poolPartOf } from './share.rules.js';

/** Everything that decides who pays what; amounts in fen. */
export interface QuoteFacts {
  kind: ClaimKind;
  cutoffOn: LocalDate;
  loss: LossFacts;
  poolBps: Bps;
  layers: readonly PoolLayer[];
  /** What the caps are measured against; of the bank's year without this loan's own loss. */
  caps: Omit<PayableFacts, 'entitledFen' | 'lossFen'>;
  /** Of a final claim after an interim one: the loss that one measured, and what of it came back since. */
  interim?: { lossFen: Fen; nettedFen: Fen };
  /** Of a supplementary claim: what late facts or a shortfall leave to be paid. */
  supplementaryFen: Fen;
  /** What earlier claims of the loan have brought. */
  paidBeforeFen: Fen;
  /** Never more than what was approved: a larger loss needs a new decision. */
  mostFen?: Fen;
}

const atLeastZero = (fen: SignedFen): Fen => (fen > 0n ? fen : 0n);
const smaller = (a: Fen, b: Fen): Fen => (a < b ? a : b);

/**
 * The formula of a claim (funding.md §7.5, §7.8, I-01, I-07): the loss, the pool's part of it, the caps in their order, and what each level pays. The
 * preview, the approval and the payment order make the same call, so that the preview equals the effect.
 */
export function quoteClaim(facts: QuoteFacts, terms: LoanTerms): ClaimQuote {
  const loss = measureLoss(facts.loss, terms);
  const { poolFen, isCliff } = poolPartOf(loss.lossFen, facts.poolBps, terms);
  const { lossFen, entitledFen, dueFen } = dueOf(facts, { lossFen: loss.lossFen, poolFen }, terms);
  const capped = cap(facts, { dueFen: atLeastZero(dueFen), lossFen: loss.lossFen }, terms);
  const paysFen = smaller(capped.payableFen, facts.mostFen ?? capped.payableFen);
  const guarantors = terms.guarantorShares.map(({ role, bps }) => ({
    party: role,
    amountFen: shareOf(lossFen, bps),
  }));
  const guaranteedFen = guarantors.reduce((sum, { amountFen }) => sum + amountFen, 0n);
  return {
    cutoffOn: facts.cutoffOn,
    systemPrincipalFen: facts.loss.systemPrincipalFen,
    certifiedPrincipalFen: facts.loss.certifiedPrincipalFen,
    outstandingFen: loss.outstandingFen,
    coveredFen: loss.coveredFen,
    interestFen: loss.interestFen,
    lossFen,
    uncoveredFen: loss.uncoveredFen,
    entitledFen,
    paidBeforeFen: facts.paidBeforeFen,
    caps: capped.caps,
    payableFen: dueFen < 0n ? dueFen : paysFen,
    shortfallFen: atLeastZero(dueFen) - paysFen,
    carriedForwardFen: capped.carriedForwardFen,
    isDeferred: capped.isDeferred,
    isCliff,
    layers: layersOf(paysFen, facts.layers),
    guarantors,
    bankFen: lossFen + loss.uncoveredFen - facts.paidBeforeFen - paysFen - guaranteedFen,
  };
}

/** What each contributor's level pays of an amount, by the weights of the policy (funding.md §7.5). */
export function layersOf(amountFen: Fen, layers: readonly PoolLayer[]): { level: string; amountFen: Fen }[] {
  const amounts = nestedFloor(
    amountFen,
    layers.map(({ weight }) => BigInt(weight)),
  );
  return layers.map(({ level }, index) => ({ level, amountFen: amounts[index] ?? 0n }));
}

/** The loss that is shared out, the pool's whole part of it, and what of that is due on this claim. */
function dueOf(
  { kind, interim, poolBps, supplementaryFen, paidBeforeFen }: QuoteFacts,
  { lossFen, poolFen }: { lossFen: Fen; poolFen: Fen },
  { interimBps }: LoanTerms,
): { lossFen: Fen; entitledFen: Fen; dueFen: SignedFen } {
  if (kind === 'SUPPLEMENTARY')
    return { lossFen, entitledFen: paidBeforeFen + supplementaryFen, dueFen: supplementaryFen };
  if (kind === 'INTERIM') return { lossFen, entitledFen: poolFen, dueFen: interimOf(poolFen, interimBps) };
  if (!interim) return { lossFen, entitledFen: poolFen, dueFen: poolFen };
  const final = finalOf({ ...interim, poolBps, interimFen: paidBeforeFen });
  return { lossFen: atLeastZero(interim.lossFen - interim.nettedFen), ...final };
}

/** Limits of a loan are for all of its claims together, so that what was paid before counts against them. */
function cap(
  { caps, paidBeforeFen }: QuoteFacts,
  { dueFen, lossFen }: { dueFen: Fen; lossFen: Fen },
  terms: LoanTerms,
) {
  const { perLoanPayCapFen } = terms;
  const otherPolicyPaidFen = caps.otherPolicyPaidFen + paidBeforeFen;
  return payableOf(
    { ...caps, otherPolicyPaidFen, entitledFen: dueFen, lossFen },
    {
      ...terms,
      perLoanPayCapFen: perLoanPayCapFen === null ? null : atLeastZero(perLoanPayCapFen - paidBeforeFen),
    },
  );
}
