import type { QualificationState } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import type { CreditEventFact, RevenueFact, Told } from './enterprise-standing.rules.js';
import type { EnterpriseStandingView } from './enterprise-standing.dto.js';

@Injectable()
export class EnterpriseStandingRepository {
  constructor(private readonly database: Database) {}

  /** Each event tells the whole title; an older one never replaces a newer one. */
  async saveTitles(tx: Tx, titles: readonly Told<QualificationState>[]): Promise<void> {
    await tx.execute(
      `insert into enterprise_title as t (qualification_id, credit_code, programme, status, valid_from, valid_to, key_version)
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::date[], $6::date[], $7::bigint[]) as f
       order by 1
       on conflict (qualification_id) do update set status = excluded.status, valid_to = excluded.valid_to,
         key_version = excluded.key_version
       where t.key_version < excluded.key_version`,
      [
        titles.map(({ fact }) => fact.qualificationId),
        titles.map(({ fact }) => fact.creditCode),
        titles.map(({ fact }) => fact.programme),
        titles.map(({ fact }) => fact.status),
        titles.map(({ fact }) => fact.validFrom),
        titles.map(({ fact }) => fact.validTo),
        titles.map(({ keyVersion }) => keyVersion),
      ],
    );
  }

  async saveRevenue(tx: Tx, years: readonly Told<RevenueFact>[]): Promise<void> {
    await tx.execute(
      `insert into enterprise_revenue as r (credit_code, fiscal_year, revenue_band, key_version)
       select * from unnest($1::text[], $2::integer[], $3::text[], $4::bigint[]) as f order by 1, 2
       on conflict (credit_code, fiscal_year) do update set revenue_band = excluded.revenue_band,
         key_version = excluded.key_version
       where r.key_version < excluded.key_version`,
      [
        years.map(({ fact }) => fact.creditCode),
        years.map(({ fact }) => fact.fiscalYear),
        years.map(({ fact }) => fact.revenueBand ?? null),
        years.map(({ keyVersion }) => keyVersion),
      ],
    );
  }

  async saveCreditEvents(tx: Tx, events: readonly Told<CreditEventFact>[]): Promise<void> {
    await tx.execute(
      `insert into enterprise_credit_event as c
         (credit_event_id, credit_code, credit_event_type, occurred_on, removed_on, key_version)
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::date[], $6::bigint[]) as f order by 1
       on conflict (credit_event_id) do update set removed_on = excluded.removed_on, key_version = excluded.key_version
       where c.key_version < excluded.key_version`,
      [
        events.map(({ fact }) => fact.creditEventId),
        events.map(({ fact }) => fact.creditCode),
        events.map(({ fact }) => fact.creditEventType),
        events.map(({ fact }) => fact.occurredOn),
        events.map(({ fact }) => fact.removedOn ?? null),
        events.map(({ keyVersion }) => keyVersion),
      ],
    );
  }

  async standing(creditCode: string): Promise<EnterpriseStandingView> {
    const [row] = await this.database.query<EnterpriseStandingView>(STANDING, [creditCode]);
    return row ?? { titles: [], revenue: [], creditEvents: [] };
  }
}

const STANDING = `select
  coalesce((select jsonb_agg(jsonb_build_object('programme', programme, 'status', status, 'validFrom', valid_from,
      'validTo', valid_to) order by valid_from desc, programme) from enterprise_title where credit_code = $1), '[]') as titles,
  coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('fiscalYear', fiscal_year, 'revenueBand', revenue_band))
      order by fiscal_year desc) from enterprise_revenue where credit_code = $1), '[]') as revenue,
  coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('creditEventType', credit_event_type,
      'occurredOn', occurred_on, 'removedOn', removed_on)) order by occurred_on desc)
      from enterprise_credit_event where credit_code = $1), '[]') as "creditEvents"`;
