import { violationsOf, type Look, type Violations } from './look.js';

/** I5 of the registry: every version of an enterprise that was ever active is announced, and each import adds up to its rows. */
export const halfWrittenImports = (registry: Look): Violations =>
  violationsOf(
    registry,
    `select format('import %s: %s rows in all, %s worked off, %s with a verdict', import_id, total, processed, lines) as violation
       from enterprise_import
       left join lateral (
         select coalesce(sum(regexp_count(lines, E'\\n')), 0) as lines from enterprise_import_verdict v
          where v.import_id = enterprise_import.import_id) verdicts on true
      where processed <> lines or status = 'finished' and processed <> total
     union all
     select format('enterprise %s was imported and is announced %s times', credit_code, coalesce(n, 0))
       from enterprise
       left join (select key, count(*) as n from outbox
                   where type = 'enterprise-registry.enterprise.registered' group by key) o on o.key = credit_code
      where source = 'import' and n is distinct from 1
     union all
     select format('enterprise %s was imported and is on record %s times', credit_code, coalesce(n, 0))
       from enterprise
       left join (select entry::jsonb ->> 'objectId' as code, count(*) as n from audit_entry
                   where entry like '%"enterprise.import"%' group by 1) a on a.code = credit_code
      where source = 'import' and n is distinct from 1`,
  );
