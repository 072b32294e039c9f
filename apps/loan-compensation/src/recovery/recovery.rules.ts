import type { LoanTerms } from '@gusu/policies';
import { type Fen, type LocalDate, shareOf, type SignedFen } from '@gusu/values';
import { nestedFloor } from './nested-floor.rules.js';
import type { Receipt, SharedReceipt, SharingEpoch } from './sharing.js';

export type SharingTerms = Pick<LoanTerms, 'recoverySharing' | 'recoveryCostCapBps'>;

const smaller = (a: Fen, b: Fen): Fen => (a < b ? a : b);
const sumOf = (amounts: readonly Fen[]): Fen => amounts.reduce((sum, amount) => sum + amount, 0n);

/**
 * Shares one receipt within its epoch (funding.md §7.6, AT-03 to AT-05, AT-24). Costs count up to the cap of the policy; allowed costs
 * beyond the receipt are carried to the next one. Amounts in fen. I-14: shares, uncovered part and excess are the net receipt.
 */
export function shareReceipt(
  epoch: SharingEpoch,
  { grossFen, costFen }: Receipt,
  terms: SharingTerms,
): { epoch: SharingEpoch; shared: SharedReceipt } {
  const { recoveryCostCapBps } = terms;
  const allowedCostFen =
    recoveryCostCapBps === null ? costFen : smaller(costFen, shareOf(grossFen, recoveryCostCapBps));
  const leftFen = grossFen - allowedCostFen - epoch.costCarryFen;
  const netFen = leftFen > 0n ? leftFen : 0n;
  const after = {
    ...epoch,
    recoveredFen: epoch.recoveredFen + netFen,
    costCarryFen: leftFen > 0n ? 0n : -leftFen,
  };
  const { shares, uncoveredFen, excessFen } = difference(epoch, after, terms);
  const disallowedCostFen = costFen - allowedCostFen;
  return {
    epoch: after,
    shared: { allowedCostFen, disallowedCostFen, netFen, shares, uncoveredFen, excessFen },
  };
}

/**
 * What changes for each party when a receipt of the open epoch turns out to have been another amount (AT-10). The rows of the wrong
 * receipt stay; a negative change of the pool is owed to the bank.
 */
export function correctReceipt(
  epoch: SharingEpoch,
  { wrongNetFen, rightNetFen }: { wrongNetFen: Fen; rightNetFen: Fen },
  terms: SharingTerms,
): { epoch: SharingEpoch; changes: SignedFen[]; uncoveredFen: SignedFen; excessFen: SignedFen } {
  const after = { ...epoch, recoveredFen: epoch.recoveredFen - wrongNetFen + rightNetFen };
  const { shares, uncoveredFen, excessFen } = difference(epoch, after, terms);
  return { epoch: after, changes: shares, uncoveredFen, excessFen };
}

/** What each party has had back of all receipts of the epoch. */
export function sharesSoFar(
  { burdens, uncoveredFen, recoveredFen }: SharingEpoch,
  { recoverySharing }: Pick<SharingTerms, 'recoverySharing'>,
): { shares: Fen[]; uncoveredFen: Fen; excessFen: Fen } {
  const weights = burdens.map(({ amountFen }) => amountFen);
  const coveredWeight = sumOf(weights);
  const borneFen = coveredWeight + uncoveredFen;
  const backFen = smaller(recoveredFen, borneFen);
  const [coveredBackFen = 0n, uncoveredBackFen = 0n] = nestedFloor(backFen, [coveredWeight, uncoveredFen]);
  return {
    shares: splitBy(recoverySharing, coveredBackFen, weights),
    uncoveredFen: uncoveredBackFen,
    excessFen: recoveredFen - backFen,
  };
}

function splitBy(sharing: LoanTerms['recoverySharing'], amountFen: Fen, weights: readonly Fen[]): Fen[] {
  const publicWeights = weights.slice(0, -1);
  const bankWeight = weights.at(-1) ?? 0n;
  if (sharing === 'PARI_PASSU') return nestedFloor(amountFen, weights);
  // One side is made whole before the other; public parties stay pro rata among themselves.
  const publicFen =
    sharing === 'PUBLIC_FIRST'
      ? smaller(amountFen, sumOf(publicWeights))
      : amountFen - smaller(amountFen, bankWeight);
  const publicShares = publicWeights.length === 0 ? [] : nestedFloor(publicFen, publicWeights);
  return [...publicShares, amountFen - sumOf(publicShares)];
}

function difference(before: SharingEpoch, after: SharingEpoch, terms: SharingTerms) {
  const was = sharesSoFar(before, terms);
  const now = sharesSoFar(after, terms);
  return {
    shares: now.shares.map((share, index) => share - (was.shares[index] ?? 0n)),
    uncoveredFen: now.uncoveredFen - was.uncoveredFen,
    excessFen: now.excessFen - was.excessFen,
  };
}

/** How money that comes in after a default is used. */
export type InflowUse = 'reducesLoss' | 'netted' | 'shared';

/**
 * Uses each inflow exactly once (I-14, funding.md §6.2, §7.8): up to the day of the first payment order it reduces the loss; between an
 * interim payment and the final one it is netted from the loss; after the final one it is shared.
 */
export function useOfInflow(
  valuedOn: LocalDate,
  { interimOrderedOn, finalOrderedOn }: { interimOrderedOn?: LocalDate; finalOrderedOn?: LocalDate },
): InflowUse {
  if (finalOrderedOn !== undefined && valuedOn > finalOrderedOn) return 'shared';
  return interimOrderedOn !== undefined && valuedOn > interimOrderedOn ? 'netted' : 'reducesLoss';
}
