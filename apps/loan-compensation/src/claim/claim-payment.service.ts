import { Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { type Actor, type Clock, CLOCK, type LocalDate } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { EventRecorderService } from '../bank-event/event-recorder.service.js';
import { COMMITTED, RESERVED } from '../pool/ledger.js';
import { LedgerRepository } from '../pool/ledger.repository.js';
import { CompensationBookService } from '../recovery/compensation-book.service.js';
import { paymentLines, receivableOf } from '../recovery/recovery-posting.js';
import { outstandingOf } from '../recovery/remittance.js';
import { RemittanceRepository } from '../recovery/remittance.repository.js';
import { obstaclesTo } from './admission.rules.js';
import { approveClaim, orderPayment } from './approval.rules.js';
import type { Claim } from './claim.js';
import { type ClaimCase, ClaimCaseRepository } from './claim-case.repository.js';
import { ClaimFormulaService } from './claim-formula.service.js';
import { payClaim } from './claim.rules.js';
import { ClaimReserveService } from './claim-reserve.service.js';
import { ClaimStepService } from './claim-step.service.js';

/** Money set aside, ordered and paid (funding.md §6.2). Locks: loan → pool → claims → compensation → caps → ledger. */
@Injectable()
export class ClaimPaymentService {
  constructor(
    private readonly database: Database,
    private readonly cases: ClaimCaseRepository,
    private readonly steps: ClaimStepService,
    private readonly money: {
      formula: ClaimFormulaService;
      reserves: ClaimReserveService;
      books: CompensationBookService;
      recorder: EventRecorderService;
      ledger: LedgerRepository;
      remittances: RemittanceRepository;
    },
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Who would pay what if the claim were decided now, and what stands against it: the very call that a decision makes. */
  preview(claimNo: string, caller: Actor) {
    return this.database.transaction(async (tx) => {
      const opened = await this.cases.open(tx, claimNo, caller, this.clock.now());
      await this.money.books.follow(tx, opened.claim, opened.now);
      const quote = await this.money.formula.quote(tx, opened, mostOf(opened.claim));
      const admission = await this.money.formula.admission(
        tx,
        opened.claim,
        opened,
        isUnderReview(opened.claim),
      );
      return { claimNo, quote, obstacles: obstaclesTo(admission, opened.terms) };
    });
  }

  approve(claimNo: string, actor: Actor): Promise<Claim> {
    return this.database.transaction(async (tx) => {
      const opened = await this.cases.open(tx, claimNo, actor, this.clock.now());
      const followed = await this.steps.follow(tx, opened);
      if (followed) return followed;
      await this.money.books.follow(tx, opened.claim, opened.now);
      const reviewed = await this.review(tx, opened);
      const approved = approveClaim(opened.claim, reviewed, { actor, now: opened.now }, opened.terms);
      await this.money.reserves.reserve(tx, { ...opened, claim: approved }, actor.id);
      return this.steps.record(tx, approved, 'approve', actor.id, opened.claim);
    });
  }

  /** What the second look makes smaller becomes free again. */
  order(claimNo: string, actor: Actor): Promise<Claim> {
    return this.database.transaction(async (tx) => {
      const opened = await this.cases.open(tx, claimNo, actor, this.clock.now());
      const followed = await this.steps.follow(tx, opened);
      if (followed) return followed;
      await this.money.books.follow(tx, opened.claim, opened.now);
      const reviewed = await this.review(tx, opened);
      const ordered = orderPayment(opened.claim, reviewed, { actor, now: opened.now }, opened.terms);
      await this.money.reserves.trim(tx, { ...opened, claim: ordered }, actor.id);
      return this.steps.record(tx, ordered, 'order', actor.id, opened.claim);
    });
  }

  pay(claimNo: string, payment: { paymentNo: string; paidOn: LocalDate }, actor: Actor): Promise<Claim> {
    return this.database.transaction(async (tx) => {
      const opened = await this.cases.open(tx, claimNo, actor, this.clock.now());
      const followed = await this.steps.follow(tx, opened);
      if (followed) return followed;
      const paid = payClaim(opened.claim, payment, { actor, now: opened.now }, opened.terms);
      await this.money.books.compensate(tx, paid, {
        terms: opened.terms,
        actorId: actor.id,
        now: opened.now,
      });
      await this.post(tx, { ...opened, claim: paid }, actor.id);
      await this.setApart(tx, paid);
      return this.steps.record(tx, paid, 'pay', actor.id, opened.claim);
    });
  }

  private async review(tx: Tx, opened: ClaimCase) {
    const { formula } = this.money;
    return {
      admission: await formula.admission(tx, opened.claim, opened, true),
      quote: await formula.quote(tx, opened, mostOf(opened.claim)),
    };
  }

  /** From now on the loan keeps apart what comes in after the cut-off of its first payment. */
  private async setApart(tx: Tx, { bankCode, dueBillNo, cutoffOn }: Claim): Promise<void> {
    if (cutoffOn === undefined) return;
    await this.cases.grounds.setCutoff(tx, { bankCode, dueBillNo }, cutoffOn);
    await this.money.recorder.refold(tx, [{ bankCode, dueBillNo }]);
  }

  /** Cash leaves level by level, less what the bank owed and was set off; what was set aside is set aside no longer. */
  private async post(tx: Tx, opened: ClaimCase, actorId: string): Promise<void> {
    const { claim, now } = opened;
    const { claimNo, poolCode, bankCode, quote, paidOn } = claim;
    const usedFen = await this.money.reserves.use(tx, opened);
    const setOff = await this.money.remittances.setOffAgainst(tx, claimNo);
    const setOffs = setOff.map((each) => ({
      account: receivableOf(bankCode),
      amountFen: outstandingOf(each),
    }));
    const freed = [
      { account: COMMITTED, amountFen: -usedFen },
      { account: RESERVED, amountFen: usedFen },
    ];
    const lines = [...paymentLines(quote?.layers ?? [], setOffs), ...(usedFen > 0n ? freed : [])];
    if (lines.length === 0) return;
    const posting = { poolCode, kind: 'pay' as const, reference: claimNo, postedBy: actorId, postedAt: now };
    outbox.append(tx, await this.money.ledger.post(tx, { ...posting, valueOn: paidOn ?? opened.on, lines }));
  }
}

/** A claim that was approved brings what was approved at most. */
const mostOf = ({ status, quote }: Claim) =>
  (status === 'approved' || status === 'payOrdered') && quote !== undefined && quote.payableFen >= 0n
    ? quote.payableFen
    : undefined;

const isUnderReview = ({ submittedOn, status }: Claim) => submittedOn !== undefined && status !== 'returned';
