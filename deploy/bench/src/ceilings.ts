import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

const run = promisify(execFile);

/** What this machine's PostgreSQL can do at most, in transactions or rows per second. */
export interface Ceilings {
  /** One full minimal transaction per call on 64 pools, 8 clients. */
  p8: number;
  /** Rows per second of the same transaction in batches of 500 by two writers. */
  unnest500: number;
}

/**
 * Runs the ceiling scripts of `folder` (schema.sql, batch.sql, fn_64pools.sql, batch500_64.sql).
 * With pgbench on the path it drives them; without, one prepared call per client does the same work, which understates
 * the ceiling by the cost of a JavaScript client and is marked so.
 */
export class CeilingRun {
  private constructor(
    private readonly url: string,
    private readonly folder: string,
    readonly driver: 'pgbench' | 'pg',
  ) {}

  static async prepare(url: string, folder: string): Promise<CeilingRun> {
    const client = new Client({ connectionString: url });
    await client.connect();
    for (const file of ['schema.sql', 'batch.sql'])
      await client.query(await readFile(join(folder, file), 'utf8'));
    await client.end();
    return new CeilingRun(url, folder, (await hasPgbench()) ? 'pgbench' : 'pg');
  }

  async p8(seconds: number): Promise<number> {
    if (this.driver === 'pgbench') return this.pgbench('fn_64pools.sql', 8, seconds);
    const call =
      'select b.pay(gen_random_uuid(), 1 + floor(random() * 64)::int, 0, 1 + floor(random() * 1000)::bigint, 1)';
    return this.calls(call, 8, seconds);
  }

  async unnest500(seconds: number): Promise<number> {
    if (this.driver === 'pgbench') return 500 * (await this.pgbench('batch500_64.sql', 2, seconds));
    return 500 * (await this.calls('select b.gen_batch(500, 64)', 2, seconds));
  }

  private async pgbench(script: string, clients: number, seconds: number): Promise<number> {
    const args = ['-n', '-M', 'prepared', '-c', `${clients}`, '-j', '1', '-T', `${seconds}`];
    const { stdout } = await run('pgbench', [...args, '-f', join(this.folder, script), this.url]);
    const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
    if (!tps) throw new Error(`pgbench printed no rate:\n${stdout}`);
    return Number(tps);
  }

  private async calls(text: string, clients: number, seconds: number): Promise<number> {
    const end = performance.now() + seconds * 1000;
    const counts = await Promise.all(
      Array.from({ length: clients }, async () => {
        const client = new Client({ connectionString: this.url });
        await client.connect();
        let done = 0;
        for (; performance.now() < end; done += 1) await client.query({ name: 'ceiling', text });
        await client.end();
        return done;
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0) / seconds;
  }
}

async function hasPgbench(): Promise<boolean> {
  return run('pgbench', ['--version']).then(
    () => true,
    () => false,
  );
}

/** The folder with the ceilings' SQL: beside the checkout, or named by GUSU_SHARED. */
export function ceilingsFolder(): string | undefined {
  const folder = join(process.env.GUSU_SHARED ?? join(process.cwd(), '..', 'shared'), 'bench');
  return existsSync(folder) ? folder : undefined;
}
