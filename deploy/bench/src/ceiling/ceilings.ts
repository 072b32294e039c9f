import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, Pool } from 'pg';

const run = promisify(execFile);

/** One thing the machine can do, as SQL that a number of sessions repeat. */
interface Ceiling {
  clients: number;
  /** pgbench's variables, for the statement below. */
  variables: string;
  sql: string;
  /** The same for a driver without variables: how many values it takes, and what they are. */
  values: () => number[];
  /** Commands in one statement. */
  each: number;
}

const random = (most: number) => 1 + Math.floor(Math.random() * most);

const CEILINGS = {
  /** "P8": one command a transaction, 64 pools, 8 sessions. */
  pay: {
    clients: 8,
    variables: '\\set pool random(1, 64)\n\\set amount random(1, 1000)\n',
    sql: 'select ceiling.pay(gen_random_uuid(), :pool, :amount)',
    values: () => [random(64), random(1000)],
    each: 1,
  },
  /** 500 commands a transaction from arrays, 2 sessions. */
  payMany: {
    clients: 2,
    variables: '',
    sql: 'select ceiling.pay_made_up(500)',
    values: () => [],
    each: 500,
  },
} as const satisfies Record<string, Ceiling>;

export type CeilingName = keyof typeof CEILINGS;

/** What this machine does at the most, measured beside the product in the same run. */
export class Ceilings {
  private constructor(
    private readonly url: string,
    readonly by: 'pgbench' | 'pg',
  ) {}

  /** @param url of a database of its own, as its owner */
  static async prepare(url: string): Promise<Ceilings> {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(readFileSync(new URL('ceilings.sql', import.meta.url), 'utf8'));
    await client.end();
    const hasPgbench = await run('pgbench', ['--version']).then(
      () => true,
      () => false,
    );
    return new Ceilings(url, hasPgbench ? 'pgbench' : 'pg');
  }

  /** Commands a second. */
  async measure(name: CeilingName, seconds: number): Promise<number> {
    const ceiling: Ceiling = CEILINGS[name];
    const rate = this.by === 'pgbench' ? this.withPgbench : this.withDriver;
    return (await rate.call(this, ceiling, seconds)) * ceiling.each;
  }

  private async withPgbench({ clients, variables, sql }: Ceiling, seconds: number): Promise<number> {
    const folder = mkdtempSync(join(tmpdir(), 'gusu-ceiling-'));
    try {
      const script = join(folder, 'script.sql');
      writeFileSync(script, `${variables}${sql};\n`);
      const args = ['-n', '-M', 'prepared', '-c', `${clients}`, '-j', '1', '-T', `${seconds}`, '-f', script];
      const { stdout } = await run('pgbench', [...args, this.url]);
      const rate = /tps = ([0-9.]+)/.exec(stdout)?.[1];
      if (rate === undefined) throw new Error(`pgbench said no rate:\n${stdout}`);
      return Number(rate);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  private async withDriver({ clients, sql, values }: Ceiling, seconds: number): Promise<number> {
    const pool = new Pool({ connectionString: this.url, max: clients });
    const text = sql.replace(':pool', '$1').replace(':amount', '$2');
    let done = 0;
    const started = performance.now();
    const end = started + seconds * 1_000;
    const session = async () => {
      for (; performance.now() < end; done += 1)
        await pool.query({ name: 'ceiling', text, values: values() });
    };
    await Promise.all(Array.from({ length: clients }, session));
    const rate = (done * 1_000) / (performance.now() - started);
    await pool.end();
    return rate;
  }
}
