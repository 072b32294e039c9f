import { FilingConfirmed, FilingFiled, FilingRefused } from '@gusu/contracts';
import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import type { LoanPolicy } from '@gusu/policies';
import { type Clock, CLOCK, type CreditCode, type Fen, type LocalDate } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { PolicyVersionRepository } from '../loan-policy/policy-version.repository.js';
import { borrowerOf, frozenBorrower } from './borrower.rules.js';
import { type FilingGround, FilingGroundRepository } from './filing-ground.repository.js';
import { FilingEndService } from './filing-end.service.js';
import type { FilingRequest, FilingStanding, LoanFiling } from './filing.js';
import { FilingRepository } from './filing.repository.js';
import { filingReceipt } from './filing-receipt.rules.js';
import { decideFiling } from './filing.rules.js';
import { quoteFor } from './rate-cap.rules.js';

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
    const decided: LoanFiling[] = [];
    for (const one of submitted) decided.push(await this.decideOne(tx, one, ground, decided));
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
    before: readonly LoanFiling[],
  ): Promise<LoanFiling> {
    const { request, programme, creditCode, bankCode, dueBillNo } = submitted;
    const known = ground.enterprises.find((each) => each.creditCode === creditCode);
    if (!known) throw new Error(`${creditCode} filed a loan and is not in the copy`);
    const policy = await this.policyFor(tx, ground, programme, request.filedOn);
    const standing = standingOf(submitted, ground, before, policy);
    const borrower = borrowerOf(known, request.filedOn);
    const decision = decideFiling({ request, borrower, standing, policy });
    const filingNo =
      submitted.filingNo ?? (await this.filings.renumber(tx, bankCode, dueBillNo, request.filedOn));
    const poolCode = ground.pools.find((pool) => pool.programme === programme)?.poolCode ?? null;
    const frozen = frozenBorrower(known, borrower);
    return {
      ...UNBOUND,
      ...requestOf(submitted),
      filingNo,
      poolCode,
      borrower: frozen,
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

const sumOf = (amounts: readonly Fen[]): Fen => amounts.reduce((sum, amount) => sum + amount, 0n);

/** Against what was there under the locks, and against what this group has filed already. */
function standingOf(
  { programme, creditCode, bankCode, request }: SubmittedFiling,
  ground: FilingGround,
  before: readonly LoanFiling[],
  policy: LoanPolicy | undefined,
): FilingStanding {
  const filed = before.filter((each) => each.programme === programme && each.status === 'confirmed');
  const filedBy = (isOf: (filing: LoanFiling) => boolean) =>
    sumOf(filed.filter(isOf).map(({ filedFen }) => filedFen));
  const held = ground.held.filter((each) => each.programme === programme && each.creditCode === creditCode);
  const live = held.filter(({ loanStatus }) => !['settled', 'renewed'].includes(loanStatus));
  const ofEnterprise = filed.filter((each) => each.creditCode === creditCode);
  const pool = ground.pools.find((each) => each.programme === programme);
  const bank = ground.banks.find((each) => each.programme === programme && each.bankCode === bankCode);
  const lprPpm = policy && quoteFor(request.filedOn, ground.quotes, policy.terms)?.ratePpm;
  return {
    enterpriseLiveFen:
      sumOf(held.map(({ heldFen }) => heldFen)) + filedBy((each) => each.creditCode === creditCode),
    enterpriseLiveLoans: live.length + ofEnterprise.length,
    bankLiveFen: (bank?.heldFen ?? 0n) + filedBy((each) => each.bankCode === bankCode),
    bankFuse: bank?.fuse ?? 'NORMAL',
    ...(pool && {
      pool: {
        capitalFen: pool.capitalFen,
        coveredFen: pool.coveredFen + filedBy(() => true),
        fuse: pool.fuse,
      },
    }),
    ...(lprPpm === undefined ? {} : { lprPpm }),
  };
}
