import { violationsOf, type Look, type Violations } from './look.js';

/** A table that another service keeps of the newest state each key was told with. */
export interface CopyOfLog {
  topic: string;
  table: string;
  /** Column of the copy → member of the event's data; the first is the key. */
  members: Readonly<Record<string, string>>;
  /** Column that holds the version of the telling event. */
  versionColumn: string;
}

/** The loan service's copy of the registry's enterprises. */
export const ENTERPRISE_COPY: CopyOfLog = {
  topic: 'enterprise-registry.enterprise',
  table: 'enterprise_copy',
  members: {
    credit_code: 'creditCode',
    name: 'name',
    district_code: 'districtCode',
    status: 'status',
    established_on: 'establishedOn',
    is_synthetic: 'isSynthetic',
  },
  versionColumn: 'key_version',
};

/** I10: the copy is what the producer's log folds to, row by row and both ways. Holds once the consumer has caught up. */
export async function copyUnlikeLog(consumer: Look, producer: Look, copy: CopyOfLog): Violations {
  const { topic, table, members, versionColumn } = copy;
  const told = await producer<{ version: string; data: string }>(
    'select distinct on (key) version::text, data from event_log where topic = $1 order by key, version desc',
    [topic],
  );
  const columns = Object.keys(members);
  const folded = Object.values(members).map((member) => `(d::jsonb ->> '${member}')`);
  return violationsOf(
    consumer,
    `with log as (
       select ${folded.map((value, n) => `${value} as ${columns[n]}`).join(', ')}, v as ${versionColumn}
         from unnest($1::text[], $2::text[]) as t (d, v)
     ), copy as (
       select ${columns.map((column) => `to_jsonb(${column}) #>> '{}' as ${column}`).join(', ')},
              ${versionColumn}::text as ${versionColumn} from ${table}
     )
     select format('the log says %s', r) as violation from (select * from log except all select * from copy) r
     union all
     select format('the copy says %s', r) from (select * from copy except all select * from log) r`,
    [told.map(({ data }) => data), told.map(({ version }) => version)],
  );
}
