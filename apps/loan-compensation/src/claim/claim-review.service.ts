import type { RefusalGround } from '@gusu/contracts';
import { Database } from '@gusu/database';
import { type Actor, type Clock, CLOCK } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import type { Claim } from './claim.js';
import { ClaimCaseRepository } from './claim-case.repository.js';
import {
  concludeNotice,
  moveClaim,
  rejectClaim,
  resumeClaim,
  returnClaim,
  suspendClaim,
} from './claim.rules.js';
import { ClaimReserveService } from './claim-reserve.service.js';
import { ClaimStepService } from './claim-step.service.js';

/** Steps that need nothing but the person who takes them. */
export type PlainStep = 'admit' | 'endorse' | 'verify';

/** What the agency and the bureau do with claims. Locks: loan → pool → claims of the loan. */
@Injectable()
export class ClaimReviewService {
  constructor(
    private readonly database: Database,
    private readonly cases: ClaimCaseRepository,
    private readonly steps: ClaimStepService,
    private readonly reserves: ClaimReserveService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  step(claimNo: string, move: PlainStep, actor: Actor): Promise<Claim> {
    return this.database.transaction(async (tx) => {
      const opened = await this.cases.open(tx, claimNo, actor, this.clock.now());
      const { terms, now } = opened;
      return this.steps.take(tx, opened, { move, actor }, (claim) =>
        moveClaim(claim, move, { actor, now }, terms),
      );
    });
  }

  return(claimNo: string, reason: string, actor: Actor): Promise<Claim> {
    return this.database.transaction(async (tx) => {
      const opened = await this.cases.open(tx, claimNo, actor, this.clock.now());
      const { terms, now } = opened;
      const decide = (claim: Claim) => returnClaim(claim, reason, { actor, now }, terms);
      return this.steps.take(tx, opened, { move: 'return', actor }, decide);
    });
  }

  conclude(claimNo: string, actor: Actor): Promise<Claim> {
    return this.database.transaction(async (tx) => {
      const opened = await this.cases.open(tx, claimNo, actor, this.clock.now());
      const { terms, now } = opened;
      const decide = (claim: Claim) => concludeNotice(claim, { actor, now }, terms);
      return this.steps.take(tx, opened, { move: 'conclude', actor }, decide);
    });
  }

  /** The bank takes its claim back; what is set aside for it becomes free. */
  withdraw(claimNo: string, reason: string, caller: Actor): Promise<Claim> {
    return this.database.transaction(async (tx) => {
      const opened = await this.cases.open(tx, claimNo, caller, this.clock.now());
      const moved = moveClaim(opened.claim, 'withdraw', { actor: caller, now: opened.now }, opened.terms);
      await this.reserves.release(tx, opened, caller.id);
      const withdrawn = { ...moved, suspendedFrom: undefined, suspensions: [], reason };
      return this.steps.record(tx, withdrawn, 'withdraw', caller.id, opened.claim);
    });
  }

  /** A refusal stands whatever the loan has become, so that the claim does not follow it first. */
  reject(
    claimNo: string,
    given: { refusalGround: RefusalGround; reason: string },
    actor: Actor,
  ): Promise<Claim> {
    return this.database.transaction(async (tx) => {
      const { claim, terms, now } = await this.cases.open(tx, claimNo, actor, this.clock.now());
      const rejected = rejectClaim(claim, given, { actor, now }, terms);
      return this.steps.record(tx, rejected, 'reject', actor.id, claim);
    });
  }

  suspend(claimNo: string, reason: string, actor: Actor): Promise<Claim> {
    return this.database.transaction(async (tx) => {
      const opened = await this.cases.open(tx, claimNo, actor, this.clock.now());
      const decide = (claim: Claim) => ({ ...suspendClaim(claim, ['STAFF'], opened.now), reason });
      return this.steps.take(tx, opened, { move: 'suspend', actor }, decide);
    });
  }

  /** It goes on only where neither the data nor a fuse stop it again. */
  resume(claimNo: string, actor: Actor): Promise<Claim> {
    return this.database.transaction(async (tx) => {
      const opened = await this.cases.open(tx, claimNo, actor, this.clock.now());
      const { claim, terms, now } = opened;
      const resumed = resumeClaim(claim, { actor, now }, terms);
      const followed = await this.steps.follow(tx, { ...opened, claim: resumed });
      return followed ?? this.steps.record(tx, resumed, 'resume', actor.id, claim);
    });
  }
}
