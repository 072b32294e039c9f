import { refuse } from '@gusu/contracts';
import { Database } from '@gusu/database';
import type { Actor, Fen, LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { KnownEnterprise } from './borrower.rules.js';

/** A programme with the version in force, and what an enterprise holds under it. */
export interface HeldUnderProgramme {
  programme: string;
  version: number;
  heldFen: Fen;
}

@Injectable()
export class FilingRoomRepository {
  constructor(private readonly database: Database) {}

  /** An enterprise finds itself, a district its own. @throws Refusal enterprise/not-found */
  async enterprise(creditCode: string, caller: Actor): Promise<KnownEnterprise> {
    const [row] = await this.database.query<{ body: string }>(
      `select body from enterprise_copy c
         cross join lateral open_filings('{}', '{}', array[c.credit_code], '{}') o
         where o.kind = 'enterprise' and c.credit_code = $1 and ($2::text is null or c.credit_code = $2)
           and ($3::text is null or c.district_code = $3)`,
      [creditCode, caller.enterprise ?? null, caller.district ?? null],
    );
    if (!row) throw refuse('enterprise/not-found', { creditCode });
    return JSON.parse(row.body) as KnownEnterprise;
  }

  /** Every programme that a version is in force for that day. */
  held(creditCode: string, on: LocalDate): Promise<HeldUnderProgramme[]> {
    return this.database.query<HeldUnderProgramme>(
      `select v.programme, v.version, (
           select coalesce(sum(held_of_filing(f.coverage_mode, f.filed_fen, l.state)), 0)::bigint
             from loan_filing f join loan l using (bank_code, due_bill_no)
             where f.credit_code = $1 and f.programme = v.programme and f.status = 'confirmed' and not f.is_compensated) as "heldFen"
         from loan_policy v where v.status = 'published' and daterange(v.effective_from, v.effective_to, '[]') @> $2::date
         order by v.programme`,
      [creditCode, on],
    );
  }
}
