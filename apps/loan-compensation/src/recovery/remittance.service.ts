import { refuse } from '@gusu/contracts';
import { audit, Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { type Actor, type Clock, CLOCK } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { ClaimRepository } from '../claim/claim.repository.js';
import { POOL_CASH } from '../pool/ledger.js';
import { LedgerRepository } from '../pool/ledger.repository.js';
import { PoolRepository } from '../pool/pool.repository.js';
import { clawbackReceivableOf, receivableOf } from './recovery-posting.js';
import { outstandingOf, type Remittance, type RemittancePayment } from './remittance.js';
import { RemittanceRepository } from './remittance.repository.js';
import { reconcileRemittance, recordRemittance, setOffRemittance } from './remittance.rules.js';

/** What banks remit to the pool. Locks: pool → remittance → ledger. */
@Injectable()
export class RemittanceService {
  constructor(
    private readonly database: Database,
    private readonly remittances: RemittanceRepository,
    private readonly ledgers: { pools: PoolRepository; ledger: LedgerRepository; claims: ClaimRepository },
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async record(tx: Tx, remittanceNo: string, payment: RemittancePayment, actor: Actor): Promise<Remittance> {
    const before = await this.open(tx, remittanceNo, actor);
    const now = this.clock.now();
    const after = recordRemittance(before, payment);
    await this.remittances.save(tx, after);
    await this.remittances.addPayment(tx, remittanceNo, payment, { recordedBy: actor.id, at: now });
    const { poolCode, bankCode, recoveryNo } = before;
    const { amountFen, voucherNo, remittedOn: valueOn } = payment;
    const owed = recoveryNo === null ? clawbackReceivableOf(bankCode) : receivableOf(bankCode);
    const lines = [
      { account: POOL_CASH, amountFen },
      { account: owed, amountFen: -amountFen },
    ];
    const reference = `${remittanceNo}/${voucherNo}`;
    const posting = { poolCode, kind: 'remittance' as const, reference, valueOn, lines };
    outbox.append(tx, await this.ledgers.ledger.post(tx, { ...posting, postedBy: actor.id, postedAt: now }));
    this.note(tx, 'record', actor, before, after);
    return after;
  }

  reconcile(remittanceNo: string, actor: Actor): Promise<Remittance> {
    return this.database.transaction(async (tx) => {
      const before = await this.open(tx, remittanceNo, actor);
      const recordedBy = await this.remittances.recordedBy(tx, remittanceNo);
      const after = reconcileRemittance(before, { actorId: actor.id, recordedBy });
      await this.remittances.save(tx, after);
      this.note(tx, 'reconcile', actor, before, after);
      return after;
    });
  }

  /** The payment of the claim, which another person records, takes it from what leaves the cash. */
  setOff(remittanceNo: string, claimNo: string, actor: Actor): Promise<Remittance> {
    return this.database.transaction(async (tx) => {
      const before = await this.open(tx, remittanceNo, actor);
      if (before.recoveryNo === null) throw refuse('remittance/move-not-legal', { move: 'setOff' });
      const claim = await this.ledgers.claims.lock(tx, claimNo);
      const setOff = await this.remittances.setOffAgainst(tx, claimNo);
      const setOffFen = setOff.reduce((sum, each) => sum + outstandingOf(each), 0n);
      const after = setOffRemittance(before, claim, setOffFen);
      await this.remittances.save(tx, after);
      this.note(tx, 'setOff', actor, before, after);
      return after;
    });
  }

  private async open(tx: Tx, remittanceNo: string, actor: Actor): Promise<Remittance> {
    const { poolCode } = await this.remittances.get(remittanceNo, actor);
    await this.ledgers.pools.lock(tx, poolCode);
    return this.remittances.lock(tx, remittanceNo);
  }

  private note(tx: Tx, action: string, actor: Actor, before: Remittance, after: Remittance): void {
    const at = this.clock.now().toISOString();
    const of = { objectType: 'remittance', objectId: before.remittanceNo, before, after };
    audit.append(tx, { at, actorId: actor.id, action: `remittance.${action}`, ...of });
  }
}
