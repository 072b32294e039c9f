import { refuse } from '@gusu/contracts';
import { Database, isUniqueViolation, type Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import type { Revocation } from './revocation.js';

const COLUMNS = `revocation_id as "revocationId", filing_no as "filingNo", doc_no as "docNo", reason, status,
  requested_by as "requestedBy", requested_at as "requestedAt", decided_by as "decidedBy", decided_at as "decidedAt"`;

@Injectable()
export class RevocationRepository {
  constructor(private readonly database: Database) {}

  /** @throws Refusal filing-revocation/already-requested */
  async insert(tx: Tx, revocation: Revocation): Promise<void> {
    const { revocationId, filingNo, docNo, reason, status, requestedBy, requestedAt } = revocation;
    try {
      await tx.execute(
        `insert into filing_revocation (revocation_id, filing_no, doc_no, reason, status, requested_by, requested_at)
           values ($1, $2, $3, $4, $5, $6, $7)`,
        [revocationId, filingNo, docNo, reason, status, requestedBy, requestedAt],
      );
    } catch (error) {
      if (isUniqueViolation(error)) throw refuse('filing-revocation/already-requested', { filingNo });
      throw error;
    }
  }

  /** Locked after its filing. @throws Refusal filing-revocation/not-found */
  async lock(tx: Tx, filingNo: string, revocationId: string): Promise<Revocation> {
    const [found] = await tx.query<Revocation>(
      `select ${COLUMNS} from filing_revocation where filing_no = $1 and revocation_id = $2 for update`,
      [filingNo, revocationId],
    );
    if (!found) throw refuse('filing-revocation/not-found', { filingNo, revocationId });
    return found;
  }

  async decide(tx: Tx, { revocationId, status, decidedBy, decidedAt }: Revocation): Promise<void> {
    await tx.execute(
      'update filing_revocation set status = $2, decided_by = $3, decided_at = $4 where revocation_id = $1',
      [revocationId, status, decidedBy, decidedAt],
    );
  }

  /** The newest first. */
  list(filingNo: string): Promise<Revocation[]> {
    return this.database.query<Revocation>(
      `select ${COLUMNS} from filing_revocation where filing_no = $1 order by requested_at desc, revocation_id`,
      [filingNo],
    );
  }
}
