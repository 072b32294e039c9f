import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Actor } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { DeclarationListQuery } from '../enterprise/declaration.dto.js';
import { insiderScope } from '../enterprise/insider-scope.js';
import type { DossierItem, DossierKind } from './dossier.js';
import {
  DOSSIER_COLUMNS,
  DOSSIER_PARAMETERS,
  dossierItemOf,
  type DossierRow,
  dossierValues,
} from './dossier.row.js';

@Injectable()
export class DossierRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, item: DossierItem): Promise<void> {
    await tx.execute(
      `insert into dossier_item (${DOSSIER_COLUMNS}) values (${DOSSIER_PARAMETERS})`,
      dossierValues(item),
    );
  }

  /** The caller holds the lock of the enterprise. @throws declaration/not-found */
  async get(tx: Tx, creditCode: string, itemId: string): Promise<DossierItem> {
    const [row] = await tx.query<DossierRow>(
      `select ${DOSSIER_COLUMNS} from dossier_item where item_id = $1::uuid and credit_code = $2`,
      [itemId, creditCode],
    );
    if (!row) throw refuse('declaration/not-found', { itemId });
    return dossierItemOf(row);
  }

  /** What an item says never changes; what became of it does. */
  async save(tx: Tx, item: DossierItem): Promise<void> {
    await tx.execute(
      `update dossier_item set (status, rejection_reasons, decided_by, decided_at, withdrawn_at) =
         ($2, $3::jsonb, $4, $5::timestamptz, $6::timestamptz)
       where item_id = $1`,
      [
        item.itemId,
        item.status,
        JSON.stringify(item.rejectionReasons),
        item.decidedBy ?? null,
        item.decidedAt ?? null,
        item.withdrawnAt ?? null,
      ],
    );
  }

  /** The items of one enterprise in any status, newest first. */
  async ofEnterprise(creditCode: string, caller: Actor): Promise<DossierItem[]> {
    const scope = insiderScope(caller, 2);
    const rows = await this.database.query<DossierRow>(
      `select ${DOSSIER_COLUMNS} from dossier_item
       where credit_code = $1 and exists (select 1 from enterprise e where e.credit_code = $1 and ${scope.sql})
       order by declared_at desc, item_id`,
      [creditCode, ...scope.values],
    );
    return rows.map(dossierItemOf);
  }

  /** Items in one status, of the enterprises this caller is responsible for. */
  async list(query: DeclarationListQuery & { kind?: DossierKind }, caller: Actor): Promise<DossierItem[]> {
    const scope = insiderScope(caller, 6);
    const rows = await this.database.query<DossierRow>(
      `select ${DOSSIER_COLUMNS} from dossier_item i
       where status = $1 and ($2::uuid is null or item_id > $2) and ($5::text is null or kind = $5)
         and exists (select 1 from enterprise e where e.credit_code = i.credit_code
           and ($3::text is null or e.district_code = $3) and ${scope.sql})
       order by item_id limit $4::integer`,
      [
        query.status,
        query.after ?? null,
        query.district ?? null,
        query.limit,
        query.kind ?? null,
        ...scope.values,
      ],
    );
    return rows.map(dossierItemOf);
  }
}
