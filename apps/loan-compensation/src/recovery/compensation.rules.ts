import type { Fen, LocalDate, SignedFen } from '@gusu/values';
import type { Claim } from '../claim/claim.js';
import type { ClaimQuote } from '../claim/quote.js';
import {
  BANK,
  type Compensation,
  type CompensationBook,
  type LevelAmount,
  type OpenEpoch,
  type PartyShare,
  POOL,
  type Recovery,
} from './compensation.js';
import { nextEpoch } from './epoch.rules.js';
import { nestedFloor } from './nested-floor.rules.js';
import { type SharingTerms, sharesSoFar } from './recovery.rules.js';

const sumOf = (amounts: readonly { amountFen: SignedFen }[]): SignedFen =>
  amounts.reduce((sum, { amountFen }) => sum + amountFen, 0n);

/** What the pool has paid for a loan, less what was clawed back. */
export const paidOf = ({ layers }: Pick<Compensation, 'layers'>): Fen => sumOf(layers);

/** Adds amounts level by level; a level that is new joins at the end. */
export function addLevels(
  to: readonly LevelAmount[],
  more: readonly LevelAmount[],
  sign = 1n,
): LevelAmount[] {
  const levels = [...new Set([...to, ...more].map(({ level }) => level))];
  const amountOf = (list: readonly LevelAmount[], level: string) =>
    sumOf(list.filter((each) => each.level === level));
  return levels.map((level) => ({ level, amountFen: amountOf(to, level) + sign * amountOf(more, level) }));
}

const borneByOthers = (guarantors: readonly PartyShare[]): Fen => sumOf(guarantors);

/** What each party bears of the loss in all, the bank taking what nobody else bears; recoveries not yet taken off. */
function burdensOf({ lossFen, guarantors, ...rest }: Compensation): PartyShare[] {
  const paidFen = paidOf(rest);
  const bankFen = lossFen - borneByOthers(guarantors) - paidFen;
  return [
    { party: POOL, amountFen: paidFen },
    ...guarantors,
    { party: BANK, amountFen: bankFen > 0n ? bankFen : 0n },
  ];
}

/** What the parties have had back of all receipts, corrections included. */
export function recoveredOf(recoveries: readonly Recovery[], party: string): SignedFen {
  return sumOf(recoveries.flatMap(({ shares }) => shares.filter((share) => share.party === party)));
}

export const recoveredLevels = (recoveries: readonly Recovery[]): LevelAmount[] =>
  recoveries.reduce<LevelAmount[]>((sum, { layers }) => addLevels(sum, layers), []);

/** The first epoch, whose burdens are what everybody really bears (AT-11). */
export function openEpoch(compensation: Compensation): OpenEpoch {
  const { uncoveredFen, layers } = compensation;
  return {
    epochNo: 1,
    burdens: burdensOf(compensation),
    uncoveredFen,
    recoveredFen: 0n,
    costCarryFen: 0n,
    layers,
  };
}

/** Closes the epoch because somebody's burden changed, and opens the next with what is borne less what came back (I-15, funding.md §7.7). */
export function followingEpoch(
  epoch: OpenEpoch,
  compensation: Compensation,
  recoveries: readonly Recovery[],
  terms: SharingTerms,
): OpenEpoch {
  const had = sharesSoFar(epoch, terms);
  const burdens = burdensOf(compensation).map(({ party, amountFen }) => {
    const index = epoch.burdens.findIndex((burden) => burden.party === party);
    const hadBeforeFen = recoveredOf(recoveries, party) - (had.shares[index] ?? 0n);
    return { party, amountFen: amountFen - hadBeforeFen };
  });
  const uncoveredBefore = recoveries.reduce((sum, each) => sum + each.uncoveredFen, 0n) - had.uncoveredFen;
  const borne = { burdens, uncoveredFen: compensation.uncoveredFen - uncoveredBefore };
  const layers = addLevels(compensation.layers, recoveredLevels(recoveries), -1n);
  return { ...nextEpoch(epoch, borne, terms).epoch, layers };
}

/** What a supplementary claim may bring: what late facts added to the entitlement and what a shared cap carried forward, less what it has brought. */
export function supplementaryFenOf(compensation: Compensation, newEntitledFen: Fen): Fen {
  const { entitledFen, carriedForwardFen, supplementedFen } = compensation;
  const unpaidFen = newEntitledFen - paidOf(compensation);
  const addedFen = newEntitledFen - entitledFen + carriedForwardFen - supplementedFen;
  const fen = unpaidFen < addedFen ? unpaidFen : addedFen;
  return fen > 0n ? fen : 0n;
}

/** A loss whose burdens have changed, level by level: what each level gets back of a claw-back (funding.md §7.9, AT-09). */
export function clawbackLevels(compensation: Compensation, clawbackFen: Fen): LevelAmount[] {
  const paid = compensation.layers;
  const before = paid.map(({ amountFen }) => amountFen);
  const left = nestedFloor(paidOf(compensation) - clawbackFen, before);
  return paid.map(({ level, amountFen }, index) => ({ level, amountFen: amountFen - (left[index] ?? 0n) }));
}

/** Whether nobody bears anything any more: everything came back (funding.md §6.1). */
export function isMadeWhole({ compensation, epoch }: CompensationBook, terms: SharingTerms): boolean {
  if (compensation.status !== 'recovering' || !epoch) return false;
  const { shares, uncoveredFen } = sharesSoFar(epoch, terms);
  return (
    epoch.burdens.every(({ amountFen }, index) => amountFen === (shares[index] ?? 0n)) &&
    epoch.uncoveredFen === uncoveredFen
  );
}

/** A loss is measured once, at the cut-off of the first payment: the final claim only takes off what came since (funding.md §7.8). */
export const measureDayOf = ({ compensation }: Pick<CompensationBook, 'compensation'>): LocalDate =>
  compensation.interimCutoffOn ?? compensation.cutoffOn;

/** What a claim that is paid makes of its loan (funding.md §7.7, §7.8): the first opens the compensation, a later one adds to what is borne. */
export function compensatePaid(
  book: CompensationBook | undefined,
  claim: Claim,
  now: Date,
): { compensation: Compensation; clawback: LevelAmount[] } {
  const { quote, cutoffOn, kind } = claim;
  if (!quote || !cutoffOn) throw new Error(`${claim.claimNo} was not ordered to be paid`);
  if (!book) return { compensation: firstOf(claim, quote, cutoffOn, now), clawback: [] };
  const { compensation } = book;
  const clawback = quote.payableFen < 0n ? clawbackLevels(compensation, -quote.payableFen) : [];
  const layers = addLevels(addLevels(compensation.layers, quote.layers), clawback, -1n);
  if (kind === 'SUPPLEMENTARY') {
    const supplementedFen = compensation.supplementedFen + quote.payableFen;
    return { compensation: { ...compensation, layers, supplementedFen }, clawback };
  }
  const { lossFen, entitledFen, carriedForwardFen, guarantors } = quote;
  const final = {
    lossFen,
    entitledFen,
    carriedForwardFen,
    guarantors,
    cutoffOn,
    status: 'recovering' as const,
  };
  return { compensation: { ...compensation, ...final, layers }, clawback };
}

function firstOf(claim: Claim, quote: ClaimQuote, cutoffOn: LocalDate, now: Date): Compensation {
  const { claimNo: firstClaimNo, bankCode, dueBillNo, poolCode, kind, certifiedPrincipalFen } = claim;
  const { lossFen, uncoveredFen, entitledFen, carriedForwardFen, guarantors, layers } = quote;
  const isInterim = kind === 'INTERIM';
  return {
    ...{ firstClaimNo, bankCode, dueBillNo, poolCode, certifiedPrincipalFen, cutoffOn },
    ...{ lossFen, uncoveredFen, entitledFen, carriedForwardFen, guarantors, layers },
    status: isInterim ? 'interim' : 'recovering',
    interimCutoffOn: isInterim ? cutoffOn : null,
    supplementedFen: 0n,
    loanVersion: NOT_FOLLOWED,
    openedAt: now,
    closedAt: null,
  };
}

/** No loan has this version, so that the next look follows it. */
const NOT_FOLLOWED = 0n;
