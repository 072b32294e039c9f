import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { TestGateway } from '../fixture/test-gateway.module.js';
import { problemIn, send } from '../fixture/upstream.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start();
});
afterAll(() => gateway.stop());
beforeEach(() => {
  for (const upstream of [gateway.registry, gateway.loans, gateway.identity]) {
    upstream.arrived.length = 0;
    upstream.answer = (_arrived, response) => response.end('{}');
  }
});
const ask = (path: string, options: Parameters<typeof send>[2] = {}) => send(gateway.port, path, options);
const nobodyWasAsked = () => {
  expect(gateway.registry.arrived).toEqual([]);
  expect(gateway.loans.arrived).toEqual([]);
};

describe('a message on its way to a service', () => {
  const json = { 'content-type': 'application/json' };
  it.each<[string, Record<string, string>, Buffer]>([
    ['JSON with odd white space', json, Buffer.from('{ "a" :\t1.0 ,\r\n  "b":"\\u4e2d" }\n\n')],
    ['JSON that is none', json, Buffer.from('{"a":')],
    ['bytes that are no text', json, Buffer.from([0x00, 0xff, 0xfe, 0x80, 0x0a])],
    [
      'plain text in another encoding',
      { 'content-type': 'text/plain; charset=gb18030' },
      Buffer.from([0xb9, 0xc3, 0xcb, 0xd5]),
    ],
    ['a compressed body', { ...json, 'content-encoding': 'gzip' }, gzipSync('{"a":1}')],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, Buffer.from('a=1&a=%E5%A7%91')],
    ['an unknown type', { 'content-type': 'application/x-never-heard-of' }, Buffer.from('?')],
    ['no type at all', {}, Buffer.from('?')],
  ])('keeps its bytes, so that a signature over them stays true: %s', async (_name, headers, body) => {
    const length = { 'content-length': `${body.length}` };
    const answer = await ask('/api/loan-compensation/v1/bank/v1/events', {
      method: 'POST',
      headers: { ...headers, ...length, 'webhook-signature': 'v1,abc=' },
      body,
    });
    expect(answer.status).toBe(200);
    const { last } = gateway.loans;
    expect(last.body.equals(body)).toBe(true);
    expect(last.headers).toMatchObject({ ...headers, ...length, 'webhook-signature': 'v1,abc=' });
  });

  it('keeps its bytes also in pieces of unknown number', async () => {
    const chunks = { ...json, 'transfer-encoding': 'chunked' };
    await ask('/api/loan-compensation/v1/bank/v1/events', {
      method: 'POST',
      headers: chunks,
      body: '{ "a" : 1 }',
    });
    expect(gateway.loans.last.body.toString()).toBe('{ "a" : 1 }');
    expect(gateway.loans.last.headers['content-length']).toBeUndefined();
  });

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])(
    'keeps its method %s, address and query',
    async (method) => {
      const path = '/v1/enterprises/%E5%A7%91%E8%8B%8F?q=%2F..%2F&q=a+b&empty=';
      await ask(`/api/enterprise-registry${path}`, { method });
      expect([gateway.registry.last.method, gateway.registry.last.url]).toEqual([method, path]);
    },
  );

  it('does not hang when a GET brings a body, which nobody reads', async () => {
    const headers = { 'content-length': '4', 'content-type': 'application/json' };
    const answer = await ask('/api/enterprise-registry/v1/enterprises', { headers, body: 'null' });
    expect(answer.status).toBe(200);
    expect(gateway.registry.last.headers['content-length']).toBeUndefined();
  });

  it('needs no token on the way: whether it does is for the service to say', async () => {
    const answer = await ask('/api/enterprise-registry/v1/public-notices?limit=1');
    expect(answer.status).toBe(200);
    expect(gateway.registry.last.url).toBe('/v1/public-notices?limit=1');
    expect(gateway.registry.last.headers).not.toHaveProperty('authorization');
    expect(gateway.registry.last.headers['x-forwarded-for']).toBe('127.0.0.1');
  });

  it('reaches the identity provider under its own name', async () => {
    await ask('/identity/token', { method: 'POST', headers: json, body: '{}' });
    expect(gateway.identity.last.url).toBe('/identity/token');
  });

  it.each([
    ['/api/loan-compensation/bank/v1/events', '/v1/bank/v1/events'],
    ['/api/loan-compensation/bank/v1/events:batch', '/v1/bank/v1/events:batch'],
    ['/api/loan-compensation/bank/v1/loans/0032?x=1', '/v1/bank/v1/loans/0032?x=1'],
    ['/api/loan-compensation/v1/bank/v1/events:batch', '/v1/bank/v1/events:batch'],
  ])('from a bank that knows funding.md §11 finds %s', async (from, to) => {
    await ask(from, { method: 'POST', headers: json, body: '[]' });
    expect(gateway.loans.last.url).toBe(to);
  });
});

describe('an answer on its way back', () => {
  it('keeps its status, its bytes and its headers, but what concerns one connection only', async () => {
    const body = gzipSync('{"a":1}');
    gateway.registry.answer = (_arrived, response) => {
      response.writeHead(207, {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'ratelimit-remaining': '3',
        'keep-alive': 'timeout=999',
        connection: 'close, x-private',
        'x-private': 'between you and me',
      });
      response.end(body);
    };
    const answer = await ask('/api/enterprise-registry/v1/enterprises', {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect([answer.status, answer.body.equals(body)]).toEqual([207, true]);
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', 'ratelimit-remaining': '3' });
    expect(answer.headers['keep-alive']).not.toBe('timeout=999');
    expect(answer.headers['x-private']).toBeUndefined();
  });

  it.each([
    ['/api/enterprise-registry/v1/imports', '/v1/imports/7', '/api/enterprise-registry/v1/imports/7'],
    [
      '/api/loan-compensation/bank/v1/events',
      '/v1/bank/v1/events/7',
      '/api/loan-compensation/v1/bank/v1/events/7',
    ],
    ['/api/loan-compensation/v1/loans', 'https://elsewhere.example/x', 'https://elsewhere.example/x'],
  ])('leads on through the gateway: %s', async (path, location, expected) => {
    gateway.registry.answer = (_arrived, response) => response.writeHead(201, { location }).end();
    gateway.loans.answer = gateway.registry.answer;
    const answer = await ask(path, { method: 'POST', headers: { 'content-length': '0' } });
    expect(answer.headers.location).toBe(expected);
  });
});

describe('who the gateway says is calling', () => {
  const spoofed = {
    'x-forwarded-for': '9.9.9.9',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-port': '666',
    'x-forwarded-prefix': '/evil',
    'x-real-ip': '9.9.9.9',
    forwarded: 'for=9.9.9.9',
  };

  it('is what it saw itself, whatever the caller claims', async () => {
    await ask('/api/enterprise-registry/v1/x', { headers: { ...spoofed, host: 'gusu.example' } });
    const { headers } = gateway.registry.last;
    const claims = Object.entries(headers).filter(([name]) => name in spoofed);
    expect(Object.fromEntries(claims)).toEqual({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'gusu.example',
    });
  });

  it('cannot be taken away by listing it as a header of the connection', async () => {
    const headers = { connection: 'x-forwarded-for, x-forwarded-proto, x-secret', 'x-secret': 'mine' };
    await ask('/api/enterprise-registry/v1/x', { headers });
    expect(gateway.registry.last.headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1' });
    expect(gateway.registry.last.headers['x-secret']).toBeUndefined();
  });

  it('leaves out what concerns the caller’s own connection', async () => {
    const headers = { te: 'trailers', 'proxy-authorization': 'Basic x', 'keep-alive': '9' };
    await ask('/api/enterprise-registry/v1/x', { headers });
    const found = Object.keys(gateway.registry.last.headers);
    expect(found.filter((name) => name in headers)).toEqual([]);
  });

  it('believes a proxy in front of it only where the deployment names it', async () => {
    const behind = await TestGateway.start({ TRUST_PROXY: 'loopback' });
    await send(behind.port, '/api/enterprise-registry/v1/x', { headers: spoofed });
    expect(behind.registry.last.headers).toMatchObject({
      'x-forwarded-for': '9.9.9.9',
      'x-forwarded-proto': 'https',
    });
    await behind.stop();
  });
});

describe('an address that leads nowhere', () => {
  it.each([
    '/api/talent/v1/applications',
    '/api/enterprise-registryx/v1/x',
    '/api',
    '/api/constructor/v1',
    '/nothing',
    '/docs/nothing/at/all',
  ])('%s is answered as a problem', async (path) => {
    const answer = await ask(path);
    expect([answer.status, answer.headers['content-type']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(problemIn(answer)).toMatchObject({ code: 'request/not-found', title: '没有这个地址' });
    nobodyWasAsked();
  });

  it.each([
    '/api/enterprise-registry/../loan-compensation/v1/loans',
    '/api/enterprise-registry/%2e%2e/loan-compensation/v1/loans',
    '/api/enterprise-registry/%2E./loan-compensation/v1/loans',
    '/api/enterprise-registry/v1/..%2f..%2f..%2fetc/passwd',
    '/api/enterprise-registry/..\\loan-compensation/v1/loans',
    '/api/loan-compensation/bank/v1/../../partner-banks',
    '/api/enterprise-registry/..',
    '/api/enterprise-registry/%zz',
    '/api/enterprise-registry/%ff%fe',
    '/docs/ui/../../../package.json',
    '/docs/ui/%2e%2e/%2e%2e/package.json',
    'http://127.0.0.1:1/api',
  ])('%s leaves no service’s own ground', async (path) => {
    const answer = await ask(path);
    expect([400, 403, 404]).toContain(answer.status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(problemIn(answer)).toMatchObject({ traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    nobodyWasAsked();
  });

  it('does not lead to another host', async () => {
    expect((await ask('/api/enterprise-registry//127.0.0.1:1/x')).status).toBe(404);
    await ask('/api/enterprise-registry/@127.0.0.1:1/x');
    expect(gateway.registry.arrived.map(({ url }) => url)).toEqual(['/@127.0.0.1:1/x']);
  });
});
