import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestGateway } from '../fixture/test-gateway.module.js';
import { problemIn, send, Upstream } from '../fixture/upstream.js';

const MEGABYTE = 1_048_576;
const PATH = '/api/enterprise-registry/v1/imports';
let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start({ UPSTREAM_SECONDS: '0.3' });
});
afterEach(() => gateway.stop());
const until = async (holds: () => boolean) => {
  for (let tries = 0; tries < 400 && !holds(); tries += 1) await sleep(5);
  expect(holds()).toBe(true);
};

describe('a service that is away', () => {
  it('is said to be, with a time to come back, and found again when it is there', async () => {
    const { port } = gateway.registry;
    await gateway.registry.die();
    for (const method of ['GET', 'POST']) {
      const answer = await send(gateway.port, PATH, { method, headers: { 'accept-language': 'en' } });
      expect([answer.status, answer.headers['content-type'], answer.headers['retry-after']]).toEqual([
        503,
        'application/problem+json; charset=utf-8',
        '1',
      ]);
      expect(problemIn(answer)).toMatchObject({
        code: 'service/unavailable',
        title: 'The service is unavailable; try again later',
        instance: PATH,
      });
    }
    expect((await send(gateway.port, '/api/loan-compensation/v1/loans')).status).toBe(200);
    const again = await Upstream.start(port);
    expect((await send(gateway.port, PATH)).status).toBe(200);
    await again.die();
  });

  it.each([
    ['GET', 'service/unavailable'],
    ['POST', 'service/outcome-unknown'],
  ])('and dies over a %s leaves it %s', async (method, code) => {
    gateway.registry.answer = () => void gateway.registry.die();
    const answer = await send(gateway.port, PATH, { method, headers: { 'content-length': '0' } });
    expect([answer.status, problemIn(answer).code, answer.headers['retry-after']]).toEqual([503, code, '1']);
  });

  it.each([
    ['GET', 'service/unavailable'],
    ['DELETE', 'service/outcome-unknown'],
  ])('and is too slow for a %s leaves it %s', async (method, code) => {
    gateway.registry.answer = () => undefined;
    const answer = await send(gateway.port, PATH, { method });
    expect([answer.status, problemIn(answer).code]).toEqual([503, code]);
    await until(() => gateway.registry.abandoned === 1);
  });

  it('in the middle of an answer is seen by the caller, who is not told that it is whole', async () => {
    gateway.registry.answer = (_arrived, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.write('half', () => void gateway.registry.die());
    };
    await expect(send(gateway.port, PATH)).rejects.toThrow(/aborted|hang up|terminated/);
  });
});

describe('a large body', () => {
  it('flows through without being kept: the caller is held back when the service is', async () => {
    let taken: IncomingMessage | undefined;
    gateway.registry.take = (incoming) => void (taken = incoming);
    const upload = request({
      port: gateway.port,
      path: PATH,
      method: 'PUT',
      headers: { 'content-type': 'text/csv' },
    });
    upload.on('error', () => undefined);
    const piece = Buffer.alloc(MEGABYTE, 'x');
    let sent = 0;
    const before = process.memoryUsage.rss();
    for (; sent < 256; sent += 1) {
      if (upload.write(piece)) continue;
      const isDrained = await Promise.race([once(upload, 'drain').then(() => true), sleep(200, false)]);
      if (!isDrained) break;
    }
    expect(sent).toBeLessThan(64);
    expect(process.memoryUsage.rss() - before).toBeLessThan(128 * MEGABYTE);
    expect(taken).toBeDefined();
    upload.destroy();
  });

  it('arrives whole, however large', async () => {
    let read = 0;
    gateway.registry.take = (incoming, response) => {
      incoming.on('data', (chunk: Buffer) => (read += chunk.length));
      incoming.once('end', () => response.end(String(read)));
    };
    const body = Buffer.alloc(64 * MEGABYTE, 'x');
    const answer = await send(gateway.port, PATH, {
      method: 'PUT',
      headers: { 'content-type': 'text/plain' },
      body,
    });
    expect(answer.body.toString()).toBe(String(body.length));
  });
});

describe('a caller that goes away', () => {
  it('in the middle of its upload is followed by the gateway', async () => {
    gateway.registry.take = (incoming) => void incoming.resume();
    const headers = { 'content-type': 'text/csv', 'content-length': '1000' };
    const upload = request({ port: gateway.port, path: PATH, method: 'POST', headers });
    upload.on('error', () => undefined);
    upload.write('half');
    await until(() => gateway.registry.begun === 1);
    upload.destroy();
    await until(() => gateway.registry.abandoned === 1);
  });

  it('in the middle of its download is followed by the gateway', async () => {
    gateway.registry.answer = (_arrived, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.write('row\n');
    };
    const download = request({ port: gateway.port, path: PATH });
    download.on('error', () => undefined);
    download.end();
    const [response] = (await once(download, 'response')) as [IncomingMessage];
    response.on('error', () => undefined);
    response.destroy();
    await until(() => gateway.registry.abandoned === 1);
  });
});
