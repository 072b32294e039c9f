import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Actor, Programme } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { DeclarationListQuery } from '../enterprise/declaration.dto.js';
import { insiderScope } from '../enterprise/insider-scope.js';
import type { IntellectualProperty } from './intellectual-property.js';
import {
  PROPERTY_COLUMNS,
  PROPERTY_PARAMETERS,
  propertyOf,
  type PropertyRow,
  propertyValues,
  USED_IN,
} from './intellectual-property.row.js';

@Injectable()
export class IntellectualPropertyRepository {
  constructor(private readonly database: Database) {}

  /**
   * Stores a right that nobody holds yet, with the applications it was counted in before.
   * @throws intellectual-property/already-declared, intellectual-property/number-taken (without a word about who holds it)
   */
  async insert(tx: Tx, property: IntellectualProperty): Promise<IntellectualProperty> {
    const inserted = await tx.execute(
      `insert into intellectual_property (${PROPERTY_COLUMNS}) values (${PROPERTY_PARAMETERS})
       on conflict (class, number_key) where status in ('submitted', 'verified') do nothing`,
      propertyValues(property),
    );
    if (inserted === 1) return this.get(tx, property.creditCode, property.propertyId);
    const own = await tx.query(
      `select 1 from intellectual_property
       where class = $1 and number_key = $2 and credit_code = $3 and status in ('submitted', 'verified')`,
      [property.class, property.numberKey, property.creditCode],
    );
    const { class: of, number } = property;
    if (own.length > 0) throw refuse('intellectual-property/already-declared', { class: of, number });
    throw refuse('intellectual-property/number-taken', { class: of, number });
  }

  /** The caller holds the lock of the enterprise. @throws declaration/not-found */
  async get(tx: Tx, creditCode: string, propertyId: string): Promise<IntellectualProperty> {
    const [row] = await tx.query<PropertyRow>(
      `select ${PROPERTY_COLUMNS}, ${USED_IN} from intellectual_property p where property_id = $1::uuid and credit_code = $2`,
      [propertyId, creditCode],
    );
    if (!row) throw refuse('declaration/not-found', { propertyId });
    return propertyOf(row);
  }

  /** What a right is never changes; what became of it does. */
  async save(tx: Tx, property: IntellectualProperty): Promise<void> {
    await tx.execute(
      `update intellectual_property set (status, rejection_reasons, decided_by, decided_at, withdrawn_at, lapsed_on,
         lapse_reason) = ($2, $3::jsonb, $4, $5::timestamptz, $6::timestamptz, $7::date, $8)
       where property_id = $1`,
      [
        property.propertyId,
        property.status,
        JSON.stringify(property.rejectionReasons),
        property.decidedBy ?? null,
        property.decidedAt ?? null,
        property.withdrawnAt ?? null,
        property.lapsedOn ?? null,
        property.lapseReason ?? null,
      ],
    );
  }

  /**
   * Remembers that rights of an enterprise were counted in an application: once ever for a right and a programme, whoever holds
   * it then and later (cultivation-talent.md §3 H8, C7). Returns how many had not been counted before.
   */
  async recordUse(
    tx: Tx,
    creditCode: string,
    propertyIds: readonly string[],
    { programme, year }: { programme: Programme; year: number },
  ): Promise<number> {
    return tx.execute(
      `insert into intellectual_property_use (class, number_key, programme, year)
       select class, number_key, $3, $4::integer from intellectual_property
       where credit_code = $1 and property_id = any ($2::uuid[]) order by class, number_key
       on conflict do nothing`,
      [creditCode, propertyIds, programme, year],
    );
  }

  /** The ids of these rights of an enterprise, named as a policy sees them. */
  async idsOf(
    tx: Tx,
    creditCode: string,
    rights: readonly { class: string; number: string }[],
  ): Promise<string[]> {
    const rows = await tx.query<{ property_id: string }>(
      `select property_id from intellectual_property join unnest($2::text[], $3::text[]) as named (class, number)
         using (class, number)
       where credit_code = $1 and withdrawn_at is null`,
      [creditCode, rights.map((right) => right.class), rights.map(({ number }) => number)],
    );
    return rows.map((row) => row.property_id);
  }

  /** The rights of one enterprise in any status, newest first. */
  async ofEnterprise(creditCode: string, caller: Actor): Promise<IntellectualProperty[]> {
    const scope = insiderScope(caller, 2);
    const rows = await this.database.query<PropertyRow>(
      `select ${PROPERTY_COLUMNS}, ${USED_IN} from intellectual_property p
       where credit_code = $1 and exists (select 1 from enterprise e where e.credit_code = $1 and ${scope.sql})
       order by declared_at desc, property_id`,
      [creditCode, ...scope.values],
    );
    return rows.map(propertyOf);
  }

  /** Rights in one status, of the enterprises this caller is responsible for. */
  async list(query: DeclarationListQuery, caller: Actor): Promise<IntellectualProperty[]> {
    const scope = insiderScope(caller, 5);
    const rows = await this.database.query<PropertyRow>(
      `select ${PROPERTY_COLUMNS}, ${USED_IN} from intellectual_property p
       where status = $1 and ($2::uuid is null or property_id > $2)
         and exists (select 1 from enterprise e where e.credit_code = p.credit_code
           and ($3::text is null or e.district_code = $3) and ${scope.sql})
       order by property_id limit $4::integer`,
      [query.status, query.after ?? null, query.district ?? null, query.limit, ...scope.values],
    );
    return rows.map(propertyOf);
  }
}
