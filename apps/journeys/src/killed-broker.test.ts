import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { RunningSystem } from './running-system.js';

const HEADER = '企业名称,统一社会信用代码,注册日期,企业类型,注册资金,经营范围,所在省份,地区,注册地址';

function tell(): void {
  describe('a Kafka of our own that is killed under the running system', () => {
    let system: RunningSystem;
    beforeAll(async () => {
      system = await RunningSystem.prepare('--kafka', 'local');
      await system.start();
    }, 120_000);
    afterAll(async () => {
      await system.end('SIGTERM');
      system.remove();
    });

    const copies = async () => {
      const { body } = await system.call('city-officer', 'loan-compensation/v1/enterprise-copies/summary');
      return Number(body.count);
    };
    const until = async (holds: () => Promise<boolean>, seconds: number) => {
      for (const end = Date.now() + seconds * 1_000; Date.now() < end; await sleep(50))
        if (await holds()) return;
      throw new Error(`it did not come to pass within ${seconds} s:\n${system.output}`);
    };

    it('is started again on its port, and what was registered meanwhile arrives', async () => {
      await until(async () => (await copies()) === 200, 20);
      system.kill('kafka.Kafka');
      await until(async () => /^kafka ended/m.test(system.output), 10);
      const row =
        '苏州复苏有限公司,91320594TE5T00016Q,2018-03-01,N/A,N/A,软件,江苏,苏州,苏州工业园区星湖街1号';
      const upload = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: `${HEADER}\n${row}` };
      const { status } = await system.call('city-officer', 'enterprise-registry/v1/imports', upload);
      expect(status).toBe(202);
      await until(async () => /^kafka was started again$/m.test(system.output), 40);
      await until(async () => (await copies()) === 201, 60);
      await until(async () => (await fetch(`${system.base}/health`)).ok, 30);
    }, 180_000);
  });
}

// Started from its build: a journey imports no launcher.
const place = new URL('../../../deploy/kafka/dist/main.js', import.meta.url).href;
const { kafkaAvailability } = (await import(place)) as {
  kafkaAvailability(): Promise<{ available: boolean; reason?: string }>;
};
const { available, reason } = await kafkaAvailability();
if (available) tell();
else describe('a Kafka of our own', () => void it.skip(`is not started here: ${reason}`, () => undefined));
