import type { Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';

@Injectable()
export class DeadlineRepository {
  /** Whether this transaction alone may do that now; the lock goes with the transaction, however it ends. */
  async take(tx: Tx, work: string): Promise<boolean> {
    const [row] = await tx.query<{ taken: boolean }>(
      `select pg_try_advisory_xact_lock(hashtextextended('deadline ' || $1, 7)) as taken`,
      [work],
    );
    return row?.taken === true;
  }
}
