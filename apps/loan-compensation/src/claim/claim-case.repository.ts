import type { Tx } from '@gusu/database';
import type { LoanTerms } from '@gusu/policies';
import { type Actor, type LocalDate, localDateOf } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { PoolRepository } from '../pool/pool.repository.js';
import type { Claim } from './claim.js';
import { type ClaimGround, termsOf } from './claim-facts.rules.js';
import { ClaimGroundRepository } from './claim-ground.repository.js';
import { ClaimRepository } from './claim.repository.js';

/** A claim under lock with everything that a step of it is decided by. */
export interface ClaimCase {
  claim: Claim;
  /** The other claims of the loan, the oldest first. */
  others: readonly Claim[];
  ground: ClaimGround;
  terms: LoanTerms;
  on: LocalDate;
  now: Date;
}

/** Opens claims: loan → pool → claims of the loan, in this order whoever asks. */
@Injectable()
export class ClaimCaseRepository {
  constructor(
    readonly claims: ClaimRepository,
    readonly grounds: ClaimGroundRepository,
    private readonly pools: PoolRepository,
  ) {}

  /** To a bank, somebody else's claim does not exist. @throws Refusal claim/not-found */
  async open(tx: Tx, claimNo: string, caller: Actor, now: Date): Promise<ClaimCase> {
    const { bankCode, dueBillNo, poolCode, cutoffOn } = await this.claims.get(claimNo, caller);
    await this.grounds.lockLoan(tx, { bankCode, dueBillNo });
    await this.pools.lock(tx, poolCode);
    const ofLoan = await this.claims.lockOfLoan(tx, bankCode, dueBillNo);
    const claim = ofLoan.find((each) => each.claimNo === claimNo);
    if (!claim) throw new Error(`${claimNo} is gone`);
    const on = localDateOf(now);
    const ground = await this.grounds.read(tx, claim, cutoffOn ?? on);
    const others = ofLoan.filter((each) => each.claimNo !== claimNo);
    return { claim, others, ground, terms: termsOf(ground), on, now };
  }

  /** The same locks for a loan whose claim is paid: its bank's events are what is followed. */
  async openPaid(tx: Tx, dueBill: Pick<Claim, 'bankCode' | 'dueBillNo'>): Promise<void> {
    await this.grounds.lockLoan(tx, dueBill);
    const { poolCode } = await this.claims.getOfLoan(tx, dueBill);
    await this.pools.lock(tx, poolCode);
    await this.claims.lockOfLoan(tx, dueBill.bankCode, dueBill.dueBillNo);
  }
}
