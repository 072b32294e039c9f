import { refuse } from '@gusu/contracts';
import { audit, Database } from '@gusu/database';
import { type Actor, type Clock, CLOCK } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { ClaimCaseRepository } from '../claim/claim-case.repository.js';
import { isPaid, movedBy } from '../claim/claim.rules.js';
import { CompensationBookService } from './compensation-book.service.js';
import { CompensationRepository } from './compensation.repository.js';
import { isMadeWhole } from './compensation.rules.js';
import { RemittanceRepository } from './remittance.repository.js';

/** Closes cases in which everything came back (funding.md §6.1). Locks: loan → pool → claims → compensation. */
@Injectable()
export class RecoveryCloseService {
  constructor(
    private readonly database: Database,
    private readonly cases: ClaimCaseRepository,
    private readonly books: CompensationBookService,
    private readonly recoveries: { compensations: CompensationRepository; remittances: RemittanceRepository },
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** All parties are whole and nothing is left to be remitted. @throws Refusal recovery/not-whole, recovery/not-remitted */
  close(claimNo: string, actor: Actor): Promise<void> {
    return this.database.transaction(async (tx) => {
      const opened = await this.cases.open(tx, claimNo, actor, this.clock.now());
      const { claim, terms, now } = opened;
      await this.books.follow(tx, claim, now);
      const { compensations, remittances } = this.recoveries;
      const book = await compensations.find(tx, claim.bankCode, claim.dueBillNo);
      if (!book) throw refuse('recovery/not-found', { claimNo });
      const { compensation } = book;
      if (!isMadeWhole(book, terms)) throw refuse('recovery/not-whole', { claimNo });
      const leftFen = await remittances.unsettledFen(tx, compensation.firstClaimNo);
      if (leftFen > 0n) throw refuse('recovery/not-remitted', { leftFen: Number(leftFen) });
      const closed = { ...compensation, status: 'closed' as const, closedAt: now };
      await compensations.save(tx, closed);
      for (const before of await this.cases.claims.lockOfLoan(tx, claim.bankCode, claim.dueBillNo))
        if (isPaid(before) && before.status !== 'closed')
          await this.cases.claims.save(tx, movedBy(before, 'close', now), {
            move: 'close',
            actorId: actor.id,
          });
      const of = {
        objectType: 'compensation',
        objectId: compensation.firstClaimNo,
        before: compensation,
        after: closed,
      };
      audit.append(tx, { at: now.toISOString(), actorId: actor.id, action: 'compensation.close', ...of });
    });
  }
}
