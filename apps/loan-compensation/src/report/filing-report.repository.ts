import { Database } from '@gusu/database';
import type { LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { ReportRow } from './report.js';

/** The days of a report, both included. */
export interface Period {
  from: LocalDate;
  to: LocalDate;
}

@Injectable()
export class FilingReportRepository {
  constructor(private readonly database: Database) {}

  /** R1: what was filed and covered in these days, by bank, tier and district as they were frozen. */
  filings({ from, to }: Period): Promise<ReportRow[]> {
    return this.database.query(
      `select programme, bank_code as "bankCode", tier, borrower ->> 'districtCode' as "districtCode", count(*)::int as filings,
              sum(planned_fen)::bigint as "plannedFen", sum(filed_fen)::bigint as "filedFen",
              div(sum(rate_ppm::numeric * planned_fen), sum(planned_fen))::int as "meanRatePpm",
              (count(*) filter (where is_first_loan))::int as "firstLoans",
              sum(div(planned_fen::numeric * credit_portion_bps, 10000))::bigint as "creditFen",
              (count(*) filter (where status = 'revoked'))::int as revoked, (count(*) filter (where status = 'lapsed'))::int as lapsed
         from loan_filing where status <> 'refused' and filed_on between $1 and $2
         group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
      [from, to],
    );
  }

  /** R7: every enterprise with a filing in force, the largest first. */
  exposures(): Promise<ReportRow[]> {
    return this.database.query(
      `select f.credit_code as "creditCode", max(c.name) as name, count(distinct f.programme)::int as programmes,
              count(distinct f.bank_code)::int as banks, count(*)::int as filings, sum(f.filed_fen)::bigint as "filedFen",
              sum(case when f.is_compensated then 0 else held_of_filing(f.coverage_mode, f.filed_fen, l.state) end)::bigint as "heldFen",
              sum(l.principal_fen)::bigint as "principalFen"
         from loan_filing f join loan l using (bank_code, due_bill_no) left join enterprise_copy c on c.credit_code = f.credit_code
         where f.status = 'confirmed' group by f.credit_code order by "heldFen" desc, f.credit_code`,
      [],
    );
  }

  /** R12: each published version, how many filings in force sit on it, and what it says otherwise than the one before. */
  policies(): Promise<ReportRow[]> {
    return this.database.query(
      `select v.programme, v.programme || '/' || v.version as "policyId", v.document::jsonb ->> 'docNo' as "docNo",
              v.effective_from as "effectiveFrom", v.effective_to as "effectiveTo", coalesce(f.filings, 0) as filings,
              coalesce(f.filed, 0)::bigint as "filedFen",
              (select coalesce(string_agg(n.key, ', ' order by n.key), '')
                 from loan_policy b, jsonb_each(v.document::jsonb -> 'parameters') n
                 where b.programme = v.programme and b.version = v.version - 1
                   and b.document::jsonb -> 'parameters' -> n.key -> 'value' is distinct from n.value -> 'value') as changed
         from loan_policy v left join lateral (
           select count(*)::int as filings, sum(filed_fen) as filed from loan_filing
             where policy_id = v.programme || '/' || v.version and status = 'confirmed') f on true
         where v.status = 'published' order by v.programme, v.version`,
      [],
    );
  }

  /** R14: loans by the month of their first disbursement against the LPR and the cap of that day (funding.md §7.4). */
  rates({ from, to }: Period): Promise<ReportRow[]> {
    return this.database.query(
      `with drawn as (
         select f.programme, f.tier, f.policy_id, (l.state::jsonb ->> 'disbursedOn')::date as day,
                (l.state::jsonb ->> 'disbursedFen')::bigint as fen, (l.state::jsonb ->> 'ratePpm')::int as rate
           from loan_filing f join loan l using (bank_code, due_bill_no)
           where f.status = 'confirmed' and l.status not in ('pending', 'filed')),
       measured as (
         select d.*, q.rate_ppm as lpr, (t ->> 'spreadCapPpm')::int as spread
           from drawn d join loan_policy v on v.programme || '/' || v.version = d.policy_id
           cross join lateral jsonb_array_elements(v.document::jsonb -> 'parameters' -> 'tiers' -> 'value') t
           left join lateral (
             select rate_ppm from lpr_quote q where q.status = 'confirmed' and (q.published_on < d.day
                 or q.published_on = d.day and (v.document::jsonb -> 'parameters' -> 'isLprOfSameDayCounted' -> 'value')::boolean)
               order by q.published_on desc limit 1) q on true
           where t ->> 'code' = d.tier and d.day between $1 and $2)
       select programme, to_char(day, 'YYYY-MM') as month, tier, count(*)::int as loans, sum(fen)::bigint as "disbursedFen",
              div(sum(rate::numeric * fen), sum(fen))::int as "meanRatePpm",
              div(sum(lpr::numeric * fen), sum(fen) filter (where lpr is not null))::int as "meanLprPpm",
              (count(*) filter (where rate > lpr + spread))::int as breaches
         from measured group by 1, 2, 3 order by 1, 2, 3`,
      [from, to],
    );
  }
}
