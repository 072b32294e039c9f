import { Database, type Tx } from '@gusu/database';
import { writeLoanPolicy } from '@gusu/policies';
import type { Actor } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { BankEventRepository } from '../bank-event/bank-event.repository.js';
import { ClaimGroundRepository } from '../claim/claim-ground.repository.js';
import { ClaimRepository } from '../claim/claim.repository.js';
import { measureDayOf } from '../recovery/compensation.rules.js';
import { CompensationRepository } from '../recovery/compensation.repository.js';
import type { AuditPackage, PackedEntry } from './audit-package.js';

/** Puts together what one paid loan rests on, as it stands at one moment. */
@Injectable()
export class AuditPackageRepository {
  constructor(
    private readonly database: Database,
    private readonly claims: ClaimRepository,
    private readonly compensations: CompensationRepository,
    private readonly grounds: ClaimGroundRepository,
    private readonly events: BankEventRepository,
  ) {}

  /** The loan is locked while it is read, so that no event comes between. @throws Refusal claim/not-found, recovery/not-found */
  pack(claimNo: string, caller: Actor): Promise<AuditPackage> {
    return this.database.transaction(async (tx) => {
      const claim = await this.claims.get(claimNo, caller);
      await this.grounds.lockLoan(tx, claim);
      const book = await this.compensations.get(claimNo, caller);
      const ground = await this.grounds.read(tx, claim, measureDayOf(book));
      if (!ground.filing || !ground.policy) throw new Error(`${claim.dueBillNo} was never filed`);
      const events = await this.events.ofLoans(tx, [claim]);
      const claims = await this.claims.lockOfLoan(tx, claim.bankCode, claim.dueBillNo);
      return {
        packageVersion: 1,
        claimNo,
        policy: writeLoanPolicy(ground.policy),
        filing: ground.filing,
        events: events.map(({ body, status, isSeparate }) => ({ body, status, isSeparate })),
        claims,
        ...book,
        ledger: await this.ledgerOf(tx, book.compensation.firstClaimNo),
      };
    });
  }

  /** Every posting for the claims of the loan, its recoveries, adjustments and remittances. */
  private ledgerOf(tx: Tx, firstClaimNo: string): Promise<PackedEntry[]> {
    return tx.query<PackedEntry>(
      `with of_loan (reference) as (
           select c.claim_no from claim c where coalesce(c.first_claim_no, c.claim_no) = $1
           union all select recovery_no from recovery where first_claim_no = $1
           union all select format('%s/%s', first_claim_no, adjustment_no) from claim_adjustment where first_claim_no = $1
           union all select format('%s/%s', remittance_no, voucher_no) from remittance join remittance_payment using (remittance_no)
             where first_claim_no = $1
           union all select format('%s/%s', claim_no, step_no) from claim_step join claim c using (claim_no)
             where coalesce(c.first_claim_no, c.claim_no) = $1)
         select ledger_version::int as "ledgerVersion", kind, p.reference, p.posted_on as "postedOn", account, amount_fen as "amountFen"
           from ledger_posting p join ledger_entry using (posting_id)
           where (p.kind, p.reference) in (
             select k, reference from of_loan,
               unnest(array['reserve', 'release', 'pay', 'recovery', 'correction', 'clawback', 'remittance']) k)
           order by ledger_version, entry_no`,
      [firstClaimNo],
    );
  }
}
