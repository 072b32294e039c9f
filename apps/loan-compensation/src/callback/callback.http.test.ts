import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { BANK, disbursed, filed, repaid } from '../fixture/bank-events.js';
import { auditor, bankClerk, cityOfficer, otherBankClerk } from '../fixture/people.js';
import { BATCH, TestLoans } from '../fixture/test-loans.module.js';
import { CallbackSenderService } from './callback-sender.service.js';

let loans: TestLoans;
let bank: Server;
let secret: string;
let heard: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
let answer: { status: number; headers?: Record<string, string> } = { status: 200 };

const url = (path = '/callback') => `http://127.0.0.1:${(bank.address() as AddressInfo).port}${path}`;
const register = (to: string) =>
  loans.post(`/v1/partner-banks/${BANK}/callback-address`, cityOfficer, { url: to });

beforeAll(async () => {
  loans = await TestLoans.start();
  bank = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString('utf8')));
    request.on('end', () => {
      heard.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(answer.status, answer.headers).end('ok');
    });
  });
  await new Promise<void>((listening) => bank.listen(0, '127.0.0.1', listening));
  secret = (await register(url())).body.secret as string;
}, 60_000);
afterAll(async () => {
  await loans.stop();
  bank.close();
});
afterEach(() => {
  heard = [];
  answer = { status: 200 };
});

let bills = 0;
/** Something that the bank is told: a balance that differs. */
async function makeDiscrepancy() {
  const dueBillNo = `told-${(bills += 1)}`;
  const events = [filed(), disbursed(), repaid('2021-06-10', 100, 1)].map((body) => ({
    ...body,
    dueBillNo,
    eventId: `${dueBillNo}-${body.eventId}`,
  }));
  await loans.message({ events }, { path: BATCH });
  return dueBillNo;
}

interface Delivery {
  deliveryId: string;
  status: string;
  attempts: number;
  nextAt: string | null;
  log: { number: number; httpStatus: number | null; problem: string | null }[];
}
const newest = async () =>
  (await loans.get('/v1/callback-deliveries?limit=1', bankClerk)).body.items[0] as Delivery;
const logOf = async (id: string, caller = bankClerk) =>
  (await loans.get(`/v1/callback-deliveries/${id}`, caller)).body as Delivery;
async function until(is: (delivery: Delivery) => boolean): Promise<Delivery> {
  for (const since = Date.now(); Date.now() - since < 10_000; await sleep(20)) {
    const delivery = await newest();
    if (delivery && is(delivery)) return delivery;
  }
  throw new Error(`it did not come to that: ${JSON.stringify(await newest())}`);
}
const sender = () => loans.app.get(CallbackSenderService, { strict: false });
const later = (seconds: number) => new Date(Date.now() + seconds * 1_000);

describe('calling a bank back', () => {
  it('tells it at once, signed so that it can verify it, and once', async () => {
    const dueBillNo = await makeDiscrepancy();
    const { deliveryId } = await until(({ status }) => status === 'delivered');
    await sender().tick(later(3_600));
    expect(heard).toHaveLength(1);
    const [{ path, headers, body }] = heard as [(typeof heard)[number]];
    expect([path, headers['webhook-id']]).toEqual(['/callback', deliveryId]);
    const payload = new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(payload).toMatchObject({
      type: 'loan-compensation.discrepancy.opened',
      data: { dueBillNo, code: 'BALANCE_DIFF', severity: 'high' },
    });
    expect((await logOf(deliveryId)).log).toMatchObject([{ number: 1, httpStatus: 200, problem: null }]);
  });

  it('tries again after five seconds and five minutes under one id, and at once when somebody asks', async () => {
    answer = { status: 503 };
    await makeDiscrepancy();
    const first = await until(({ attempts }) => attempts === 1);
    const pause = Date.parse(first.nextAt ?? '') - Date.now();
    expect(pause).toBeGreaterThan(2_000);
    expect(pause).toBeLessThan(5_600);
    await sender().tick(later(6));
    const second = await until(({ attempts }) => attempts === 2);
    expect(Date.parse(second.nextAt ?? '') - Date.now()).toBeGreaterThan(260_000);
    answer = { status: 204 };
    const path = `/v1/callback-deliveries/${first.deliveryId}/retry`;
    expect((await loans.post(path, otherBankClerk, {})).body.code).toBe('callback/not-found');
    expect((await loans.post(path, auditor, {})).body.code).toBe('permission/denied');
    expect((await loans.post(path, bankClerk, {})).body.status).toBe('pending');
    await sender().tick(later(0));
    await until(({ status }) => status === 'delivered');
    expect((await logOf(first.deliveryId)).log.map(({ httpStatus }) => httpStatus)).toEqual([503, 503, 204]);
    expect(new Set(heard.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([first.deliveryId]));
    expect((await loans.post(path, bankClerk, {})).body.code).toBe('callback/already-delivered');
  });

  it('follows no redirect, and writes down that nobody answered', async () => {
    answer = { status: 302, headers: { location: url('/elsewhere') } };
    await makeDiscrepancy();
    const { deliveryId } = await until(({ attempts }) => attempts === 1);
    expect(heard.map(({ path }) => path)).toEqual(['/callback']);
    const closed = createServer().listen(0);
    const { port } = closed.address() as AddressInfo;
    closed.close();
    await register(`http://127.0.0.1:${port}/`);
    await sender().tick(later(6));
    const { log } = await logOf(deliveryId);
    expect(log[1]).toMatchObject({ httpStatus: null });
    expect(log[1]?.problem).toContain('ECONNREFUSED');
    secret = (await register(url())).body.secret as string;
  });

  it('goes on where another one was struck down while it was sending', async () => {
    await loans.query('select 1');
    answer = { status: 503 };
    await makeDiscrepancy();
    const { deliveryId } = await until(({ attempts }) => attempts === 1);
    // As if a process had taken it and was killed: leased, with no attempt written.
    await loans.db.database.transaction((tx) =>
      tx.execute(`update callback_delivery set next_at = now() + interval '60 s' where delivery_id = $1`, [
        deliveryId,
      ]),
    );
    answer = { status: 200 };
    await sender().tick(later(30));
    expect((await logOf(deliveryId)).attempts).toBe(1);
    const second = await loans.another();
    try {
      await second.get(CallbackSenderService, { strict: false }).tick(later(61));
      expect(await logOf(deliveryId)).toMatchObject({ status: 'delivered', attempts: 2 });
    } finally {
      await second.close();
    }
  });

  it('stops for good when the bank answers 410, until an address is registered anew', async () => {
    answer = { status: 410 };
    await makeDiscrepancy();
    await until(({ status }) => status === 'stopped');
    const address = `/v1/partner-banks/${BANK}/callback-address`;
    expect((await loans.get(address, bankClerk)).body).toMatchObject({ status: 'gone', url: url() });
    const before = (await newest()).deliveryId;
    await makeDiscrepancy();
    expect((await newest()).deliveryId).toBe(before);
    secret = (await register(url())).body.secret as string;
    expect((await loans.get(address, bankClerk)).body).toMatchObject({ status: 'active' });
    expect((await loans.get(address, bankClerk)).body.secret).toBeUndefined();
  });
});

describe('what an officer may register', () => {
  it.each([
    'http://bank.example/callback',
    'ftp://bank.example/',
    'https://user:password@bank.example/',
    'https://bank.example/#part',
    'bank.example/callback',
    'file:///etc/passwd',
  ])('is not %s', async (to) => {
    const { status, body } = await register(to);
    expect([status, body.code]).toEqual([422, 'callback/address-not-allowed']);
  });

  it('is seen by the bank itself alone, beside officers', async () => {
    const path = `/v1/partner-banks/${BANK}/callback-address`;
    expect((await loans.get(path, otherBankClerk)).body.code).toBe('callback/not-found');
    expect((await loans.post(path, bankClerk, { url: url() })).body.code).toBe('permission/denied');
    expect((await loans.get('/v1/callback-deliveries', otherBankClerk)).body.items).toEqual([]);
    const { deliveryId } = await newest();
    expect((await loans.get(`/v1/callback-deliveries/${deliveryId}`, otherBankClerk)).body.code).toBe(
      'callback/not-found',
    );
  });
});
