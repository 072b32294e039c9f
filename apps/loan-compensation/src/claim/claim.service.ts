import { refuse } from '@gusu/contracts';
import { audit, Database, type Tx } from '@gusu/database';
import { type Actor, type Clock, CLOCK, type Fen, localDateOf } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { obstaclesTo, requireAdmissible, triggerDayOf } from './admission.rules.js';
import type { Claim, ClaimDocument, ClaimKind, Trigger } from './claim.js';
import { ClaimCaseRepository } from './claim-case.repository.js';
import { overdueSinceOn, termsOf } from './claim-facts.rules.js';
import { ClaimFormulaService } from './claim-formula.service.js';
import { moveClaim } from './claim.rules.js';
import { auditOfClaim } from './claim-record.js';
import { ClaimStepService } from './claim-step.service.js';

/** What a bank says of a loss, with its pack. Amounts in fen. */
export interface ClaimRequest {
  bankCode: string;
  dueBillNo: string;
  kind: ClaimKind;
  trigger: Trigger;
  certifiedPrincipalFen: Fen;
  differenceReason?: string;
  otherPolicyPaidFen: Fen;
  documents: readonly ClaimDocument[];
}

/** What a bank does with its own claims. Locks: loan → pool → claims of the loan. */
@Injectable()
export class ClaimService {
  constructor(
    private readonly database: Database,
    private readonly cases: ClaimCaseRepository,
    private readonly steps: ClaimStepService,
    private readonly formula: ClaimFormulaService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A draft names its maker; what stands against it is told at once, and again when it is submitted. */
  async draft(tx: Tx, { bankCode, dueBillNo, ...asked }: ClaimRequest, maker: Actor): Promise<Claim> {
    if (maker.bank !== bankCode) throw refuse('bank/not-yours', { bankCode });
    const { claims, grounds } = this.cases;
    const now = this.clock.now();
    const on = localDateOf(now);
    await grounds.lockLoan(tx, { bankCode, dueBillNo });
    const others = await claims.lockOfLoan(tx, bankCode, dueBillNo);
    const ground = await grounds.read(tx, { bankCode, dueBillNo }, on);
    const terms = termsOf(ground);
    const subject = { ...asked, bankCode, dueBillNo };
    requireAdmissible(await this.formula.admission(tx, subject, { others, ground, on }), terms);
    const { filingNo = '', poolCode, creditCode, policyId } = ground.filing ?? {};
    const first = others.find(({ paymentNo }) => paymentNo !== undefined);
    const claim: Claim = {
      ...asked,
      claimNo: await claims.nextNo(tx, bankCode, on),
      bankCode,
      dueBillNo,
      filingNo,
      poolCode: poolCode ?? '',
      creditCode: creditCode ?? ('' as Claim['creditCode']),
      policyId: policyId ?? '',
      ...(first ? { firstClaimNo: first.claimNo } : {}),
      status: 'draft',
      suspensions: [],
      triggeredOn: triggerDayOf(overdueSinceOn(ground.loan, on) ?? on, terms),
      signatures: { maker: maker.id },
      returns: 0,
      version: 1,
      openedAt: now,
      changedAt: now,
    };
    await claims.insert(tx, claim);
    await claims.addStep(tx, claim, { move: 'draft', actorId: maker.id });
    audit.append(tx, auditOfClaim('draft', maker.id, claim));
    return claim;
  }

  /** Puts right what a draft or a returned claim says; whoever does it is its maker from then on. */
  amend(
    claimNo: string,
    amended: Omit<ClaimRequest, 'bankCode' | 'dueBillNo' | 'kind'>,
    maker: Actor,
  ): Promise<Claim> {
    return this.database.transaction(async (tx) => {
      const { claim, now } = await this.cases.open(tx, claimNo, maker, this.clock.now());
      const { status, signatures, version } = claim;
      if (status !== 'draft' && status !== 'returned')
        throw refuse('claim/move-not-legal', { status, move: 'amend' });
      const signed = { ...signatures, maker: maker.id, checker: undefined };
      const after = { ...claim, ...amended, signatures: signed, version: version + 1, changedAt: now };
      return this.steps.record(tx, after, 'amend', maker.id, claim);
    });
  }

  /** Another person of the bank submits for its branch; everything that stands against the claim is told at once (§13). */
  submit(claimNo: string, checker: Actor): Promise<Claim> {
    return this.database.transaction(async (tx) => {
      const opened = await this.cases.open(tx, claimNo, checker, this.clock.now());
      const submitted = moveClaim(opened.claim, 'submit', { actor: checker, now: opened.now }, opened.terms);
      requireAdmissible(await this.formula.admission(tx, opened.claim, opened), opened.terms);
      const first = { submittedOn: opened.claim.submittedOn ?? opened.on };
      return this.steps.record(tx, { ...submitted, ...first }, 'submit', checker.id, opened.claim);
    });
  }

  /** What stands against a claim today, for whoever looks at it. */
  obstacles(claimNo: string, caller: Actor) {
    return this.database.transaction(async (tx) => {
      const opened = await this.cases.open(tx, claimNo, caller, this.clock.now());
      return obstaclesTo(await this.formula.admission(tx, opened.claim, opened), opened.terms);
    });
  }
}
