import type { Tx } from '@gusu/database';
import type { Cover, MovedPosition, PositionChange } from '../covered-position/covered-position.js';
import type { CoveredPositionService } from '../covered-position/covered-position.service.js';
import { contributionOf, positionChange } from '../covered-position/covered-position.rules.js';
import { coverOf, isDrawnLate } from '../filing/cover.rules.js';
import type { FilingDecisionService, SubmittedFiling } from '../filing/filing-decision.service.js';
import { filingReceipt } from '../filing/filing-receipt.rules.js';
import type { LoanFiling } from '../filing/filing.js';
import type { FilingRepository } from '../filing/filing.repository.js';
import { loanKey, type BankEvent, type EventVerdict, type ReceivedEvent } from './bank-event.js';
import type { NumberedLoan } from './bank-event.repository.js';
import type { Desk } from './event-desk.js';

type FilingFact = Extract<BankEvent['fact'], { type: 'filing.submitted' }>;

/** A fuse stopped new filings between the decision on one and the end of its group; the group is recorded again. */
export class FuseTrippedMeanwhile extends Error {}

/** What a group of events does to the cover of its loans: filings decided or taken back, and the positions of pools moved. */
export class LoanCoverService {
  constructor(
    private readonly decisions: FilingDecisionService,
    private readonly filings: FilingRepository,
    private readonly positions: CoveredPositionService,
  ) {}

  /** Only groups in which a filing takes effect or is taken back pay for decisions, and only those with covered loans for positions. */
  async settle(tx: Tx, desks: readonly Desk[], numbered: readonly NumberedLoan[]): Promise<LoanFiling[]> {
    const touched = desks.filter((desk) => desk.isTouched);
    const news = touched.map((desk) => ({ loan: desk.loan, ...desk.filingNews() }));
    const ended = await this.decisions.takeBack(
      tx,
      news.flatMap(({ loan: { bankCode }, reversedId: eventId }) => (eventId ? [{ bankCode, eventId }] : [])),
    );
    const numbers = new Map(numbered.map((one) => [keyOf(one), one.filingNo ?? undefined]));
    const submitted = news.flatMap(({ loan, taken, isTroubled }) => {
      if (taken?.fact.type !== 'filing.submitted') return [];
      // A due bill that had a number before was filed before; what stands there is never decided again (I-10).
      const filingNo = loan.filingNo === null ? numbers.get(keyOf(loan)) : undefined;
      return [submittedFiling(taken, taken.fact, { filingNo, isTroubled })];
    });
    const decided = await this.decisions.decide(tx, submitted);
    const lapsed = await this.decisions.lapse(tx, lateOf(touched, ended, decided));
    const moved = await this.positions.move(tx, changesOf(touched, [...ended, ...lapsed], decided));
    if (isStopped(decided, moved)) throw new FuseTrippedMeanwhile();
    return decided;
  }

  /** Adds to the receipts of filings what was decided on them, now or when they came first. */
  async withDecisions(
    tx: Tx,
    received: readonly ReceivedEvent[],
    verdicts: readonly EventVerdict[],
    decided: readonly LoanFiling[],
  ): Promise<EventVerdict[]> {
    const isAsked = (index: number) => {
      const verdict = verdicts[index];
      const isFiling = received[index]?.event.fact.type === 'filing.submitted';
      return isFiling && verdict && verdict.kind !== 'refused' && verdict.receipt.status === 'APPLIED';
    };
    const asked = received.filter((_, index) => isAsked(index)).map(({ event }) => event);
    if (asked.length === 0) return [...verdicts];
    const known = new Map(decided.map((filing) => [eventKeyOf(filing), filing]));
    const earlier = asked.filter((event) => !known.has(eventKeyOf(event)));
    if (earlier.length > 0)
      for (const filing of await this.filings.ofEvents(tx, earlier)) known.set(eventKeyOf(filing), filing);
    return verdicts.map((verdict, index) => {
      const event = received[index]?.event;
      const filing = event && known.get(eventKeyOf(event));
      if (!filing || !isAsked(index) || verdict.kind === 'refused') return verdict;
      return { ...verdict, receipt: { ...verdict.receipt, filing: filingReceipt(filing) } };
    });
  }
}

const eventKeyOf = ({ bankCode, eventId }: { bankCode: string; eventId: string }) => `${bankCode} ${eventId}`;
const keyOf = ({ bankCode, dueBillNo }: { bankCode: string; dueBillNo: string }) =>
  loanKey(bankCode, dueBillNo);

function submittedFiling(
  { bankCode, dueBillNo, eventId, valueDate: filedOn }: BankEvent,
  fact: FilingFact,
  { filingNo, isTroubled }: { filingNo: string | undefined; isTroubled: boolean },
): SubmittedFiling {
  const { contractNo, creditCode, programme, plannedAmountFen: plannedFen, ratePpm } = fact;
  const { tenorMonths, guaranteeMode, creditPortionBps, isFirstLoan, agreedShareBps } = fact;
  const asked = {
    ...{ plannedFen, ratePpm, tenorMonths, guaranteeMode, creditPortionBps, isFirstLoan },
    ...(agreedShareBps === undefined ? {} : { agreedShareBps }),
  };
  const subject = { filingNo, bankCode, dueBillNo, eventId, contractNo, creditCode, programme };
  return { ...subject, request: { ...asked, filedOn, isTroubled } };
}

/** Filings in force whose loans turn out to have been drawn too late. */
function lateOf(
  desks: readonly Desk[],
  ended: readonly LoanFiling[],
  decided: readonly LoanFiling[],
): string[] {
  const endedNos = new Set(ended.map(({ filingNo }) => filingNo));
  const newCovers = new Map(decided.map((filing) => [keyOf(filing), coverOf(filing)]));
  return desks.flatMap(({ loan, stateNow }) => {
    const cover = newCovers.get(keyOf(loan)) ?? loan.cover;
    return cover && !endedNos.has(cover.filingNo) && isDrawnLate(stateNow, cover) ? [cover.filingNo] : [];
  });
}

/** How positions move by what the group did to its loans and to their filings. */
function changesOf(
  desks: readonly Desk[],
  ended: readonly LoanFiling[],
  decided: readonly LoanFiling[],
): PositionChange[] {
  const endedNos = new Set(ended.map(({ filingNo }) => filingNo));
  const newCovers = new Map(decided.map((filing) => [keyOf(filing), coverOf(filing)]));
  return desks.flatMap(({ loan, stateBefore, stateNow }) => {
    const key = keyOf(loan);
    const cover = newCovers.get(key) ?? loan.cover;
    const after = cover && endedNos.has(cover.filingNo) ? undefined : cover;
    if (!loan.cover && !after) return [];
    return coverChanges(loan.bankCode, [stateBefore, loan.cover], [stateNow, after]);
  });
}

type Covered = [state: Desk['stateNow'], cover: Cover | undefined];

// A loan that is filed anew under another programme leaves one pool and comes into another.
function coverChanges(bankCode: string, before: Covered, after: Covered): PositionChange[] {
  const pools = [...new Set([before[1]?.poolCode, after[1]?.poolCode])].filter((pool) => pool !== undefined);
  return pools.flatMap((poolCode) => {
    const within = ([state, cover]: Covered) =>
      contributionOf(state, cover?.poolCode === poolCode ? cover : undefined);
    return positionChange({ poolCode, bankCode }, within(before), within(after)) ?? [];
  });
}

// The levels are those from before this group: what it trips itself counts for the next one.
function isStopped(decided: readonly LoanFiling[], moved: readonly MovedPosition[]): boolean {
  const stopped = moved.filter(
    ({ fuseLevel }) => fuseLevel === 'STOP_NEW' || fuseLevel === 'STOP_COMPENSATION',
  );
  return decided.some(
    ({ status, poolCode, bankCode }) =>
      status === 'confirmed' &&
      stopped.some((each) => each.poolCode === poolCode && ['', bankCode].includes(each.bankCode)),
  );
}
