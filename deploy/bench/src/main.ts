// `npm run bench`: what the product does beside what the machine can do, in one run. Names of rows as arguments choose some of them.
import { parseArgs } from 'node:util';
import { Machine } from './machine.js';
import type { Row } from './measure.js';
import { assessAllRow, judgeAllRow } from './row/assessment-rows.js';
import { batchRow, singleEventRow } from './row/bank-event-rows.js';
import { delayRow, foreignRow, kafkaDelayRow } from './row/event-delay-rows.js';
import { idleCpuRow } from './row/idle-cpu-row.js';
import { importRow } from './row/import-row.js';
import { previewRow } from './row/preview-row.js';
import { rebuildRow } from './row/rebuild-row.js';
import { initialsRow, worklistRow } from './row/register-size-rows.js';
import { StandingRegisters } from './standing-register.js';
import { HEAD, keepsFloor, lineOf } from './table.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' } },
});
const count = Number(values.rounds);

const machine = await Machine.start();
const registers = new StandingRegisters(machine);
const all: Row[] = [
  importRow(machine),
  singleEventRow(machine),
  batchRow(machine),
  delayRow(machine),
  foreignRow(machine),
  kafkaDelayRow(machine),
  rebuildRow(machine),
  judgeAllRow(),
  assessAllRow(),
  previewRow(machine),
  worklistRow(machine, registers),
  initialsRow(machine, registers),
  idleCpuRow(),
];

try {
  const unknown = positionals.filter((name) => !all.some((row) => row.name === name));
  if (unknown.length > 0)
    throw new Error(`no row ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}`);
  console.log(`medians of ${count}; ceilings by ${machine.ceilings.by}\n${HEAD}`);
  for (const row of all.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    const measured = await row.measure(count);
    console.log(lineOf(row, measured));
    if (!Number.isNaN(measured.value) && !keepsFloor(row, measured)) process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
} finally {
  await machine.stop();
}
