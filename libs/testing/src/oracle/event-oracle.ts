import { violationsOf, type Look, type Violations } from './look.js';

/** What must hold of a producer's outbox and log, and of a consumer's offsets, after any fault (events-performance.md §6). */

/** I6: no event stands twice in the outbox or in the log, by its id or by its place among those of its key. */
export const repeatedEvents = (producer: Look): Violations =>
  violationsOf(
    producer,
    `select format('%s stands %s times in %s', what, count(*), place) as violation
       from (select 'outbox' as place, 'event ' || event_id as what from outbox
             union all select 'event_log', 'event ' || event_id from event_log
             union all select 'outbox', format('version %s of %s of %s', version, key, topic) from outbox
             union all select 'event_log', format('version %s of %s of %s', version, key, topic) from event_log) e
       group by place, what having count(*) > 1`,
  );

/** I7: the log holds exactly what was committed to the outbox, each once and unchanged. Holds once the sequencer has caught up. */
export const outboxUnlikeLog = (producer: Look): Violations => {
  const columns = 'topic, part, key, version, event_id, type, schema_version, occurred_at, traceparent, data';
  const missing = (from: string, other: string) => `
    select format('%s version %s of %s is in the ${from} and not in the ${other}', key, version, topic) as violation
      from (select ${columns} from ${from} except all select ${columns} from ${other}) missing`;
  return violationsOf(
    producer,
    `${missing('outbox', 'event_log')} union all ${missing('event_log', 'outbox')}`,
  );
};

/** I8: along (topic, part, off) the versions of each key are 1, 2, 3, … up to its counter, and a key keeps its partition. */
export const versionsOutOfOrder = (producer: Look): Violations =>
  violationsOf(
    producer,
    `select format('%s of %s: version %s at offset %s follows version %s', key, topic, version, off, before) as violation
       from (select topic, key, off, version,
                    coalesce(lag(version) over (partition by topic, key order by part, off), 0) as before
               from event_log) l
      where version <> before + 1
     union all
     select format('%s of %s: the counter says %s, the log ends with %s', key, topic, k.version, coalesce(l.version, 0))
       from outbox_key k
       left join (select topic, key, max(version) as version from event_log group by topic, key) l using (topic, key)
      where k.version is distinct from l.version
     union all
     select format('%s of %s lies in %s partitions', key, topic, count(distinct part))
       from event_log group by topic, key having count(distinct part) > 1`,
  );

/** I9: offsets are 0, 1, 2, … in every partition, and its head is the next one. */
export const sparseOffsets = (producer: Look): Violations =>
  violationsOf(
    producer,
    `select format('partition %s of %s: %s events from offset %s to %s, the head is %s', part, topic, n, low, high, next_off)
              as violation
       from (select topic, part, count(*) as n, min(off) as low, max(off) as high from event_log group by topic, part) l
       full join event_log_head h using (topic, part)
      where low is distinct from 0 or high + 1 is distinct from n or next_off is distinct from n`,
  );

/** I11: once it has caught up, a group stands just behind the last event of every partition of its producer. */
export async function offsetsUnlikeLog(
  consumer: Look,
  producer: Look,
  { group, topic }: { group: string; topic: string },
): Violations {
  const heads = await producer<{ part: number; off: string }>(
    'select part::int, next_off::text as off from event_log_head where topic = $1',
    [topic],
  );
  return violationsOf(
    consumer,
    `select format('partition %s of %s: %s stands at %s, the log ends before %s', coalesce(o.part, h.part), $2::text, $1::text,
                   coalesce(o.next_off::text, 'nothing'), coalesce(h.off, 0)) as violation
       from (select part, next_off from consumer_offset where consumer_group = $1 and topic = $2) o
       full join unnest($3::int[], $4::bigint[]) as h (part, off) on h.part = o.part
      where coalesce(o.next_off, -1) <> coalesce(h.off, 0)`,
    [group, topic, heads.map(({ part }) => part), heads.map(({ off }) => off)],
  );
}

/** I12: whatever was put aside says why, how often it was tried, and what it was; its key is parked as long as it is open. */
export const unexplainedLetters = (consumer: Look): Violations =>
  violationsOf(
    consumer,
    `select format('dead letter %s of %s has no cause, no bytes or no attempts', id, key) as violation
       from dead_letter where cause = '' or body = '' or (attempts < 1 and cause <> 'PARKED_KEY')
     union all
     select format('dead letter %s is open, but its key %s is not parked', id, key)
       from dead_letter d where status in ('parked', 'waiting') and key is not null and not exists (
         select 1 from parked_key p
          where p.consumer_group = d.consumer_group and p.topic = d.topic and p.key = d.key)
     union all
     select format('key %s of %s is parked behind nothing', key, topic)
       from parked_key p where not exists (
         select 1 from dead_letter d where d.consumer_group = p.consumer_group and d.topic = p.topic and d.key = p.key
            and d.status in ('parked', 'waiting'))`,
  );
