import type { LoanTerms } from '@gusu/policies';
import { type Bps, type Fen, shareOf } from '@gusu/values';
import { adjustPaidClaim } from '../claim/adjustment.rules.js';
import { finalOf } from '../claim/interim.rules.js';
import { type LossFacts, measureLoss } from '../claim/loss.rules.js';
import { poolPartOf } from '../claim/share.rules.js';
import {
  type AdjustmentReason,
  type Compensation,
  type CompensationBook,
  type PaidAdjustment,
  POOL,
} from './compensation.js';
import { addLevels, clawbackLevels, paidOf, recoveredOf } from './compensation.rules.js';

/** The loss of a paid loan as its facts stand now, at the cut-off of the claim and under its policy. */
export interface Reassessed {
  lossFen: Fen;
  uncoveredFen: Fen;
  entitledFen: Fen;
  guarantors: { party: string; amountFen: Fen }[];
}

/** The formula once more on corrected facts (funding.md §7.9); what was netted since an interim payment stays taken off. */
export function reassess(
  { compensation, recoveries }: CompensationBook,
  { loss, poolBps }: { loss: LossFacts; poolBps: Bps },
  terms: LoanTerms,
): Reassessed {
  const measured = measureLoss(loss, terms);
  const nettedFen = nettedOf({ compensation, recoveries });
  const isFinalAfterInterim = compensation.interimCutoffOn !== null && compensation.status !== 'interim';
  const final = finalOf({ lossFen: measured.lossFen, nettedFen, poolBps, interimFen: 0n });
  const lossFen = isFinalAfterInterim ? atLeastZero(measured.lossFen - nettedFen) : measured.lossFen;
  const whole = poolPartOf(measured.lossFen, poolBps, terms).poolFen;
  return {
    lossFen,
    uncoveredFen: measured.uncoveredFen,
    entitledFen: isFinalAfterInterim ? final.entitledFen : whole,
    guarantors: terms.guarantorShares.map(({ role, bps }) => ({
      party: role,
      amountFen: shareOf(lossFen, bps),
    })),
  };
}

/** What was recovered between an interim payment and the final claim, as far as it belongs to the covered part (funding.md §7.8). */
export function nettedOf({
  compensation,
  recoveries,
}: Pick<CompensationBook, 'compensation' | 'recoveries'>): Fen {
  const netFen = recoveries.reduce((sum, each) => (each.epochNo === null ? sum + each.netFen : sum), 0n);
  const { lossFen, uncoveredFen } = compensation;
  if (uncoveredFen === 0n || lossFen + uncoveredFen === 0n) return netFen;
  return (netFen * lossFen) / (lossFen + uncoveredFen);
}

/**
 * What late facts change about a paid loss (funding.md §7.9, AT-09, I-02): too much entitlement is a claw-back at once; more entitlement only changes
 * what the bank bears until a supplementary claim. Nothing where the loss is what it was.
 */
export function adjustCompensation(
  book: CompensationBook,
  reassessed: Reassessed,
  { reason, now }: { reason: AdjustmentReason; now: Date },
): { compensation: Compensation; adjustment: PaidAdjustment } | undefined {
  const { compensation, recoveries, adjustments } = book;
  const { lossFen, uncoveredFen, entitledFen, guarantors } = reassessed;
  const isSame = lossFen === compensation.lossFen && uncoveredFen === compensation.uncoveredFen;
  if (isSame) return undefined;
  const paidFen = paidOf(compensation);
  // While only an interim part is paid, the final claim settles the difference.
  const isInterim = compensation.status === 'interim';
  const poolRecoveredFen = atLeastZero(recoveredOf(recoveries, POOL));
  const { clawbackFen } = isInterim
    ? { clawbackFen: 0n }
    : adjustPaidClaim({ paidFen, newEntitledFen: entitledFen, poolRecoveredFen });
  const layers = clawbackLevels(compensation, clawbackFen);
  const adjustment: PaidAdjustment = {
    firstClaimNo: compensation.firstClaimNo,
    adjustmentNo: adjustments + 1,
    reason,
    oldLossFen: compensation.lossFen,
    newLossFen: lossFen,
    oldPaidFen: paidFen,
    newEntitledFen: entitledFen,
    clawbackFen,
    layers,
    adjustedAt: now,
  };
  const left = addLevels(compensation.layers, layers, -1n);
  return { compensation: { ...compensation, lossFen, uncoveredFen, guarantors, layers: left }, adjustment };
}

const atLeastZero = (fen: Fen): Fen => (fen > 0n ? fen : 0n);
