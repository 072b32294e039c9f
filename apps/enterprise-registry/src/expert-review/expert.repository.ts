import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { CreditCode } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { Expert } from './expert.js';

interface ExpertRow {
  expertId: string;
  isFinance: boolean;
  isActive: boolean;
  conflicts: CreditCode[];
}

const SELECT = `select e.expert_id as "expertId", is_finance as "isFinance", is_active as "isActive",
  array(select credit_code from expert_conflict c where c.expert_id = e.expert_id order by credit_code) as conflicts
  from expert e`;

@Injectable()
export class ExpertRepository {
  constructor(private readonly database: Database) {}

  /** False when the expert is listed already. */
  async insert(tx: Tx, { expertId, isFinance, isActive, conflicts }: Expert): Promise<boolean> {
    const inserted = await tx.execute(
      'insert into expert (expert_id, is_finance, is_active) values ($1, $2, $3) on conflict do nothing',
      [expertId, isFinance, isActive],
    );
    for (const creditCode of conflicts) await this.addConflict(tx, expertId, creditCode);
    return inserted === 1;
  }

  async setActive(tx: Tx, expertId: string, isActive: boolean): Promise<void> {
    const changed = await tx.execute('update expert set is_active = $2 where expert_id = $1', [
      expertId,
      isActive,
    ]);
    if (changed === 0) throw refuse('expert/not-found', { expertId });
  }

  async addConflict(tx: Tx, expertId: string, creditCode: CreditCode): Promise<void> {
    await tx.execute(
      'insert into expert_conflict (expert_id, credit_code) values ($1, $2) on conflict do nothing',
      [expertId, creditCode],
    );
  }

  /** Everybody who may be drawn, with what stands in the way. */
  active(tx: Tx): Promise<Expert[]> {
    return tx.query<ExpertRow>(`${SELECT} where is_active order by e.expert_id`, []);
  }

  all(): Promise<Expert[]> {
    return this.database.query<ExpertRow>(`${SELECT} order by e.expert_id`, []);
  }
}
