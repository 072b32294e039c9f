import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { BANK, signer, type SignedMessage } from './bank-messages.js';
import type { Machine } from './machine.js';
import { importRegister } from './row/import-row.js';
import type { ServiceProcess } from './service-process.js';
import { syntheticCode, syntheticRegister } from './synthetic-register.js';

/** Enterprises that may borrow: registered, announced, and known to the loan service. */
export const BORROWERS = 2_000;
const FIRST_BORROWER = 800_000;

export const borrowerOf = (n: number): number => FIRST_BORROWER + (n % BORROWERS);

/** A partner bank with its key, whose borrowers the loan service knows through events. */
export class Bank {
  private constructor(
    readonly loans: ServiceProcess,
    private readonly machine: Machine,
    readonly sign: (id: string, body: string) => SignedMessage,
  ) {}

  static async open(machine: Machine): Promise<Bank> {
    const registry = await machine.startService('enterprise-registry');
    const loans = await machine.startService('loan-compensation');
    const token = await machine.officer();
    await importRegister(registry, token, syntheticRegister(FIRST_BORROWER, BORROWERS));
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const post = async (path: string, body: object) => {
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      return (await (await fetch(`${loans.base}/v1/${path}`, init)).json()) as { secret?: string };
    };
    await post('partner-banks', { bankCode: BANK, name: '测量银行苏州分行', agreementNo: 'BENCH-1' });
    const { secret } = await post(`partner-banks/${BANK}/keys`, { algorithm: 'v1' });
    await untilKnown(machine);
    await registry.stop();
    return new Bank(loans, machine, signer(secret ?? ''));
  }

  close(): Promise<void> {
    return this.loans.stop();
  }

  /** CPU time the service has used since it began. */
  cpuSeconds(): Promise<number> {
    return this.loans.metric('process_cpu_seconds');
  }

  /** How many events of this bank took effect, all told. */
  async applied(): Promise<number> {
    const client = new Client({ connectionString: this.machine.adminUrl('loan-compensation') });
    await client.connect();
    const { rows } = await client.query<{ n: string }>(
      "select count(*) as n from bank_event where status = 'APPLIED' and code is null",
    );
    await client.end();
    return Number(rows[0]?.n);
  }
}

async function untilKnown(machine: Machine): Promise<void> {
  const client = new Client({ connectionString: machine.adminUrl('loan-compensation') });
  await client.connect();
  const borrowers = Array.from({ length: BORROWERS }, (_, n) => syntheticCode(borrowerOf(n)));
  const known = 'select count(*)::integer as n from enterprise_copy where credit_code = any($1::text[])';
  try {
    for (let tries = 0; tries < 1_200; tries += 1) {
      const { rows } = await client.query<{ n: number }>(known, [borrowers]);
      if (rows[0]?.n === BORROWERS) return;
      await sleep(50);
    }
  } finally {
    await client.end();
  }
  throw new Error('the loan service did not come to know its borrowers');
}
