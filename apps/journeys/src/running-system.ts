import { freePort } from '@gusu/embedded-postgres';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const READY_MILLIS = 60_000;

/** The whole system as `npm start` runs it, on a folder of its own. */
export class RunningSystem {
  private launcher: ChildProcess | undefined;
  output = '';
  /** Settings of the launcher besides its options. */
  readonly env: Record<string, string> = {};

  private constructor(
    readonly port: number,
    readonly dataDir: string,
    private readonly more: readonly string[],
  ) {}

  static async prepare(...more: string[]): Promise<RunningSystem> {
    const dataDir = mkdtempSync(join(tmpdir(), 'gusu-journey-'));
    // Behind a closed folder root's PostgreSQL would lie elsewhere, and not be removed with it.
    chmodSync(dataDir, 0o755);
    return new RunningSystem(await freePort(), dataDir, more);
  }

  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.output = '';
    const args = [
      'deploy/local/dist/main.js',
      '--port',
      `${this.port}`,
      '--data',
      this.dataDir,
      ...this.more,
    ];
    const launcher = spawn(process.execPath, args, {
      env: { ...process.env, NODE_OPTIONS: '', ...this.env },
    });
    this.launcher = launcher;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`not ready:\n${this.output}`)), READY_MILLIS);
      const read = (chunk: Buffer) => {
        this.output += chunk.toString();
        if (!/^ready /m.test(this.output)) return;
        clearTimeout(late);
        resolve();
      };
      launcher.stdout.on('data', read);
      launcher.stderr.on('data', read);
      launcher.once('exit', (code) => {
        clearTimeout(late);
        reject(new Error(`the launcher ended with ${code}:\n${this.output}`));
      });
    });
  }

  /** Ends the launcher by a signal and returns its exit code. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const launcher = this.launcher;
    if (!launcher || launcher.exitCode !== null) return launcher?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => launcher.once('exit', resolve));
    launcher.kill(signal);
    return ended;
  }

  /** Kills one process of this system without a word, told by what its command line holds; the launcher starts it again. */
  kill(commandLine: string): void {
    const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(this.launcher?.pid)], {
      encoding: 'utf8',
    });
    const line = listed.split('\n').find((one) => one.includes(commandLine));
    process.kill(Number(line?.trim().split(/\s+/)[0]), 'SIGKILL');
  }

  /** The processes the launcher has started, by their numbers. */
  get processes(): string[] {
    const listed = execFileSync('ps', ['-o', 'pid=', '--ppid', String(this.launcher?.pid)], {
      encoding: 'utf8',
    });
    return listed.trim().split(/\s+/).sort();
  }

  /** The databases of the services, for looking behind their backs. */
  get databases(): { registry: string; loans: string } {
    const at = (name: string) => Object.assign(new URL(this.databaseUrl), { pathname: `/${name}` }).href;
    return { registry: at('enterprise_registry'), loans: at('loan_compensation') };
  }

  private get databaseUrl(): string {
    if (this.env.DATABASE_URL) return this.env.DATABASE_URL;
    const secrets = readFileSync(join(this.dataDir, 'secrets.json'), 'utf8');
    const { postgresPassword } = JSON.parse(secrets) as { postgresPassword: string };
    const port = readFileSync(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3];
    return `postgres://postgres:${encodeURIComponent(postgresPassword)}@127.0.0.1:${port}/postgres`;
  }

  remove(): void {
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async token(account: string): Promise<string> {
    const accounts = JSON.parse(readFileSync(join(this.dataDir, 'accounts.json'), 'utf8')) as Record<
      string,
      string
    >[];
    const secret = accounts.find((entry) => entry.account === account)?.secret ?? '';
    const form = { grant_type: 'client_credentials', client_id: account, client_secret: secret };
    const answer = await fetch(`${this.base}/identity/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  async call(
    account: string,
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number; body: Answer }> {
    const headers = { authorization: `Bearer ${await this.token(account)}`, ...init.headers };
    const answer = await fetch(`${this.base}/api/${path}`, { ...init, headers });
    return { status: answer.status, body: (await answer.json()) as Answer };
  }
}

export type Answer = Record<string, unknown>;
