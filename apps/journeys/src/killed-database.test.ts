import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { RunningSystem } from './running-system.js';

const POSTGRES = '/native/bin/postgres ';

describe('a PostgreSQL that is killed under the running system', () => {
  let system: RunningSystem;
  beforeAll(async () => {
    system = await RunningSystem.prepare();
    await system.start();
  }, 90_000);
  afterAll(async () => {
    await system.end('SIGTERM');
    system.remove();
  });

  const health = async () => {
    const answer = await fetch(`${system.base}/health`);
    return { status: answer.status, text: await answer.text() };
  };
  const until = async (status: number) => {
    for (let tries = 0; tries < 1_000; tries += 1) {
      const now = await health();
      if (now.status === status) return now;
      await sleep(20);
    }
    throw new Error(`/health did not become ${status} within 20 s`);
  };
  const register = async (n: number) => {
    const bank = {
      bankCode: `C90000000${String(n).padStart(5, '0')}`,
      name: `演示银行${n}`,
      agreementNo: `KILL-${n}`,
    };
    const answer = await system
      .call('city-officer', 'loan-compensation/v1/partner-banks', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(bank),
      })
      .catch(() => ({ status: 0 }));
    return { bankCode: bank.bankCode, status: answer.status };
  };
  const copies = async () => {
    const { body } = await system.call('city-officer', 'loan-compensation/v1/enterprise-copies/summary');
    return Number(body.count);
  };

  it('turns /health red, is started again on its port, and /health turns green by itself', async () => {
    for (let tries = 0; tries < 400 && (await copies()) < 200; tries += 1) await sleep(50);
    const acknowledged: string[] = [];
    let refused = 0;
    let isOver = false;
    const storm = (async () => {
      for (let n = 0; !isOver; n += 1) {
        const { bankCode, status } = await register(n);
        if (status === 201) acknowledged.push(bankCode);
        else refused += 1;
      }
    })();
    while (acknowledged.length < 20) await sleep(10);
    system.kill(POSTGRES);
    const red = await until(503);
    expect(red.text).toContain('"name":"postgres","up":false');
    expect(red.text).not.toMatch(/127\.0\.0\.1:\d+/);
    await until(200);
    const before = acknowledged.length;
    while (acknowledged.length < before + 20) await sleep(10);
    isOver = true;
    await storm;

    // The kill was felt, or this test shows nothing.
    expect(refused).toBeGreaterThan(0);
    expect(system.output).toMatch(/^postgres ended.*; starting it again in \d+ ms/m);
    expect(system.output).toMatch(/^postgres was started again$/m);
    const { body } = await system.call('city-officer', 'loan-compensation/v1/partner-banks');
    const found = new Set((body as unknown as { bankCode: string }[]).map(({ bankCode }) => bankCode));
    expect(acknowledged.filter((bankCode) => !found.has(bankCode))).toEqual([]);
    expect(await copies()).toBe(200);
  });

  it('goes on bringing events to the other service', async () => {
    const header = '企业名称,统一社会信用代码,注册日期,企业类型,注册资金,经营范围,所在省份,地区,注册地址';
    const row = '苏州复苏有限公司,91320594TE5T00016Q,2018-03-01,N/A,N/A,软件,江苏,苏州,苏州工业园区星湖街1号';
    const upload = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: `${header}\n${row}` };
    expect((await system.call('city-officer', 'enterprise-registry/v1/imports', upload)).status).toBe(202);
    for (let tries = 0; tries < 400 && (await copies()) < 201; tries += 1) await sleep(50);
    expect(await copies()).toBe(201);
  });

  it('is stopped in order afterwards, and nothing blocks the next start', async () => {
    expect(await system.end('SIGTERM')).toBe(0);
    await system.start();
    expect(await copies()).toBe(201);
  });
});
