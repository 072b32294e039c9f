import autocannon, { type Client as Connection } from 'autocannon';
import { Bank, borrowerOf } from '../bank.js';
import { BANK, EVENTS_PER_LOAN, loanEvent } from '../bank-messages.js';
import type { Machine } from '../machine.js';
import { median, rounds, type Row } from '../measure.js';

const CONNECTIONS = 64;
const SECONDS = 4;
const BATCH = 500;
const BATCH_CALLERS = 4;

/** Each connection lives through one due bill after the other, so that no event waits for another connection's. */
async function singleEvents(
  bank: Bank,
  round: string,
  seconds: number,
): Promise<{ rate: number; sent: number }> {
  let connections = 0;
  const result = await autocannon({
    url: `${bank.loans.base}/v1/bank/v1/events`,
    method: 'POST',
    connections: CONNECTIONS,
    duration: seconds,
    setupClient: (client: Connection) => {
      const name = `${round}-${connections++}`;
      let n = 0;
      const next = () => {
        const loan = Math.floor(n / EVENTS_PER_LOAN);
        const dueBillNo = `00${name}-${loan}`;
        const { body, headers } = bank.sign(
          `${name}-${n}`,
          JSON.stringify(loanEvent(dueBillNo, borrowerOf(loan), n % EVENTS_PER_LOAN)),
        );
        n += 1;
        client.setHeadersAndBody(headers, body);
      };
      next();
      client.on('response', next);
    },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} broken`);
  return { rate: result['2xx'] / result.duration, sent: result['2xx'] };
}

export function singleEventRow(machine: Machine): Row {
  return {
    name: 'single-event',
    what: `single bank event over HTTP, ${CONNECTIONS} connections, complete path, against P8`,
    floor: 0.25,
    goal: 0.7,
    isCeiling: false,
    async measure(count) {
      const bank = await Bank.open(machine);
      await singleEvents(bank, 'warm', SECONDS);
      const seen = await rounds(count, async (round) => {
        const p8 = await machine.ceilings.measure('pay', SECONDS);
        const before = await bank.applied();
        const cpu = await bank.cpuSeconds();
        const { rate, sent } = await singleEvents(bank, `s${round}`, SECONDS);
        const micros = (((await bank.cpuSeconds()) - cpu) * 1e6) / sent;
        const applied = (await bank.applied()) - before;
        // The last of each connection may be cut off between effect and answer.
        if (applied < sent || applied > sent + CONNECTIONS)
          throw new Error(`${sent} acknowledged, ${applied} applied`);
        return { rate, p8, micros };
      });
      await bank.close();
      return {
        value: median(seen.map(({ rate }) => rate)),
        unit: 'events/s',
        ratio: median(seen.map((one) => one.rate / one.p8)),
        remark: remarkOf(seen),
      };
    },
  };
}

// The share of the service alone says what bounds a rate when client, service and database share the cores.
function remarkOf(seen: readonly { p8: number; micros: number }[]): string {
  const micros = Math.round(median(seen.map((one) => one.micros)));
  return `P8 ${Math.round(median(seen.map(({ p8 }) => p8)))}/s; ${micros} µs CPU of the service an event`;
}

/** A message of 500: whole lives of due bills, one after the other. */
function batchBody(name: string): string {
  const events = Array.from({ length: BATCH }, (_, n) => {
    const loan = Math.floor(n / EVENTS_PER_LOAN);
    return loanEvent(`00${name}-${loan}`, borrowerOf(loan), n % EVENTS_PER_LOAN);
  });
  return JSON.stringify({ bankCode: BANK, events });
}

async function batches(bank: Bank, round: string, seconds: number): Promise<{ rate: number; sent: number }> {
  const url = `${bank.loans.base}/v1/bank/v1/events:batch`;
  const started = performance.now();
  const end = started + seconds * 1_000;
  let sent = 0;
  const caller = async (_: unknown, at: number) => {
    for (let n = 0; performance.now() < end; n += 1) {
      const name = `${round}-${at}-${n}`;
      const answer = await fetch(url, { method: 'POST', ...bank.sign(name, batchBody(name)) });
      const { items } = (await answer.json()) as { items: { status: string }[] };
      const refused = items.find(({ status }) => status !== 'APPLIED');
      if (refused) throw new Error(`an event of a batch was not applied: ${JSON.stringify(refused)}`);
      sent += items.length;
    }
  };
  await Promise.all(Array.from({ length: BATCH_CALLERS }, caller));
  return { rate: (sent * 1_000) / (performance.now() - started), sent };
}

export function batchRow(machine: Machine): Row {
  return {
    name: 'batch',
    what: `bank events in batches of ${BATCH}, events/s against P8`,
    floor: 2,
    goal: 6,
    isCeiling: false,
    async measure(count) {
      const bank = await Bank.open(machine);
      await batches(bank, 'bwarm', SECONDS);
      const seen = await rounds(count, async (round) => {
        const p8 = await machine.ceilings.measure('pay', SECONDS);
        const cpu = await bank.cpuSeconds();
        const { rate, sent } = await batches(bank, `b${round}`, SECONDS);
        return { rate, p8, micros: (((await bank.cpuSeconds()) - cpu) * 1e6) / sent };
      });
      await bank.close();
      return {
        value: median(seen.map(({ rate }) => rate)),
        unit: 'events/s',
        ratio: median(seen.map((one) => one.rate / one.p8)),
        remark: remarkOf(seen),
      };
    },
  };
}
