import { Database } from '@gusu/database';
import type { LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { ProgrammeView } from './programme.dto.js';

/** A programme is there once it has rules or a pool; it takes filings once it has both. */
@Injectable()
export class ProgrammeRepository {
  constructor(private readonly database: Database) {}

  list(on: LocalDate): Promise<ProgrammeView[]> {
    return this.database.query<ProgrammeView>(
      `select k.programme, n.name, n.issuer, n."docNo", v.programme || '/' || v.version as "policyId",
              v.effective_from as "effectiveFrom", v.effective_to as "effectiveTo", p.pool_code as "poolCode",
              v.version is not null and p.pool_code is not null as "isOpen",
              (select count(*)::int from loan_filing f where f.programme = k.programme and f.status = 'confirmed') as filings
         from (select programme from loan_policy where status = 'published' union select programme from risk_pool) k
         left join loan_policy v on v.programme = k.programme and v.status = 'published'
           and daterange(v.effective_from, v.effective_to, '[]') @> $1::date
         left join risk_pool p on p.programme = k.programme
         left join lateral (
           select document::jsonb -> 'name' as name, document::jsonb ->> 'issuer' as issuer, document::jsonb ->> 'docNo' as "docNo"
             from loan_policy d where d.programme = k.programme and d.status = 'published'
             order by (d.version = v.version) desc nulls last, d.version desc limit 1) n on true
         order by k.programme`,
      [on],
    );
  }
}
