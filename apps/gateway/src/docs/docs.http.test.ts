import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EVENTS } from '@gusu/contracts';
import { TestGateway } from '../fixture/test-gateway.module.js';
import { problemIn, send } from '../fixture/upstream.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start();
  gateway.registry.answer = ({ url }, response) =>
    response.end(
      JSON.stringify(
        url === '/openapi.json'
          ? { openapi: '3.1.0', info: { title: '企业库' }, servers: [{ url: 'http://inside:1' }], paths: {} }
          : { status: 'ready', dependencies: [] },
      ),
    );
  gateway.loans.answer = gateway.registry.answer;
});
afterAll(() => gateway.stop());
const get = (path: string, headers: Record<string, string> = {}) => send(gateway.port, path, { headers });

describe('the documents of all services', () => {
  it('are one page that lists every service and needs nothing from another host', async () => {
    const page = await get('/docs');
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const html = page.body.toString();
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part]) => part ?? '');
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) {
      const answer = await get(part);
      expect([part, answer.status]).toEqual([part, 200]);
      expect(answer.body.length).toBeGreaterThan(100);
    }
    const script = parts.find((part) => part === '/docs/start.js') ?? '';
    const started = (await get(script)).body.toString();
    expect(started).toContain('/docs/enterprise-registry.json');
    expect(started).toContain('/docs/loan-compensation.json');
  });

  it('forbid the browser to run anything that is not ours', async () => {
    for (const path of ['/', '/docs', '/docs/events']) {
      const page = await get(path, { accept: 'text/html' });
      expect(page.headers['content-security-policy']).toMatch(/^default-src 'self'.*frame-ancestors 'none'/);
      expect(page.headers['x-content-type-options']).toBe('nosniff');
      expect(page.body.toString()).not.toMatch(/<script>|on\w+="/);
    }
  });

  it('send calls through the gateway, whatever address a service has inside', async () => {
    const answer = await get('/docs/enterprise-registry.json');
    expect(JSON.parse(answer.body.toString())).toEqual({
      openapi: '3.1.0',
      info: { title: '企业库' },
      servers: [{ url: '/api/enterprise-registry' }],
      paths: {},
    });
  });

  it.each(['talent', 'constructor', '__proto__', 'toString'])('have none of %s', async (name) => {
    const answer = await get(`/docs/${name}.json`);
    expect([answer.status, problemIn(answer).code]).toEqual([404, 'request/not-found']);
  });

  it('have a front page that leads to them', async () => {
    const html = (await get('/')).body.toString();
    expect(html).toContain('href="/docs"');
    expect(html).toContain('/api/loan-compensation/v1');
  });
});

describe('the events', () => {
  it.each([undefined, '*/*', 'application/json', 'application/json, text/html;q=0.5'])(
    'are an AsyncAPI document for a machine that accepts %s',
    async (accept) => {
      const answer = await get('/docs/events', accept ? { accept } : {});
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(answer.headers.vary).toMatch(/accept/i);
      expect(JSON.parse(answer.body.toString())).toMatchObject({ asyncapi: expect.stringMatching(/^3\./) });
    },
  );

  it('are a page with every event for a person', async () => {
    const page = await get('/docs/events', {
      accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    });
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const html = page.body.toString();
    for (const { type } of EVENTS) expect(html).toContain(type);
    expect(JSON.parse((await get('/docs/events.json')).body.toString())).toHaveProperty('asyncapi');
  });
});

describe('the health of all', () => {
  it('is green while every service is ready, and alive in any case', async () => {
    const answer = await get('/health');
    expect([answer.status, JSON.parse(answer.body.toString())]).toMatchObject([
      200,
      {
        status: 'ready',
        services: [
          { name: 'enterprise-registry', up: true },
          { name: 'loan-compensation', up: true },
        ],
      },
    ]);
    expect((await get('/health/live')).status).toBe(200);
  });

  it('is red while one is not ready, and hands on what that one says', async () => {
    const before = gateway.loans.answer;
    gateway.loans.answer = (_arrived, response) =>
      response.writeHead(503).end('{"status":"notReady","dependencies":[{"name":"postgres","up":false}]}');
    const answer = await get('/health');
    expect(answer.status).toBe(503);
    expect(answer.body.toString()).toContain('"name":"postgres","up":false');
    gateway.loans.answer = before;
    expect((await get('/health')).status).toBe(200);
  });

  it('names the one that is away and since when', async () => {
    await gateway.loans.die();
    const red = async () =>
      JSON.parse((await get('/health')).body.toString()) as { services: Record<string, unknown>[] };
    const [first, second] = [await red(), await red()];
    expect(first.services).toMatchObject([
      { name: 'enterprise-registry', up: true },
      {
        name: 'loan-compensation',
        up: false,
        detail: 'no answer',
        since: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ]);
    expect(second.services[1]?.since).toBe(first.services[1]?.since);
    const document = await get('/docs/loan-compensation.json');
    expect([document.status, document.headers['retry-after']]).toEqual([503, '1']);
    expect((await get('/health/live')).status).toBe(200);
  });
});
