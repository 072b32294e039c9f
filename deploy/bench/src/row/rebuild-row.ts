import { EnterpriseChanged } from '@gusu/contracts';
import { partitionOf } from '@gusu/messaging';
import { Client } from 'pg';
import type { Machine } from '../machine.js';
import { median, rounds, type Row } from '../measure.js';
import { syntheticCode } from '../synthetic-register.js';

const EVENTS = 500_000;
const KEYS = 50_000;
const FIRST_KEY = 600_000;

/** Fills the registry's log as if its enterprises had changed that often: the log is the input here, not what is measured. */
async function fillLog(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const keys = Array.from({ length: KEYS }, (_, n) => syntheticCode(FIRST_KEY + n));
  const { topic, type, version, example } = EnterpriseChanged;
  const data = JSON.stringify(example);
  await client.query('create temp table bench_key (n int, key text, part smallint)');
  await client.query('insert into bench_key select * from unnest($1::int[], $2::text[], $3::smallint[])', [
    keys.map((_, n) => n),
    keys,
    keys.map((key) => partitionOf(key)),
  ]);
  await client.query(
    `insert into event_log
       select $1, k.part, coalesce(h.next_off, 0) + row_number() over (partition by k.part order by v.version, k.n) - 1,
              k.key, v.version, gen_random_uuid(), $2, $3, now(), null, replace($4, '${example.creditCode}', k.key)
         from bench_key k cross join generate_series(1, ${EVENTS / KEYS}) as v (version)
           left join event_log_head h on h.topic = $1 and h.part = k.part`,
    [topic, type, version, data],
  );
  await client.query(
    `insert into event_log_head (topic, part, next_off)
       select topic, part, max(off) + 1 from event_log group by topic, part
       on conflict (topic, part) do update set next_off = excluded.next_off`,
  );
  await client.end();
}

export function rebuildRow(machine: Machine): Row {
  return {
    name: 'rebuild',
    what: 'rebuild of the loan service’s enterprise copy from the log, events/s',
    floor: 60_000,
    goal: 250_000,
    isCeiling: false,
    async measure(count) {
      await (await machine.startService('enterprise-registry')).stop();
      await fillLog(machine.adminUrl('enterprise-registry'));
      const loans = await machine.startService('loan-compensation');
      const headers = { authorization: `Bearer ${await machine.officer()}` };
      const once = async () => {
        const started = performance.now();
        const answer = await fetch(`${loans.base}/v1/enterprise-copies/rebuild`, { method: 'POST', headers });
        const { events } = (await answer.json()) as { events: number };
        if (!answer.ok || events < EVENTS) throw new Error(`rebuilt from ${events} events`);
        return (events * 1_000) / (performance.now() - started);
      };
      // The first one also takes the log away from the consumer, which has only begun with it.
      await once();
      const seen = await rounds(count, once);
      await loans.stop();
      return { value: median(seen), unit: 'events/s', remark: `${EVENTS} events of ${KEYS} enterprises` };
    },
  };
}
