import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request as open } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { AUDITOR, bearer, OFFICER, startFixture, type FixtureService } from './fixture/fixture-service.js';
import { partsOf } from './service.js';

const MEGABYTE = 1_048_576;

let fixture: FixtureService;
let officer: string;
let port: number;
beforeAll(async () => {
  fixture = await startFixture({ requestTimeoutMillis: 500 });
  officer = await bearer(OFFICER);
  await fixture.app.listen(0, '127.0.0.1');
  port = Number(new URL(await fixture.app.getUrl()).port);
});
afterAll(() => fixture.close());
const server = () => request(fixture.app.getHttpServer());
const register = (body: string | Buffer, headers: Record<string, string> = {}) =>
  server()
    .post('/v1/enterprises')
    .set({ authorization: officer, 'content-type': 'application/json', ...headers })
    .serialize((given) => given as unknown as string)
    .send(body);

/** Writes bytes as they are and returns everything that comes back until the connection ends. */
function talk(
  first: string,
  drip?: { bytes: string; millis: number },
): Promise<{ answer: string; millis: number }> {
  return new Promise((resolve) => {
    const started = performance.now();
    let answer = '';
    let timer: NodeJS.Timeout | undefined;
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(first);
      if (drip) timer = setInterval(() => socket.write(drip.bytes), drip.millis);
    });
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(timer);
      resolve({ answer, millis: performance.now() - started });
    });
  });
}

describe('a body that is meant to do harm', () => {
  it('of a hundred megabytes is refused by its length, before it is read', async () => {
    const before = process.memoryUsage.rss();
    const head = `POST /v1/enterprises HTTP/1.1\r\nhost: x\r\nauthorization: ${officer}\r\ncontent-type: application/json\r\ncontent-length: ${100 * MEGABYTE}\r\n\r\n`;
    const { answer } = await talk(`${head}{`);
    expect(answer).toMatch(/^HTTP\/1.1 413 [^]*request\/too-large/);
    expect(process.memoryUsage.rss() - before).toBeLessThan(20 * MEGABYTE);
  });

  it('in pieces without end is refused when it has passed the limit', async () => {
    const piece = 'x'.repeat(65_536);
    const head = `POST /v1/enterprises HTTP/1.1\r\nhost: x\r\nauthorization: ${officer}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;
    const { answer } = await talk(head, { bytes: `10000\r\n${piece}\r\n`, millis: 1 });
    expect(answer).toMatch(/^HTTP\/1.1 413 [^]*request\/too-large/);
  });

  it('is never unpacked: a small gzip of a large text is refused by its encoding', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * MEGABYTE, ' '));
    for (const encoding of ['gzip', 'deflate', 'br', 'x-own']) {
      const answer = await register(bomb, { 'content-encoding': encoding });
      expect([encoding, answer.status, answer.body.code]).toEqual([
        encoding,
        415,
        'request/unsupported-media-type',
      ]);
    }
    expect((await register('{}', { 'content-encoding': 'identity' })).body.code).toBe('request/invalid');
  });

  it.each([
    ['a million open brackets', '['.repeat(MEGABYTE - 10)],
    ['eighty thousand members', `{${Array.from({ length: 80_000 }, (_, n) => `"k${n}":1`).join()}}`],
    [
      'as many members as are taken, one of them escaped',
      `{${Array.from({ length: 24_000 }, (_, n) => `"k${n}":1`).join()},"\\u0061":1}`,
    ],
    ['half a million elements', `{"tags":[${'1,'.repeat(500_000)}1]}`],
    ['a number of a million digits', `{"capitalFen":${'9'.repeat(MEGABYTE - 100)}}`],
    ['a text of a million escapes', `{"name":"${'\\u4e2d'.repeat(170_000)}"}`],
    ['spaces', ' '.repeat(MEGABYTE - 1)],
    ['an unfinished text of backslashes', `{"a":"${'\\\\'.repeat(500_000)}`],
  ])('does not stop the service for others: %s', async (_name, body) => {
    const before = process.cpuUsage();
    const answer = await register(body);
    // Work, not time, and a bound far from what it takes (some hundred millis): a walk that looks back at every member would take minutes.
    const { user, system } = process.cpuUsage(before);
    expect(answer.status).toBe(400);
    expect(answer.text.length).toBeLessThan(50_000);
    expect((user + system) / 1e3).toBeLessThan(10_000);
  });

  it.each(['{"capitalFen":1e400}', '{"capitalFen":-1e400}', '{"capitalFen":12345678901234567890}'])(
    'holds no number that is not what it says: %s',
    async (body) => {
      const { body: problem } = await register(body);
      expect(problem.errors).toContainEqual(
        expect.objectContaining({ pointer: '/capitalFen', code: 'UNSAFE_INTEGER' }),
      );
    },
  );

  it('cannot reach the prototype of anything', async () => {
    await register('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}');
    await server()
      .get('/v1/enterprises?__proto__[isAdmin]=1&constructor.prototype.isAdmin=1')
      .set('authorization', officer);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });
});

describe('a connection that is meant to do harm', () => {
  it('with ten thousand headers is refused', async () => {
    const headers = Array.from({ length: 10_000 }, (_, n) => `h${n}: 1\r\n`).join('');
    const { answer } = await talk(`GET /health/live HTTP/1.1\r\nhost: x\r\n${headers}\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 431 [^]*request\/headers-too-large/);
  });

  it('that never finishes its headers is closed in bounded time', async () => {
    const { answer, millis } = await talk('GET /health/live HTTP/1.1\r\nhost: x\r\n', {
      bytes: 'x: 1\r\n',
      millis: 50,
    });
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(millis).toBeLessThan(10_000);
  });

  it('that never finishes its body is closed in bounded time, and others are served meanwhile', async () => {
    const head = `POST /v1/enterprises HTTP/1.1\r\nhost: x\r\nauthorization: ${officer}\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n`;
    const slow = Array.from({ length: 200 }, () => talk(head, { bytes: ' ', millis: 50 }));
    await sleep(200);
    expect((await server().get('/health/live')).status).toBe(200);
    for (const { answer, millis } of await Promise.all(slow)) {
      expect(answer).toMatch(/^HTTP\/1.1 408 /);
      expect(millis).toBeLessThan(10_000);
    }
  });

  it('that goes away leaves nothing that a stop would wait for', async () => {
    const { pause, app } = fixture;
    const { traffic } = partsOf(app);
    pause.hold();
    const [entered, inFlight] = [pause.entered, traffic.inFlight];
    const headers = { authorization: await bearer(AUDITOR) };
    const caller = open({ host: '127.0.0.1', port, path: '/v1/trouble/held', headers });
    caller.on('error', () => undefined);
    caller.end();
    while (pause.entered === entered) await sleep(5);
    expect(traffic.inFlight).toBe(inFlight + 1);
    caller.destroy();
    await sleep(20);
    pause.letGo();
    for (let tries = 0; tries < 100 && traffic.inFlight > inFlight; tries += 1) await sleep(10);
    expect(traffic.inFlight).toBe(inFlight);
  });
});
