import type { Fen, LocalDate, SignedFen } from '@gusu/values';
import {
  type BankReceipt,
  type Compensation,
  type LevelAmount,
  type OpenEpoch,
  type PartyShare,
  POOL,
  type Recovery,
} from './compensation.js';
import { nestedFloor } from './nested-floor.rules.js';
import { correctReceipt, shareReceipt, type SharingTerms, sharesSoFar } from './recovery.rules.js';
import type { SharedReceipt } from './sharing.js';

const sumOf = (amounts: readonly PartyShare[]): SignedFen =>
  amounts.reduce((sum, { amountFen }) => sum + amountFen, 0n);

/** How the levels share what came to the pool in an epoch: cumulatively, so that neither order nor size of the receipts matters. */
function levelChange(epoch: OpenEpoch, beforeFen: Fen, afterFen: Fen): LevelAmount[] {
  const weights = epoch.layers.map(({ amountFen }) => (amountFen > 0n ? amountFen : 0n));
  const before = nestedFloor(beforeFen, weights);
  const after = nestedFloor(afterFen, weights);
  return epoch.layers.map(({ level }, index) => ({
    level,
    amountFen: (after[index] ?? 0n) - (before[index] ?? 0n),
  }));
}

const poolSoFar = (epoch: OpenEpoch, terms: SharingTerms): Fen => sharesSoFar(epoch, terms).shares[0] ?? 0n;

/** What a receipt brings, without its number and its time. */
export type Booked = Omit<Recovery, 'recoveryNo' | 'bookedAt'>;

type Source = Pick<Compensation, 'firstClaimNo' | 'bankCode' | 'dueBillNo'>;

/**
 * Shares one receipt among those who bear the loss (funding.md §7.6, AT-03 to AT-05, AT-11, AT-28): pool, guarantors and bank by their burdens, then
 * the pool's share among its levels by theirs. I-14: the shares, the uncovered part and the excess are the net receipt.
 */
export function bookReceipt(
  source: Source,
  epoch: OpenEpoch,
  receipt: BankReceipt,
  terms: SharingTerms,
): { epoch: OpenEpoch; recovery: Booked } {
  const { epoch: after, shared } = shareReceipt(epoch, receipt, terms);
  const next = { ...epoch, ...after };
  const layers = levelChange(epoch, poolSoFar(epoch, terms), poolSoFar(next, terms));
  return { epoch: next, recovery: bookedOf(source, epoch, receipt, { ...shared, layers }) };
}

/** Between an interim payment and the final claim a receipt is taken off the loss instead of being shared (funding.md §7.8). */
export function netReceipt(source: Source, receipt: BankReceipt, terms: SharingTerms): Booked {
  const empty = { epochNo: 0, burdens: [], uncoveredFen: 0n, recoveredFen: 0n, costCarryFen: 0n };
  const { shared } = shareReceipt(empty, receipt, terms);
  const netted = { ...shared, shares: [], uncoveredFen: 0n, excessFen: 0n, layers: [] };
  return { ...bookedOf(source, undefined, receipt, netted), epochNo: null };
}

function bookedOf(
  { firstClaimNo, bankCode, dueBillNo }: Source,
  epoch: OpenEpoch | undefined,
  { eventId, corrects, grossFen, costFen, retypedFrom, channel, receivedOn }: BankReceipt,
  shared: SharedReceipt & { layers: LevelAmount[] },
): Booked {
  const { allowedCostFen, disallowedCostFen, netFen, uncoveredFen, excessFen, layers } = shared;
  const shares = (epoch?.burdens ?? []).map(({ party }, index) => ({
    party,
    amountFen: shared.shares[index] ?? 0n,
  }));
  const poolFen = sumOf(shares.filter(({ party }) => party === POOL));
  const given = {
    eventId,
    rootEventId: corrects ?? eventId,
    retypedFrom,
    channel,
    grossFen,
    costFen,
    receivedOn,
  };
  return {
    firstClaimNo,
    bankCode,
    dueBillNo,
    epochNo: epoch?.epochNo ?? null,
    kind: 'receipt',
    ...given,
    allowedCostFen,
    disallowedCostFen,
    netFen,
    shares,
    layers,
    poolFen,
    othersFen: sumOf(shares) - poolFen,
    uncoveredFen,
    excessFen,
  };
}

/** What a booked receipt turns out to have been: nothing, where its event was taken back. */
export interface RightReceipt {
  eventId: string;
  grossFen: Fen;
  costFen: Fen;
  receivedOn: LocalDate;
}

/**
 * Books what changes about a receipt that was wrong, in the epoch it was shared in (AT-10): the rows of the wrong one stay, and the differences may be
 * negative.
 */
export function bookCorrection(
  epoch: OpenEpoch,
  booked: readonly Recovery[],
  right: RightReceipt,
  terms: SharingTerms,
): { epoch: OpenEpoch; recovery: Booked } | undefined {
  const [root] = booked;
  if (!root) return undefined;
  const total = (of: (row: Recovery) => SignedFen) => booked.reduce((sum, row) => sum + of(row), 0n);
  const alone = { ...epoch, recoveredFen: 0n, costCarryFen: 0n };
  const { allowedCostFen, disallowedCostFen, netFen } = shareReceipt(alone, right, terms).shared;
  const wrongNetFen = total((row) => row.netFen);
  const corrected = correctReceipt(epoch, { wrongNetFen, rightNetFen: netFen }, terms);
  const after = { ...epoch, ...corrected.epoch };
  const shared = {
    allowedCostFen: allowedCostFen - total((row) => row.allowedCostFen),
    disallowedCostFen: disallowedCostFen - total((row) => row.disallowedCostFen),
    netFen: netFen - wrongNetFen,
    shares: corrected.changes,
    uncoveredFen: corrected.uncoveredFen,
    excessFen: corrected.excessFen,
    layers: levelChange(epoch, poolSoFar(epoch, terms), poolSoFar(after, terms)),
  };
  const receipt: BankReceipt = {
    ...right,
    grossFen: right.grossFen - total((row) => row.grossFen),
    costFen: right.costFen - total((row) => row.costFen),
    retypedFrom: root.retypedFrom,
    channel: root.channel,
    corrects: root.rootEventId,
  };
  const recovery = bookedOf(root, epoch, receipt, shared);
  return { epoch: after, recovery: { ...recovery, kind: 'correction' } };
}
