import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyUnlikeLog, ENTERPRISE_COPY, lookingAt } from '@gusu/testing';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { RunningSystem, type Answer } from './running-system.js';

const REGISTER = join(process.env.GUSU_SHARED ?? '../shared', 'data', 'suzhou-enterprises-1978-2001.csv');
const BANK = 'C1000000000001';
const CODE = '91320594TE5T00016Q';
const JSON_TYPE = { 'content-type': 'application/json' };

/** A story from registration to loan, told to the system as it is started by hand. */
function tell(transport: string, ...options: string[]): void {
  describe(`an enterprise and its loan, events over ${transport}`, () => {
    let system: RunningSystem;
    beforeAll(async () => {
      system = await RunningSystem.prepare(...options);
      await system.start();
    }, 90_000);
    afterAll(async () => {
      await system.end('SIGTERM');
      system.remove();
    });

    const copies = async () =>
      Number(
        (await system.call('city-officer', 'loan-compensation/v1/enterprise-copies/summary')).body.count,
      );
    const until = async (holds: () => Promise<boolean>) => {
      for (let tries = 0; tries < 400; tries += 1) {
        if (await holds()) return;
        await sleep(50);
      }
      throw new Error('it did not come to pass within 20 s');
    };
    const post = (account: string, path: string, body: object) =>
      system.call(account, path, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) });

    it('begins with demo data that the loan service knows through events alone', async () => {
      await until(async () => (await copies()) === 200);
    });

    it('goes on with a registration that the district verifies', async () => {
      const registered = await post('enterprise-admin', 'enterprise-registry/v1/enterprises', {
        creditCode: CODE,
        name: '苏州旅程智能科技有限公司',
        establishedOn: '2018-03-01',
        entityType: '有限责任公司',
        registeredCapital: { amount: '1250', unit: 'wan', currency: 'CNY' },
        businessScope: '人工智能基础软件开发',
        address: '苏州工业园区星湖街328号',
        districtCode: '320571',
      });
      expect([registered.status, registered.body.status]).toEqual([201, 'pendingVerification']);
      const path = `enterprise-registry/v1/enterprises/${CODE}`;
      expect((await system.call('kunshan-clerk', path)).status).toBe(404);
      const verified = await post('district-clerk', `${path}/verification`, { decision: 'accept' });
      expect([verified.status, verified.body.status]).toEqual([200, 'active']);
      await until(async () => (await copies()) === 201);
    });

    it('lets its bank file and report a loan with signed messages', async () => {
      const send = async (event: object) => {
        const demo = JSON.parse(readFileSync(join(system.dataDir, 'demo.json'), 'utf8')) as {
          bankKeys: Answer[];
        };
        const secret = demo.bankKeys.find(({ bankCode }) => bankCode === BANK)?.secret as string;
        const body = JSON.stringify({
          specVersion: '1.0',
          bankCode: BANK,
          dueBillNo: '0032021060100001',
          ...event,
        });
        const at = new Date();
        const headers = {
          ...JSON_TYPE,
          'webhook-id': 'journey',
          'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
          'webhook-signature': new Webhook(secret).sign('journey', at, body),
        };
        const answer = await fetch(`${system.base}/api/loan-compensation/v1/bank/v1/events`, {
          method: 'POST',
          headers,
          body,
        });
        return (await answer.json()) as Answer;
      };
      const day = (date: string) => ({ occurredAt: `${date}T09:00:00+08:00`, valueDate: date });
      const terms = { ratePpm: 43_500, tenorMonths: 12, guaranteeMode: 'CREDIT', creditPortionBps: 10_000 };
      const filing = {
        uscc: CODE,
        contractNo: 'HT-1',
        plannedAmountFen: 500_000_000,
        isFirstLoan: true,
        purpose: '研发',
        ...terms,
      };
      const loan = {
        amountFen: 500_000_000,
        disbursedOn: '2021-06-01',
        maturity: '2022-05-31',
        ratePpm: 43_500,
      };
      const how = { rateType: 'FIXED', repayMethod: 'BULLET', payeeMode: '受托支付' };
      const filed = await send({
        type: 'filing.submitted',
        eventId: 'j-1',
        ...day('2021-05-30'),
        data: filing,
      });
      expect(filed).toMatchObject({ status: 'APPLIED' });
      const disbursed = {
        type: 'loan.disbursed',
        eventId: 'j-2',
        ...day('2021-06-01'),
        data: { ...loan, ...how },
      };
      expect(await send(disbursed)).toMatchObject({ status: 'APPLIED' });
      const path = `loan-compensation/v1/loans/${BANK}/0032021060100001`;
      expect((await system.call('bank-a', path)).body).toMatchObject({
        status: 'active',
        principalFen: 500_000_000,
      });
      expect((await system.call('bank-b', path)).body.code).toBe('loan/not-found');
    });

    (existsSync(REGISTER) ? it : it.skip)(
      'takes the public register: 11,997 of 12,328 rows (needs ../shared/data)',
      async () => {
        const before = await copies();
        const upload = {
          method: 'POST',
          headers: { 'content-type': 'text/csv' },
          body: readFileSync(REGISTER),
        };
        const { body } = await system.call('city-officer', 'enterprise-registry/v1/imports', upload);
        const imports = `enterprise-registry/v1/imports/${String(body.importId)}`;
        await until(async () => (await system.call('city-officer', imports)).body.status !== 'running');
        const { body: done } = await system.call('city-officer', imports);
        expect(done).toMatchObject({
          status: 'finished',
          total: 12_328,
          accepted: 11_997,
          duplicate: 22,
          refused: 309,
        });
        await until(async () => (await copies()) === before + 11_997);
      },
    );

    it('gets its copy of the enterprises back from the registry’s log when it was spoilt (I10)', async () => {
      const before = await copies();
      const unlike = () =>
        lookingAt(system.databases, ({ registry, loans }) => copyUnlikeLog(loans, registry, ENTERPRISE_COPY));
      await lookingAt(system.databases, async ({ loans }) => {
        await loans('delete from enterprise_copy where credit_code = $1', [CODE]);
        await loans("update enterprise_copy set name = '别名' where district_code = '320583'");
      });
      expect((await unlike()).length).toBeGreaterThan(2);
      const rebuilt = await post('system-admin', 'loan-compensation/v1/enterprise-copies/rebuild', {});
      expect([rebuilt.status, rebuilt.body]).toMatchObject([
        200,
        { added: 1, removed: 0, enterprises: before },
      ]);
      expect(await unlike()).toEqual([]);
    });

    it('is all there after the launcher was killed without a word and started again', async () => {
      const before = await copies();
      await system.end('SIGKILL');
      // As if it had been killed in the middle of filling in the demo data, too.
      rmSync(join(system.dataDir, 'demo.json'));
      await system.start();
      expect(await copies()).toBe(before);
      expect(await system.end('SIGTERM')).toBe(0);
      await system.start();
      expect(await copies()).toBe(before);
    });
  });
}

tell('the embedded log');
if (process.env.KAFKA_BROKERS) tell('Kafka', '--kafka', process.env.KAFKA_BROKERS.split(',')[0] ?? '');
else
  describe('an enterprise and its loan, events over Kafka', () => {
    it.skip(`is not told here: ${process.env.KAFKA_SKIP_REASON ?? 'KAFKA_BROKERS is not set'}`, () =>
      undefined);
  });
