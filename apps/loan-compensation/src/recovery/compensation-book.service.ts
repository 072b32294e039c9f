import type { Tx } from '@gusu/database';
import type { LoanTerms } from '@gusu/policies';
import type { SignedFen } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { Claim } from '../claim/claim.js';
import { compensationChange } from '../covered-position/covered-position.rules.js';
import { CoveredPositionService } from '../covered-position/covered-position.service.js';
import { coverOf } from '../filing/cover.rules.js';
import { FilingRepository } from '../filing/filing.repository.js';
import { type ClaimGround, lossFactsOf, termsOf } from '../claim/claim-facts.rules.js';
import { ClaimGroundRepository } from '../claim/claim-ground.repository.js';
import type { LateInflow } from '../loan/loan.js';
import { bookCorrection, bookReceipt, netReceipt } from './booking.rules.js';
import type { Compensation, CompensationBook, PaidAdjustment } from './compensation.js';
import { CompensationRepository } from './compensation.repository.js';
import { compensatePaid, followingEpoch, measureDayOf, openEpoch } from './compensation.rules.js';
import { adjustCompensation, reassess } from './reassessment.rules.js';
import { displacedReceipts, newReceipts } from './receipt.rules.js';
import { RecoveryRecordService } from './recovery-record.service.js';

interface Booking {
  terms: LoanTerms;
  now: Date;
}

/** Whoever acts where nobody does: the loan itself, through its bank's events. */
const BY_ITSELF = 'system';

/**
 * Keeps what is borne of a paid loan current with its bank's events: receipts are shared, wrong ones corrected, late facts adjust (funding.md §7.6 to
 * §7.9). It does nothing twice, so that it may be called by whoever wants to be sure. Locks: loan → pool → claims → compensation → ledger.
 */
@Injectable()
export class CompensationBookService {
  constructor(
    private readonly compensations: CompensationRepository,
    private readonly grounds: ClaimGroundRepository,
    private readonly records: RecoveryRecordService,
    private readonly filings: FilingRepository,
    private readonly positions: CoveredPositionService,
  ) {}

  /** A payment opens the compensation of its loan, or adds to it; whenever a burden changes, the next epoch begins. */
  async compensate(
    tx: Tx,
    claim: Claim,
    { terms, now, actorId }: Booking & { actorId: string },
  ): Promise<void> {
    const book = await this.compensations.find(tx, claim.bankCode, claim.dueBillNo);
    const { compensation, clawback } = compensatePaid(book, claim, now);
    if (book) await this.compensations.save(tx, compensation);
    else await this.compensations.insert(tx, compensation);
    await this.movePosition(tx, compensation, book === undefined, claim.quote?.payableFen ?? 0n);
    const at = { reason: claim.kind, at: now };
    const { firstClaimNo, status } = compensation;
    if (book?.epoch) {
      const next = followingEpoch(book.epoch, compensation, book.recoveries, terms);
      await this.compensations.openEpoch(tx, firstClaimNo, next, at);
    } else if (status === 'recovering')
      await this.compensations.openEpoch(tx, firstClaimNo, openEpoch(compensation), at);
    if (!book || clawback.length === 0) return;
    const adjustment = finalAdjustment(book, compensation, claim, now);
    await this.records.adjust(tx, compensation, { ...adjustment, layers: clawback }, { terms, now, actorId });
  }

  /** With the first payment the loan leaves what its pool covers; what was paid is to be recovered (funding.md §7.10). */
  private async movePosition(
    tx: Tx,
    compensation: Compensation,
    isFirst: boolean,
    paidFen: SignedFen,
  ): Promise<void> {
    const { poolCode, bankCode, dueBillNo } = compensation;
    const of = { poolCode, bankCode };
    if (!isFirst) return this.records.moveUnrecovered(tx, compensation, paidFen > 0n ? paidFen : 0n);
    const filing = await this.filings.findOf(tx, bankCode, dueBillNo);
    const cover = filing && coverOf(filing);
    if (!filing || !cover) throw new Error(`${dueBillNo} is not covered`);
    const state = await this.grounds.storedLoan(tx, compensation);
    await this.filings.markCompensated(tx, filing.filingNo);
    await this.positions.move(tx, [compensationChange(of, state, cover, paidFen)]);
  }

  /** Returns whether anything was booked. A loan that nothing was paid for has no book. */
  async follow(tx: Tx, dueBill: Pick<Claim, 'bankCode' | 'dueBillNo'>, now: Date): Promise<boolean> {
    const { bankCode, dueBillNo } = dueBill;
    const book = await this.compensations.find(tx, bankCode, dueBillNo);
    if (!book) return false;
    const ground = await this.grounds.read(tx, dueBill, measureDayOf(book));
    const booking = { terms: termsOf(ground), now };
    const corrected = await this.correct(tx, book, ground, booking);
    const received = await this.receive(tx, corrected, ground.loan.lateInflows, booking);
    const { certifiedPrincipalFen } = received.compensation;
    const loss = lossFactsOf({ certifiedPrincipalFen }, ground, measureDayOf(received));
    const reassessed = reassess(received, { loss, poolBps: ground.filing?.poolBps ?? 0 }, booking.terms);
    const reason = ground.filing?.status === 'confirmed' ? 'LATE_EVENT' : 'AUDIT';
    const adjusted = adjustCompensation(received, reassessed, { reason, now });
    if (adjusted) await this.adjust(tx, received, adjusted, booking);
    const compensation = adjusted?.compensation ?? received.compensation;
    const loanVersion = await this.grounds.loanVersion(tx, dueBill);
    await this.compensations.save(tx, { ...compensation, loanVersion });
    return received.recoveries.length > book.recoveries.length || adjusted !== undefined;
  }

  /** A receipt whose event was taken back, or put right, is corrected in the epoch it was shared in (AT-10). */
  private async correct(
    tx: Tx,
    book: CompensationBook,
    { loan, events }: Pick<ClaimGround, 'loan' | 'events'>,
    { terms, now }: Booking,
  ): Promise<CompensationBook> {
    let { epoch, recoveries } = book;
    const { compensation } = book;
    for (const { booked, byEventId: eventId, right } of displacedReceipts(
      recoveries,
      loan.lateInflows,
      events,
    )) {
      const { receivedOn = compensation.cutoffOn, epochNo = null } = booked[0] ?? {};
      const rightly = right ?? { eventId, grossFen: 0n, costFen: 0n, receivedOn };
      const shared =
        epochNo === null ? undefined : await this.compensations.epoch(tx, compensation.firstClaimNo, epochNo);
      const correction = bookCorrection(shared ?? NETTED, booked, rightly, terms);
      if (!correction) continue;
      const recovery = { ...correction.recovery, epochNo };
      const stored = await this.records.book(tx, compensation, recovery, { terms, now, of: booked });
      recoveries = [...recoveries, stored];
      if (!shared) continue;
      await this.compensations.countInEpoch(tx, compensation.firstClaimNo, correction.epoch);
      if (epoch && epoch.epochNo !== epochNo) {
        epoch = followingEpoch(epoch, compensation, recoveries, terms);
        await this.compensations.openEpoch(tx, compensation.firstClaimNo, epoch, {
          reason: 'CORRECTION',
          at: now,
        });
      } else epoch = correction.epoch;
    }
    return { ...book, epoch, recoveries };
  }

  private async receive(
    tx: Tx,
    book: CompensationBook,
    inflows: readonly LateInflow[],
    { terms, now }: Booking,
  ): Promise<CompensationBook> {
    const { compensation } = book;
    let { epoch } = book;
    const recoveries = [...book.recoveries];
    for (const receipt of newReceipts(inflows, recoveries)) {
      // Between an interim payment and the final one it is netted; a receipt is of the day it was received.
      const isNetted = compensation.interimCutoffOn !== null && receipt.receivedOn <= compensation.cutoffOn;
      const booked = epoch && !isNetted ? bookReceipt(compensation, epoch, receipt, terms) : undefined;
      const recovery = booked?.recovery ?? netReceipt(compensation, receipt, terms);
      recoveries.push(await this.records.book(tx, compensation, recovery, { terms, now }));
      if (!booked) continue;
      ({ epoch } = booked);
      await this.compensations.countInEpoch(tx, compensation.firstClaimNo, epoch);
    }
    return { ...book, epoch, recoveries };
  }

  private async adjust(
    tx: Tx,
    { epoch, recoveries }: CompensationBook,
    { compensation, adjustment }: { compensation: Compensation; adjustment: PaidAdjustment },
    { terms, now }: Booking,
  ): Promise<void> {
    const { firstClaimNo } = compensation;
    if (epoch) {
      const next = followingEpoch(epoch, compensation, recoveries, terms);
      await this.compensations.openEpoch(tx, firstClaimNo, next, { reason: adjustment.reason, at: now });
    }
    await this.records.adjust(tx, compensation, adjustment, { terms, now, actorId: BY_ITSELF });
  }
}

/** What was netted is borne by nobody: a correction of it has no shares. */
const NETTED = { epochNo: 0, burdens: [], layers: [], uncoveredFen: 0n, recoveredFen: 0n, costCarryFen: 0n };

function finalAdjustment(
  { compensation: before, adjustments }: CompensationBook,
  { firstClaimNo, lossFen, entitledFen }: Compensation,
  { quote }: Claim,
  now: Date,
): PaidAdjustment {
  const oldPaidFen = before.layers.reduce((sum, { amountFen }) => sum + amountFen, 0n);
  return {
    firstClaimNo,
    adjustmentNo: adjustments + 1,
    reason: 'FINAL_CLAIM',
    oldLossFen: before.lossFen,
    newLossFen: lossFen,
    oldPaidFen,
    newEntitledFen: entitledFen,
    clawbackFen: -(quote?.payableFen ?? 0n),
    layers: [],
    adjustedAt: now,
  };
}
