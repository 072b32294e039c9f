import { FilingConfirmed, FilingFiled, FilingRefused } from '@gusu/contracts';
import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import type { LoanPolicy } from '@gusu/policies';
import { type Clock, CLOCK, type CreditCode, type LocalDate } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { PolicyVersionRepository } from '../loan-policy/policy-version.repository.js';
import { borrowerOf, frozenBorrower } from './borrower.rules.js';
import type { FilingGround } from './filing-ground.js';
import { FilingGroundRepository } from './filing-ground.repository.js';
import { FilingEndService } from './filing-end.service.js';
import type { FilingRequest, LoanFiling } from './filing.js';
import { FilingRepository } from './filing.repository.js';
import { filingReceipt } from './filing-receipt.rules.js';
import { decideFiling } from './filing.rules.js';
import { StandingBook } from './standing-book.js';

/** A filing that a bank's event has just made: which, and what it asks. */
export interface SubmittedFiling {
  /** That of its due bill; absent when it follows one that was taken back and needs one of its own. */
  filingNo: string | undefined;
  bankCode: string;
  dueBillNo: string;
  eventId: string;
  contractNo: string;
  creditCode: CreditCode;
  programme: string;
  request: FilingRequest;
}

const DECIDED_BY = 'system:filing';

/**
 * Decides filings inside the transaction that records their events, so that a bank hears with its receipt whether its loan is covered. Each
 * is decided once. Locks, after the loans: pools by their codes.
 */
@Injectable()
export class FilingDecisionService {
  constructor(
    private readonly filings: FilingRepository,
    private readonly grounds: FilingGroundRepository,
    private readonly policies: PolicyVersionRepository,
    private readonly ends: FilingEndService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** In the order given: each counts against what those before it left of the caps. */
  async decide(tx: Tx, submitted: readonly SubmittedFiling[]): Promise<LoanFiling[]> {
    if (submitted.length === 0) return [];
    const asked = submitted.map(({ request, ...rest }) => ({ ...rest, filedOn: request.filedOn }));
    const ground = await this.grounds.open(tx, asked);
    const book = new StandingBook(ground);
    const decided: LoanFiling[] = [];
    for (const one of submitted) {
      const filing = await this.decideOne(tx, one, ground, book);
      book.enter(filing);
      decided.push(filing);
    }
    await this.filings.insert(tx, decided);
    for (const filing of decided) this.announce(tx, filing);
    return decided;
  }

  /** Ends what a bank took back by reversing its filing; one that was refused held nothing. */
  async takeBack(tx: Tx, events: readonly { bankCode: string; eventId: string }[]): Promise<LoanFiling[]> {
    if (events.length === 0) return [];
    const now = this.clock.now();
    const taken: LoanFiling[] = [];
    for (const filing of await this.filings.ofEvents(tx, events)) {
      if (filing.status !== 'confirmed') continue;
      const facts = { endedBy: `bank:${filing.bankCode}`, ending: 'takenBack', now } as const;
      taken.push(await this.ends.end(tx, filing, 'revoke', facts));
    }
    return taken;
  }

  /** Ends filings whose loans were drawn after their last day. */
  async lapse(tx: Tx, filingNos: readonly string[]): Promise<LoanFiling[]> {
    const lapsed: LoanFiling[] = [];
    for (const filingNo of filingNos) {
      const filing = await this.filings.lock(tx, filingNo);
      const facts = { endedBy: DECIDED_BY, ending: null, now: this.clock.now() };
      lapsed.push(await this.ends.end(tx, filing, 'lapse', facts));
    }
    return lapsed;
  }

  private async decideOne(
    tx: Tx,
    submitted: SubmittedFiling,
    ground: FilingGround,
    book: StandingBook,
  ): Promise<LoanFiling> {
    const { request, programme, creditCode, bankCode, dueBillNo } = submitted;
    const known = book.enterprise(creditCode);
    const policy = await this.policyFor(tx, ground, programme, request.filedOn);
    const standing = book.standingOf(submitted, policy);
    const borrower = borrowerOf(known, request.filedOn);
    const decision = decideFiling({ request, borrower, standing, policy });
    const filingNo =
      submitted.filingNo ?? (await this.filings.renumber(tx, bankCode, dueBillNo, request.filedOn));
    return {
      ...UNBOUND,
      ...requestOf(submitted),
      filingNo,
      poolCode: book.poolCode(programme),
      borrower: frozenBorrower(known, borrower),
      decidedAt: this.clock.now(),
      ...decision,
    };
  }

  private async policyFor(
    tx: Tx,
    { policies }: FilingGround,
    programme: string,
    day: LocalDate,
  ): Promise<LoanPolicy | undefined> {
    const inForce = policies.find((each) => each.programme === programme && each.day === day);
    return inForce && this.policies.policyOf(programme, inForce.version, tx);
  }

  private announce(tx: Tx, filing: LoanFiling): void {
    const { bankCode, dueBillNo, filingNo, creditCode, programme, filedOn, decidedAt: now } = filing;
    const subject = { bankCode, dueBillNo, filingNo, creditCode };
    const key = keyOf(filing);
    const plannedAmountFen = Number(filing.plannedFen);
    outbox.append(tx, FilingFiled.of(key, { ...subject, plannedAmountFen, filedAt: now.toISOString() }, now));
    const { decision, tier = '', policyId = '', filedFen = 0, conditionalUntil } = filingReceipt(filing);
    const { poolBps, bankBps, reasons } = filing;
    const about = { ...subject, programme, filedOn };
    if (decision === 'confirmed') {
      const condition = conditionalUntil === undefined ? {} : { conditionalUntil };
      const terms = { policyId, tier, filedFen, poolBps, bankBps, ...condition };
      outbox.append(tx, FilingConfirmed.of(key, { ...about, ...terms }, now));
    } else {
      const version = policyId === '' ? {} : { policyId };
      outbox.append(tx, FilingRefused.of(key, { ...about, ...version, reasons: [...reasons] }, now));
    }
    this.record(tx, filing, DECIDED_BY, decision === 'confirmed' ? 'filing.confirm' : 'filing.refuse');
  }

  private record(tx: Tx, filing: LoanFiling, actorId: string, action: string): void {
    const { filingNo: objectId, status } = filing;
    const at = filing.decidedAt.toISOString();
    const after = { ...filingReceipt(filing), status };
    audit.append(tx, { at, actorId, action, objectType: 'filing', objectId, after });
  }
}

const keyOf = ({ bankCode, dueBillNo }: LoanFiling): string => `${bankCode}:${dueBillNo}`;

/** What a filing has that nothing is bound to. */
const UNBOUND = {
  reasons: [],
  tier: null,
  filedFen: 0n,
  poolBps: 0,
  bankBps: 0,
  guarantorBps: 0,
  shareRules: [],
  layers: [],
  rateCapPpm: null,
  coverageMode: null,
  lapsesAfter: null,
  conditionalUntil: null,
  isCompensated: false,
  endedAt: null,
  endedBy: null,
  ending: null,
  endReason: null,
} satisfies Partial<LoanFiling>;

function requestOf({ request, ...submitted }: SubmittedFiling) {
  const { bankCode, dueBillNo, eventId, contractNo, creditCode, programme } = submitted;
  const { isTroubled: _isTroubled, agreedShareBps: _agreedShareBps, ...asked } = request;
  return { bankCode, dueBillNo, eventId, contractNo, creditCode, programme, ...asked };
}
