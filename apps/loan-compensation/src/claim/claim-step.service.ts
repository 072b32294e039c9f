import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import type { Actor } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { callbackOutbox } from '../callback/callback-outbox.repository.js';
import type { Claim, ClaimMove } from './claim.js';
import type { ClaimCase } from './claim-case.repository.js';
import { standingOf } from './claim-facts.rules.js';
import { ClaimRepository } from './claim.repository.js';
import { followLoan } from './claim.rules.js';
import { auditOfClaim, eventOfClaim } from './claim-record.js';
import { ClaimReserveService } from './claim-reserve.service.js';

/** Whoever acts where nobody does: the loan itself, through its bank's events. */
export const BY_ITSELF = 'system';

/** What every step of a claim has in common: it is stored, audited and told. */
@Injectable()
export class ClaimStepService {
  constructor(
    private readonly claims: ClaimRepository,
    private readonly reserves: ClaimReserveService,
  ) {}

  /**
   * First of all a claim follows its loan: it may have been cured, or its data be in doubt (funding.md §6.2). Returns the claim where that has
   * changed it; the step that was asked for is then not taken.
   */
  async follow(tx: Tx, opened: ClaimCase): Promise<Claim | undefined> {
    const { claim, ground, terms, on, now } = opened;
    const followed = followLoan(claim, standingOf(ground, on), terms, now);
    if (followed === claim) return undefined;
    if (followed.status === 'lapsed') await this.reserves.release(tx, opened, BY_ITSELF);
    const move = followed.status === 'lapsed' ? 'lapse' : 'suspend';
    return this.record(tx, followed, move, BY_ITSELF, claim);
  }

  /** A step of a person, unless the loan has decided otherwise meanwhile. */
  async take(
    tx: Tx,
    opened: ClaimCase,
    { move, actor }: { move: ClaimMove; actor: Actor },
    decide: (claim: Claim) => Claim,
  ): Promise<Claim> {
    const followed = await this.follow(tx, opened);
    if (followed) return followed;
    return this.record(tx, decide(opened.claim), move, actor.id, opened.claim);
  }

  async record(tx: Tx, after: Claim, move: string, actorId: string, before?: Claim): Promise<Claim> {
    const quote = after.quote === before?.quote ? undefined : after.quote;
    await this.claims.save(tx, after, { move, actorId, ...(quote ? { quote } : {}) });
    audit.append(tx, auditOfClaim(move, actorId, after, before));
    const event = eventOfClaim(after);
    if (event && after.status !== before?.status) {
      outbox.append(tx, event);
      // What a bank has done itself it need not be told.
      if (after.status !== 'submitted')
        await callbackOutbox.append(tx, [{ bankCode: after.bankCode, event }]);
    }
    return after;
  }
}
