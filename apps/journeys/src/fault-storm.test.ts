import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startPostgres, type RunningPostgres } from '@gusu/embedded-postgres';
import { askOracle, isAtRest, lookingAt } from '@gusu/testing';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BankStorm } from './bank-storm.js';
import { registerFile } from './register-file.js';
import { RunningSystem } from './running-system.js';

const BANK = 'C1000000000001';
const ROWS = 20_000;
const FAULT_EVERY_MILLIS = 1_000;

describe('a system that is struck while banks report and a register is imported', () => {
  let folder: string;
  let postgres: RunningPostgres;
  let system: RunningSystem;
  let storm: BankStorm;

  const launch = (port?: number) =>
    startPostgres({ dataDir: join(folder, 'cluster'), password: 'storm', durable: true, port });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gusu-storm-'));
    chmodSync(folder, 0o755);
    postgres = await launch();
    system = await RunningSystem.prepare();
    // The database is ours to strike, whatever the launcher would do about its own.
    system.env.DATABASE_URL = postgres.superuserUrl;
    await system.start();
    const demo = JSON.parse(readFileSync(join(system.dataDir, 'demo.json'), 'utf8')) as {
      bankKeys: { bankCode: string; secret: string }[];
    };
    const secret = demo.bankKeys.find(({ bankCode }) => bankCode === BANK)?.secret ?? '';
    const borrower = await until('an enterprise in the copy', async () => {
      const { body } = await system.call('city-officer', 'loan-compensation/v1/enterprise-copies?limit=1');
      return (body.items as { creditCode: string }[])[0]?.creditCode;
    });
    const at = () => new BankStorm({ base: system.base, bankCode: BANK, secret, borrower });
    newStorm = at;
  }, 120_000);
  afterAll(async () => {
    await system.end('SIGTERM');
    await postgres.stop('fast');
    system.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  let newStorm: () => BankStorm;
  async function until<Found>(what: string, look: () => Promise<Found | undefined | false>): Promise<Found> {
    for (let tries = 0; tries < 600; tries += 1) {
      const found = await look().catch(() => undefined);
      if (found) return found;
      await sleep(100);
    }
    throw new Error(`there was no ${what} within 60 s`);
  }

  /** Uploads a register as often as it takes and returns where its progress is to be read. */
  async function upload(rows: number): Promise<string> {
    const headers = { 'content-type': 'text/csv', 'idempotency-key': randomUUID() };
    const importId = await until('import', async () => {
      const init = { method: 'POST', headers, body: registerFile(rows) };
      const { body } = await system.call('city-officer', 'enterprise-registry/v1/imports', init);
      return body.importId as string | undefined;
    });
    return `enterprise-registry/v1/imports/${importId}`;
  }

  async function expectSound(imports: string, accepted: number): Promise<void> {
    await until('end of the import', async () => {
      const { body } = await system.call('city-officer', imports);
      return body.status === 'finished';
    });
    await until('rest', () => lookingAt(system.databases, isAtRest));
    const { body } = await system.call('city-officer', imports);
    expect(body).toMatchObject({ total: ROWS, processed: ROWS, accepted, refused: 0 });
    expect(storm.receipts.size).toBeGreaterThan(500);
    expect(await askOracle(system.databases, storm.memory)).toEqual({});

    expect(await storm.changedReceipts(100)).toEqual([]);
  }

  it('keeps every promise when PostgreSQL stops as if the power failed, again and again', async () => {
    const processes = system.processes;
    storm = newStorm();
    storm.start();
    const imports = await upload(ROWS);
    for (let strike = 0; strike < 4; strike += 1) {
      await sleep(FAULT_EVERY_MILLIS * Math.random() + 300);
      await postgres.stop('immediate');
      await sleep(strike % 2 ? 400 : 0);
      postgres = await launch(postgres.port);
    }
    await sleep(FAULT_EVERY_MILLIS);
    await storm.end();
    await expectSound(imports, ROWS);
    // Nobody fell over, and whoever was not served was told to come again.
    expect(system.processes).toEqual(processes);
    expect([...storm.statuses.keys()].sort()).toEqual([200, 202, 503]);
    expect(storm.unanswered.length).toBeGreaterThan(0);
  }, 180_000);

  it('keeps every promise when its services are killed, again and again', async () => {
    storm = newStorm();
    storm.start();
    const imports = await upload(ROWS);
    for (const service of ['loan-compensation', 'enterprise-registry', 'loan-compensation']) {
      await sleep(FAULT_EVERY_MILLIS);
      system.kill(`/${service}/dist/main.js`);
    }
    await sleep(FAULT_EVERY_MILLIS * 2);
    await storm.end();
    await expectSound(imports, 0);
    expect(storm.unanswered.length).toBeGreaterThan(0);
  }, 180_000);
});
