import { Database } from '@gusu/database';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { connect } from 'node:net';
import request from 'supertest';
import { AUDITOR, bearer, OFFICER, startFixture, type FixtureService } from './fixture/fixture-service.js';
import { Health } from './health/health.js';
import { stop } from './serve.js';

let fixture: FixtureService | undefined;
const start = async (...given: Parameters<typeof startFixture>) => (fixture = await startFixture(...given));
const server = (app: NestFastifyApplication) => request(app.getHttpServer());
const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 5));

afterEach(async () => {
  await fixture?.close();
  fixture = undefined;
});

describe('the time an endpoint has', () => {
  it('is that of its service, unless it has none or its own', async () => {
    const { app, pause } = await start({ handlerTimeoutMillis: 100 });
    pause.hold();
    const auditor = await bearer(AUDITOR);
    const asked = (path: string) => server(app).get(`/v1/trouble/${path}`).set('authorization', auditor);
    expect((await asked('held')).status).toBe(503);
    pause.letGo();
    expect((await asked('unhurried')).status).toBe(200);
  });
});

describe('the health of a service', () => {
  it('is alive while its process answers, ready while everything it needs is up, and says since when', async () => {
    const { app } = await start();
    expect((await server(app).get('/health/live')).body).toMatchObject({
      status: 'live',
      service: 'fixture',
    });
    const ready = await server(app).get('/health/ready');
    expect([ready.status, ready.body.status]).toEqual([200, 'ready']);
    expect(ready.body.dependencies).toEqual([
      { name: 'postgres', up: true, since: expect.stringMatching(/^\d{4}-.*Z$/) },
    ]);
  });

  it('turns red when a consumer has died, names it, and turns green when it is back', async () => {
    const { app } = await start();
    const consumer = app.get(Health).dependency('consumer enterprise-copy');
    consumer.up();
    expect((await server(app).get('/health/ready')).status).toBe(200);
    consumer.down('parked: enterprise-registry.enterprise');
    const red = await server(app).get('/health/ready');
    expect(red.status).toBe(503);
    expect(red.body.dependencies).toContainEqual({
      name: 'consumer enterprise-copy',
      up: false,
      since: expect.any(String),
      detail: 'parked: enterprise-registry.enterprise',
    });
    expect((await server(app).get('/health/live')).status).toBe(200);
    consumer.up();
    expect((await server(app).get('/health/ready')).status).toBe(200);
  });

  it('turns red when the database is gone, without naming its address', async () => {
    const { app } = await start();
    await app.get(Database).close();
    const red = await server(app).get('/health/ready');
    expect(red.status).toBe(503);
    expect(red.body.dependencies[0]).toMatchObject({ name: 'postgres', up: false });
    expect(red.text).not.toMatch(/127\.0\.0\.1|postgres:\/\//);
  });
});

describe('every answer of a service', () => {
  it('carries security headers, a request id and a trace', async () => {
    const { app } = await start();
    const answer = await server(app).get('/v1/nothing');
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'x-request-id': expect.stringMatching(/^[0-9a-f]{32}$/),
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
    });
    expect(answer.headers.server ?? answer.headers['x-powered-by']).toBeUndefined();
  });

  it('repeats a request id that is well-formed and replaces one that is not', async () => {
    const { app } = await start();
    const idFor = async (id: string) =>
      (await server(app).get('/health/live').set('x-request-id', id)).headers['x-request-id'];
    expect(await idFor('order-77')).toBe('order-77');
    expect(await idFor('a b<script>')).toMatch(/^[0-9a-f]{32}$/);
    const trace = await server(app).get('/health/live').set('traceparent', '00-zz-1-01');
    expect(trace.headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it('is measured by the template of its route, never by its address', async () => {
    const { app } = await start();
    const auditor = await bearer(AUDITOR);
    await server(app).get('/v1/enterprises/91320594TE5T00016Q').set('authorization', auditor);
    await server(app).get('/v1/enterprises/91320594TE5T00024N').set('authorization', auditor);
    const { text } = await server(app).get('/metrics');
    expect(text).toMatch(
      /http_request_duration_seconds_count\{.*method="GET",route="\/v1\/enterprises\/:creditCode",status="404".*\} 2/,
    );
    expect(text).not.toContain('91320594TE5T00016Q');
    expect(text).toContain('process_resident_memory_bytes{service="fixture"}');
  });

  it('leaves one line at debug and none at info', async () => {
    const quiet = await start();
    await server(quiet.app).get('/v1/nothing');
    expect(quiet.log.filter((line) => line.includes('"msg":"request"'))).toEqual([]);
    await quiet.close();
    const talkative = await start({ logLevel: 'debug' });
    await server(talkative.app)
      .get('/v1/enterprises/whoami')
      .set('authorization', await bearer(AUDITOR));
    const lines = talkative.log.filter((line) => line.includes('"msg":"request"'));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      caller: 'auditor-1',
      route: '/v1/enterprises/whoami',
      status: 200,
      traceId: expect.any(String),
    });
    expect(lines[0]).not.toContain('eyJ');
  });
});

describe('the rate limit', () => {
  it('counts by caller, tells what is left, and says when to come back', async () => {
    const { app } = await start({ rateLimitPerMinute: 2 });
    const [auditor, officer] = [await bearer(AUDITOR), await bearer(OFFICER)];
    const whoami = (authorization: string) =>
      server(app).get('/v1/enterprises/whoami').set('authorization', authorization);
    const first = await whoami(auditor);
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' });
    await whoami(auditor);
    const third = await whoami(auditor);
    expect([third.status, third.body.code]).toEqual([429, 'rate/exceeded']);
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(third.headers['ratelimit-reset'])).toBeGreaterThan(0);
    expect((await whoami(officer)).status).toBe(200);
  });

  it('stops an address that keeps guessing, but not the caller with a good token behind the same address', async () => {
    const { app } = await start({ rateLimitStrangersPerMinute: 3 });
    const good = await bearer(AUDITOR);
    const whoami = (authorization: string) =>
      server(app).get('/v1/enterprises/whoami').set('authorization', authorization);
    expect((await whoami(good)).status).toBe(200);
    const statuses: number[] = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await whoami('Bearer guess')).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect((await whoami(good)).status).toBe(200);
  });

  it('does not count health and metrics', async () => {
    const { app } = await start({ rateLimitPerMinute: 1, rateLimitStrangersPerMinute: 1 });
    for (let n = 0; n < 5; n += 1) expect((await server(app).get('/health/live')).status).toBe(200);
  });
});

describe('a connection that does not speak HTTP properly', () => {
  const talk = (port: number, bytes: string) =>
    new Promise<string>((resolve, reject) => {
      let answer = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });

  it('is answered in the same form and closed', async () => {
    const { app } = await start();
    await app.listen(0, '127.0.0.1');
    const port = Number(new URL(await app.getUrl()).port);
    expect(await talk(port, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [^]*request\/malformed/);
    const headers = `GET /health/live HTTP/1.1\r\nhost: x\r\nx-big: ${'x'.repeat(200_000)}\r\n\r\n`;
    expect(await talk(port, headers)).toMatch(/^HTTP\/1.1 431 [^]*request\/headers-too-large/);
  });
});

describe('stopping a service', () => {
  it('finishes what is in flight, takes nothing new, and closes the database last', async () => {
    const { app, pause } = await start();
    const auditor = await bearer(AUDITOR);
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    pause.hold();
    const entered = pause.entered;
    const held = fetch(`${url}/v1/trouble/held`, { headers: { authorization: auditor } });
    while (pause.entered === entered) await nextTurn();
    const stopped = stop(app, 10_000);
    await expect(fetch(`${url}/health/ready`)).rejects.toThrow();
    await expect(app.get(Database).query('select 1')).resolves.toHaveLength(1);
    pause.letGo();
    const answer = await held;
    expect([answer.status, await answer.json()]).toEqual([200, { done: true }]);
    await stopped;
    await expect(app.get(Database).query('select 1')).rejects.toThrow();
  });

  it('does not wait longer than it may', async () => {
    const { app, pause } = await start();
    await app.listen(0, '127.0.0.1');
    pause.hold();
    const entered = pause.entered;
    const held = fetch(`${await app.getUrl()}/v1/trouble/held`, {
      headers: { authorization: await bearer(AUDITOR) },
    }).then(
      () => 'answered',
      () => 'cut off',
    );
    while (pause.entered === entered) await nextTurn();
    await stop(app, 50);
    expect(await held).toBe('cut off');
    pause.letGo();
  });
});
