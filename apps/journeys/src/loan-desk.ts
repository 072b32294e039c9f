import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { MovableTime } from './movable-time.js';
import { RunningSystem, type Answer } from './running-system.js';

export const registry = (path: string) => `enterprise-registry/v1${path}`;
export const loans = (path: string) => `loan-compensation/v1${path}`;

/** Where people and a bank of a story do what belongs to each, on days that it moves to. */
export class LoanDesk {
  /** What the bank signs with, once it was given a key. */
  bankSecret = '';

  private constructor(
    readonly system: RunningSystem,
    readonly time: MovableTime,
    private readonly loan: { bankCode: string; dueBillNo: string },
  ) {}

  static async open(day: string, loan: { bankCode: string; dueBillNo: string }): Promise<LoanDesk> {
    const time = new MovableTime();
    await time.to(day);
    const system = await RunningSystem.prepare('--empty');
    system.env.NODE_OPTIONS = time.nodeOptions;
    await system.start();
    return new LoanDesk(system, time, loan);
  }

  async close(): Promise<void> {
    await this.system.end('SIGTERM');
    this.system.remove();
    this.time.remove();
  }

  /** @throws Error when it is refused */
  async send(method: 'POST' | 'PUT', account: string, path: string, body: object = {}): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    const reply = await this.system.call(account, path, { method, headers, body: JSON.stringify(body) });
    if (reply.status >= 300) throw new Error(`${account} ${path}: ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  post(account: string, path: string, body?: object): Promise<Answer> {
    return this.send('POST', account, path, body);
  }

  async get(path: string, account = 'city-officer'): Promise<Answer> {
    return (await this.system.call(account, path)).body;
  }

  async refusalOf(account: string, path: string): Promise<unknown> {
    return (await this.system.call(account, path, { method: 'POST' })).body.code;
  }

  async until(holds: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 400; tries += 1) {
      if (await holds()) return;
      await sleep(50);
    }
    throw new Error('it did not come to pass within 20 s');
  }

  /**
   * What the bank says of its loan now, signed.
   * @throws Error when it is not applied
   */
  async tell(eventId: string, type: string, valueDate: string, what: object): Promise<Answer> {
    const ids = { specVersion: '1.0', ...this.loan, eventId, reversalOf: null };
    const event = { ...ids, type, occurredAt: `${valueDate}T09:00:00+08:00`, valueDate, data: what };
    const body = JSON.stringify(event);
    const at = this.time.now();
    const headers = {
      'content-type': 'application/json',
      'webhook-id': eventId,
      'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
      'webhook-signature': new Webhook(this.bankSecret).sign(eventId, at, body),
    };
    const url = `${this.system.base}/api/${loans('/bank/v1/events')}`;
    const answer = await fetch(url, { method: 'POST', headers, body });
    const said = (await answer.json()) as Answer;
    if (said.status !== 'APPLIED') throw new Error(`${eventId}: ${answer.status} ${JSON.stringify(said)}`);
    return said;
  }

  /**
   * How many figures differ when the program for auditors computes a package again.
   * @throws Error when it ends otherwise than by its verdict
   */
  differing(audit: object): number {
    const file = join(this.system.dataDir, 'package.json');
    writeFileSync(file, JSON.stringify(audit));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['deploy/audit/verify-package.mjs', file],
      { env: { ...process.env, NODE_OPTIONS: '' }, encoding: 'utf8' },
    );
    const lines = stdout.trim().split('\n');
    const same = lines.filter((line) => line.startsWith('same')).length;
    const differing = lines.filter((line) => line.startsWith('DIFFERENT')).length;
    if (same === 0 || status !== Math.sign(differing))
      throw new Error(`it ended with ${status}:\n${stdout}${stderr}`);
    return differing;
  }
}
