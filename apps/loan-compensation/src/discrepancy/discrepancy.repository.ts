import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Actor } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { Discrepancy } from './discrepancy.js';
import type { ExceptionQuery } from './discrepancy.dto.js';
import { EXCEPTION } from './discrepancy.row.js';

@Injectable()
export class DiscrepancyRepository {
  constructor(private readonly database: Database) {}

  /** The most urgent first; a bank sees those of its own loans. */
  list({ status, severity, bankCode, dueBillNo, after, limit }: ExceptionQuery, caller: Actor) {
    return this.database.query<Discrepancy>(
      `select ${EXCEPTION} from discrepancy
         where status = $1 and ($2::text is null or severity = $2) and ($3::text is null or bank_code = $3)
           and ($4::text is null or due_bill_no = $4) and ($5::text is null or bank_code = $5)
           and ($6::uuid is null or (due_on, discrepancy_id) > (select due_on, discrepancy_id from discrepancy where discrepancy_id = $6))
         order by due_on, discrepancy_id limit $7`,
      [
        status,
        severity ?? null,
        bankCode ?? null,
        dueBillNo ?? null,
        caller.bank ?? null,
        after ?? null,
        limit,
      ],
    );
  }

  /** @throws Refusal discrepancy/not-found */
  async lock(tx: Tx, discrepancyId: string): Promise<Discrepancy> {
    const [found] = await tx.query<Discrepancy>(
      `select ${EXCEPTION} from discrepancy where discrepancy_id = $1 for update`,
      [discrepancyId],
    );
    if (!found) throw refuse('discrepancy/not-found', { discrepancyId });
    return found;
  }

  async resolve(tx: Tx, { discrepancyId, resolution, resolvedAt, resolvedBy, reason }: Discrepancy) {
    await tx.execute(
      `update discrepancy set status = 'resolved', resolution = $2, resolved_at = $3, resolved_by = $4, reason = $5
         where discrepancy_id = $1`,
      [discrepancyId, resolution, resolvedAt, resolvedBy, reason],
    );
  }

  /** Codes of the grave exceptions of a loan that are open: no claim on it is approved or paid meanwhile (funding.md §9 I-12). */
  async openGrave(tx: Tx, bankCode: string, dueBillNo: string): Promise<string[]> {
    const rows = await tx.query<{ code: string }>(
      `select code from discrepancy
         where bank_code = $1 and due_bill_no = $2 and status = 'open' and severity = 'high' order by code`,
      [bankCode, dueBillNo],
    );
    return rows.map(({ code }) => code);
  }
}
