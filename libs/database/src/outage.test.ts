import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startPostgres, type RunningPostgres } from '@gusu/embedded-postgres';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database, DatabaseUnavailable } from './index.js';

let folder: string;
let server: RunningPostgres;
let database: Database;

const start = (port?: number) =>
  startPostgres({ dataDir: join(folder, 'cluster'), password: 'test', durable: true, port });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gusu-test-outage-'));
  chmodSync(folder, 0o755);
  server = await start();
  database = await connectTo(server.superuserUrl);
  await database.query('create table note (id bigint primary key)');
});

afterEach(async () => {
  await database.close();
  await server.stop('immediate');
  rmSync(folder, { recursive: true, force: true });
});

const connectTo = (url: string, poolSize = 4) =>
  Database.connect({ url, applicationName: 'outage', poolSize, acquireMillis: 500 });

const write = (id: number) =>
  database.transaction(async (tx) => {
    await tx.execute('insert into note values ($1)', [id]);
    return id;
  });

describe('a PostgreSQL that crashes under load', () => {
  it('leads to refusals, loses nothing acknowledged and serves again when it is back', async () => {
    const rejections: unknown[] = [];
    const note = (reason: unknown) => rejections.push(reason);
    process.on('unhandledRejection', note);
    const acknowledged: number[] = [];
    const failures: unknown[] = [];
    let isRunning = true;
    let next = 0;
    const writers = Array.from({ length: 12 }, async () => {
      while (isRunning) {
        const id = (next += 1);
        await write(id).then(
          () => acknowledged.push(id),
          (error: unknown) => failures.push(error),
        );
        if (failures.length > 0) await sleep(5);
      }
    });
    for (let crash = 0; crash < 3; crash += 1) {
      await sleep(150);
      await server.stop('immediate');
      await sleep(100);
      server = await start(server.port);
    }
    await sleep(200);
    isRunning = false;
    await Promise.all(writers);
    process.off('unhandledRejection', note);

    expect(failures.length).toBeGreaterThan(0);
    expect(failures.filter((failure) => !(failure instanceof DatabaseUnavailable))).toEqual([]);
    expect(rejections).toEqual([]);
    const rows = await database.query<{ id: bigint }>('select id from note');
    const kept = new Set(rows.map(({ id }) => Number(id)));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    await expect(write(1_000_000)).resolves.toBe(1_000_000);
    expect(database.waiting).toBe(0);
  }, 60_000);

  it('is waited for at start', async () => {
    await server.stop('fast');
    const connecting = connectTo(server.superuserUrl);
    await sleep(300);
    server = await start(server.port);
    const other = await connecting;
    expect(await other.query('select 1 as one')).toEqual([{ one: 1 }]);
    await other.close();
  }, 60_000);
});

describe('a connection cut while COMMIT is on its way', () => {
  it('is reported as an outcome that is not known', async () => {
    const proxy = await cuttingProxy(server.port);
    const url = Object.assign(new URL(server.superuserUrl), { port: String(proxy.port) }).href;
    const cut = await connectTo(url);
    const work = cut.transaction(async (tx) => {
      await tx.execute('insert into note values (1)');
      tx.beforeCommit('audit', async () => proxy.dropAnswers());
    });
    await expect(work).rejects.toMatchObject({ name: 'DatabaseUnavailable', reason: 'outcomeUnknown' });
    await cut.close();
    await proxy.close();
    // It was committed here, which the caller could not see.
    expect(await database.query('select id from note')).toEqual([{ id: 1n }]);
  }, 60_000);
});

describe('a pool whose connections are all taken', () => {
  it('refuses the next caller and takes callers again afterwards', async () => {
    const small = await connectTo(server.superuserUrl, 1);
    await small.transaction(async (tx) => {
      await tx.query('select 1');
      // A transaction inside a transaction would be another one; with one connection it cannot even start.
      const nested = small.transaction((inner) => inner.query('select 1'));
      await expect(nested).rejects.toMatchObject({ name: 'DatabaseUnavailable', reason: 'connection' });
    });
    expect(small.waiting).toBe(0);
    expect(await small.query('select 1 as one')).toEqual([{ one: 1 }]);
    await small.close();
  }, 60_000);
});

interface CuttingProxy {
  port: number;
  /** From now on COMMIT reaches the server, and the line is cut instead of carrying its answer back. */
  dropAnswers(): void;
  close(): Promise<void>;
}

async function cuttingProxy(target: number): Promise<CuttingProxy> {
  let isCutting = false;
  const sockets = new Set<Socket>();
  const proxy: Server = createServer((client) => {
    const upstream = connect({ host: '127.0.0.1', port: target });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', (bytes) => (isCutting ? client.destroy() : client.write(bytes)));
    client.on('close', () => upstream.end());
    upstream.on('close', () => client.end());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return {
    port: address.port,
    dropAnswers: () => (isCutting = true),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
