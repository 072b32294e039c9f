import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Machine } from '../machine.js';
import { median, rounds, type Row } from '../measure.js';
import type { ServiceProcess } from '../service-process.js';
import { syntheticRegister } from '../synthetic-register.js';

const ROWS = 20_000;
const CEILING_SECONDS = 4;

interface ImportView {
  status: string;
  accepted: number;
  submittedAt: string;
  finishedAt: string;
}

/** Uploads a register file and waits until it is worked off. Returns its rows a second, from the request to the last commit. */
export async function importRegister(service: ServiceProcess, token: string, csv: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv' };
  const address = `${service.base}/v1/imports`;
  const posted = await fetch(address, { method: 'POST', headers, body: csv });
  const { importId } = (await posted.json()) as { importId: string };
  for (;;) {
    const view = (await (await fetch(`${address}/${importId}`, { headers })).json()) as ImportView;
    if (view.status === 'finished')
      return (view.accepted * 1_000) / (Date.parse(view.finishedAt) - Date.parse(view.submittedAt));
    if (view.status === 'failed') throw new Error(`the import ${importId} failed`);
    await sleep(20);
  }
}

/** Waits until every name is in the search index; returns how long that took. */
async function untilIndexed(machine: Machine): Promise<number> {
  const started = performance.now();
  const client = new Client({ connectionString: machine.adminUrl('enterprise-registry') });
  await client.connect();
  const isWaiting = 'select exists (select from enterprise where not is_name_indexed) as waits';
  while ((await client.query<{ waits: boolean }>(isWaiting)).rows[0]?.waits) await sleep(50);
  await client.end();
  return (performance.now() - started) / 1_000;
}

export function importRow(machine: Machine): Row {
  return {
    name: 'import',
    what: 'import of a CSV, rows/s committed with events and audit, against unnest-500',
    floor: 0.15,
    goal: 0.4,
    isCeiling: false,
    async measure(count) {
      const service = await machine.startService('enterprise-registry');
      const token = await machine.officer();
      await importRegister(service, token, syntheticRegister(900_000, 2_000));
      const seen = await rounds(count, async (round) => {
        const ceiling = await machine.ceilings.measure('payMany', CEILING_SECONDS);
        const rate = await importRegister(service, token, syntheticRegister(round * ROWS, ROWS));
        // The names are indexed behind the import: neither hidden nor in the way of the next ceiling.
        const indexSeconds = await untilIndexed(machine);
        return { rate, ceiling, indexSeconds };
      });
      await service.stop();
      const ceiling = median(seen.map((one) => one.ceiling));
      const indexSeconds = median(seen.map((one) => one.indexSeconds));
      return {
        value: median(seen.map(({ rate }) => rate)),
        unit: 'rows/s',
        ratio: median(seen.map((one) => one.rate / one.ceiling)),
        remark: `unnest-500 ${Math.round(ceiling)}/s; names indexed ${indexSeconds.toFixed(1)} s later`,
      };
    },
  };
}
