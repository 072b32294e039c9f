import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askOracle, isAtRest, lookingAt } from '@gusu/testing';
import { Webhook } from 'standardwebhooks';
import { registerFile } from './register-file.js';
import { RunningSystem } from './running-system.js';

const BANK = 'C1000000000001';

describe('a service that is killed at work', () => {
  let system: RunningSystem;
  let secret: string;
  const acknowledged = new Set<string>();
  beforeAll(async () => {
    system = await RunningSystem.prepare();
    await system.start();
    const demo = JSON.parse(readFileSync(join(system.dataDir, 'demo.json'), 'utf8')) as {
      bankKeys: { secret: string }[];
    };
    secret = demo.bankKeys[0]?.secret ?? '';
  }, 90_000);
  afterAll(async () => {
    await system.end('SIGTERM');
    system.remove();
  });

  async function post(eventId: string): Promise<number> {
    const body = JSON.stringify({
      specVersion: '1.0',
      type: 'loan.settled',
      bankCode: BANK,
      eventId,
      dueBillNo: `00${eventId}`,
      occurredAt: '2021-06-01T09:00:00+08:00',
      valueDate: '2021-06-01',
      data: { settledOn: '2021-06-01' },
    });
    const at = new Date();
    const headers = {
      'content-type': 'application/json',
      'webhook-id': eventId,
      'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
      'webhook-signature': new Webhook(secret).sign(eventId, at, body),
    };
    const url = `${system.base}/api/loan-compensation/v1/bank/v1/events`;
    return fetch(url, { method: 'POST', headers, body }).then(
      ({ status }) => status,
      () => 0,
    );
  }

  it('has every event it acknowledged exactly once, and takes the others when they are sent again', async () => {
    let failed = 0;
    let next = 0;
    const caller = async () => {
      for (const end = Date.now() + 6_000; Date.now() < end;) {
        const eventId = `storm-${next++}`;
        while (!acknowledged.has(eventId)) {
          const status = await post(eventId);
          if (status === 202 || status === 200) acknowledged.add(eventId);
          else {
            failed += 1;
            await sleep(50);
          }
        }
      }
    };
    const storm = Promise.all(Array.from({ length: 8 }, caller));
    await sleep(1_500);
    system.kill('/loan-compensation/dist/main.js');
    await storm;
    // The kill was felt, or this test shows nothing.
    expect(failed).toBeGreaterThan(0);
    const found = await Promise.all(
      [...acknowledged].map(async (id) => {
        const { body } = await system.call('bank-a', `loan-compensation/v1/bank/v1/events/${id}`);
        return body.eventId === id;
      }),
    );
    expect(found.every(Boolean)).toBe(true);
    expect(await post([...acknowledged][0] ?? '')).toBe(200);
  });

  it('finishes the import it was killed in, each row once', async () => {
    const headers = { 'content-type': 'text/csv' };
    const upload = { method: 'POST', headers, body: registerFile(20_000) };
    const { body } = await system.call('city-officer', 'enterprise-registry/v1/imports', upload);
    const path = `enterprise-registry/v1/imports/${String(body.importId)}`;
    const state = async () => (await system.call('city-officer', path)).body;
    let processed = 0;
    while (processed < 500) processed = Number((await state()).processed);
    expect(processed).toBeLessThan(20_000);
    system.kill('/enterprise-registry/dist/main.js');
    for (let tries = 0; tries < 600; tries += 1) {
      const now = await state().catch(() => ({ status: 'away' }));
      if (now.status === 'finished') break;
      await sleep(100);
    }
    expect(await state()).toMatchObject({ status: 'finished', total: 20_000, accepted: 20_000, refused: 0 });
    const copies = async () =>
      Number(
        (await system.call('city-officer', 'loan-compensation/v1/enterprise-copies/summary')).body.count,
      );
    for (let tries = 0; tries < 400 && (await copies()) < 20_200; tries += 1) await sleep(50);
    expect(await copies()).toBe(20_200);
  });

  it('leaves nothing behind that the oracle objects to', async () => {
    expect(acknowledged.size).toBeGreaterThan(0);
    const memory = {
      acknowledged: [...acknowledged].map((eventId) => ({ bankCode: BANK, eventId })),
      unanswered: [],
    };
    for (let tries = 0; tries < 300; tries += 1) {
      if (await lookingAt(system.databases, isAtRest)) break;
      await sleep(100);
    }
    expect(await askOracle(system.databases, memory)).toEqual({});
  });
});
