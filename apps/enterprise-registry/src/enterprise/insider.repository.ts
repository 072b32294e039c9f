import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Actor } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { DRAFT_STATUSES, type Enterprise, isDraft } from './enterprise.js';
import { ENTERPRISE_COLUMNS, enterpriseOf, type EnterpriseRow } from './enterprise.row.js';
import { insiderScope } from './insider-scope.js';

const REGISTERED = `status not in (${DRAFT_STATUSES.map((status) => `'${status}'`).join(', ')})`;

/** Registered enterprises as their insiders find them: for everybody else they are not there. */
@Injectable()
export class InsiderRepository {
  constructor(private readonly database: Database) {}

  /**
   * The enterprise whose facts are to be written. Its row is the lock of all of them, so two writers come one after the other.
   * @throws enterprise/not-found
   */
  async lock(tx: Tx, creditCode: string, caller: Actor): Promise<Enterprise> {
    const scope = insiderScope(caller, 2);
    const [row] = await tx.query<EnterpriseRow>(
      `select ${ENTERPRISE_COLUMNS} from enterprise
       where credit_code = $1 and ${REGISTERED} and ${scope.sql} for no key update`,
      [creditCode, ...scope.values],
    );
    if (!row) throw refuse('enterprise/not-found', { creditCode });
    return enterpriseOf(row);
  }

  /** @throws enterprise/not-found */
  async get(creditCode: string, caller: Actor): Promise<Enterprise> {
    const enterprise = await this.getWithDrafts(creditCode, caller);
    if (isDraft(enterprise)) throw refuse('enterprise/not-found', { creditCode });
    return enterprise;
  }

  /**
   * The same for what is needed before an enterprise is verified: the papers that its registration stands on.
   * @throws enterprise/not-found
   */
  async getWithDrafts(creditCode: string, caller: Actor): Promise<Enterprise> {
    const scope = insiderScope(caller, 2);
    const [row] = await this.database.query<EnterpriseRow>(
      `select ${ENTERPRISE_COLUMNS} from enterprise where credit_code = $1 and ${scope.sql}`,
      [creditCode, ...scope.values],
    );
    if (!row) throw refuse('enterprise/not-found', { creditCode });
    return enterpriseOf(row);
  }
}
