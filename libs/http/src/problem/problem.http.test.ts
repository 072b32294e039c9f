import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import request from 'supertest';
import { AUDITOR, bearer, OFFICER, startFixture, type FixtureService } from '../fixture/fixture-service.js';

describe('answering a request that cannot be fulfilled', () => {
  let fixture: FixtureService;
  let officer: string;
  let auditor: string;
  const server = () => request(fixture.app.getHttpServer());
  const register = (body: string | object, type = 'application/json') =>
    server()
      .post('/v1/enterprises')
      .set('authorization', officer)
      .set('content-type', type)
      .serialize((given) => (Buffer.isBuffer(given) ? (given as unknown as string) : JSON.stringify(given)))
      .send(body);

  beforeAll(async () => {
    fixture = await startFixture({ bodyLimitBytes: 4_096 });
    officer = await bearer(OFFICER);
    auditor = await bearer(AUDITOR);
  });
  afterAll(() => fixture.close());

  it('names every defect of a body at once, each with its pointer, code and sentence', async () => {
    const answer = await register({
      creditCode: 'short',
      capitalFen: 0.5,
      kind: 'club',
      establishedOn: '2024-02-30',
      tags: [{ label: 1 }],
      'odd/field~': true,
    });
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({
      type: 'urn:gusu:problem:request/invalid',
      title: '请求内容不符合要求，缺陷见 errors',
      status: 400,
      code: 'request/invalid',
      instance: '/v1/enterprises',
    });
    const found = Object.fromEntries(
      answer.body.errors.map((error: { pointer: string; code: string }) => [error.pointer, error.code]),
    );
    expect(found).toEqual({
      '/creditCode': 'FORMAT',
      '/name': 'REQUIRED',
      '/capitalFen': 'TYPE',
      '/kind': 'NOT_ALLOWED',
      '/establishedOn': 'DATE_FORMAT',
      '/tags/0/label': 'TYPE',
      '/odd~1field~0': 'UNKNOWN_FIELD',
    });
    expect(answer.body.errors.find((error: { code: string }) => error.code === 'REQUIRED').detail).toBe(
      '必填',
    );
  });

  it('speaks English to those who prefer it and Chinese to everybody else', async () => {
    const titleFor = async (language: string) =>
      (await server().get('/v1/nothing').set('accept-language', language)).body.title;
    expect(await titleFor('en-GB, zh;q=0.5')).toBe('There is nothing at this address');
    expect(await titleFor('fr, zh-CN;q=0.9, en;q=0.4')).toBe('没有这个地址');
    expect(await titleFor('fr')).toBe('没有这个地址');
  });

  it('carries the trace id that is in its header', async () => {
    const answer = await server()
      .get('/v1/nothing')
      .set('traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
    expect(answer.body.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(answer.headers.traceparent).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/);
    expect(answer.headers.traceparent).not.toContain('00f067aa0ba902b7');
  });

  it('shows the facts a refusal chose to show', async () => {
    const answer = await server().get('/v1/enterprises/91320594TE5T00016Q').set('authorization', officer);
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({
      code: 'enterprise/not-found',
      facts: { creditCode: '91320594TE5T00016Q' },
    });
  });

  it('points into the query and the path as well as into the body', async () => {
    const query = await server().get('/v1/enterprises?limit=1000&more=1').set('authorization', officer);
    expect(query.body.errors.map(({ pointer, code }: Record<string, string>) => [pointer, code])).toEqual([
      ['/query/limit', 'TOO_LONG'],
      ['/query/more', 'UNKNOWN_FIELD'],
    ]);
    const path = await server().get('/v1/enterprises/short').set('authorization', officer);
    expect(path.body.errors[0]).toMatchObject({ pointer: '/path/creditCode', code: 'TOO_SHORT' });
  });

  it.each([
    ['broken JSON', '{"name":', 'request/malformed', 400],
    [
      'bytes that are not UTF-8',
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
      'request/malformed',
      400,
    ],
    ['a body that is too large', `{"name":"${'x'.repeat(5_000)}"}`, 'request/too-large', 413],
  ])('refuses %s', async (_name, body, code, status) => {
    const answer = await register(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it.each([
    ['a repeated member', '{"name":"a","name":"b"}', '/name', 'FIELD_REPEATED'],
    ['a repeated member under another spelling', '{"name":"a","na\\u006de":"b"}', '/name', 'FIELD_REPEATED'],
    ['__proto__', '{"__proto__":{"name":"a"}}', '/__proto__', 'UNKNOWN_FIELD'],
    ['an integer no double can hold', '{"capitalFen":9007199254740993}', '/capitalFen', 'UNSAFE_INTEGER'],
    [
      'an amount finer than its double',
      '{"capitalFen":1.00000000000000001}',
      '/capitalFen',
      'UNSAFE_INTEGER',
    ],
    [
      'a character that cannot be stored',
      '{"tags":[{"label":"a\\u0000"}]}',
      '/tags/0/label',
      'CONTROL_CHARACTER',
    ],
    ['half a character', '{"name":"\\ud83d"}', '/name', 'CONTROL_CHARACTER'],
    ['JSON nested too deep', `${'['.repeat(40)}${']'.repeat(40)}`, '', 'TOO_DEEP'],
    ['no body at all', '', '', 'REQUIRED'],
  ])('points at %s', async (_name, body, pointer, code) => {
    const answer = await register(body);
    expect(answer.body.code).toBe('request/invalid');
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it('refuses a media type nobody reads', async () => {
    for (const type of ['application/xml', 'text/csv', 'application/x-www-form-urlencoded', 'text/plain']) {
      const answer = await register('name=a', type);
      expect([type, answer.status, answer.body.code]).toEqual([type, 415, 'request/unsupported-media-type']);
    }
  });

  it('reads CSV as a stream where that is asked for, and counts its bytes', async () => {
    const put = (body: string, type: string) =>
      server()
        .put('/v1/enterprises/import')
        .set('authorization', officer)
        .set('content-type', type)
        .send(body);
    expect((await put('a,b\n', 'text/csv; charset=utf-8')).body).toEqual({ bytes: 4 });
    expect((await put('x'.repeat(2_000), 'text/csv')).body.code).toBe('request/too-large');
    expect((await put('{}', 'application/json')).body.code).toBe('request/unsupported-media-type');
  });

  it('counts the bytes of a stream that does not say its length', async () => {
    await fixture.app.listen(0, '127.0.0.1');
    const answer = await fetch(`${await fixture.app.getUrl()}/v1/enterprises/import`, {
      method: 'PUT',
      headers: { authorization: officer, 'content-type': 'text/csv' },
      body: Readable.toWeb(Readable.from(['x'.repeat(600), 'x'.repeat(600)])) as ReadableStream,
      duplex: 'half',
    } as RequestInit);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      413,
      'request/too-large',
    ]);
  });

  it('tells an address with another method from one that is not there', async () => {
    const method = await server().delete('/v1/enterprises').set('authorization', officer);
    expect([method.status, method.body.code]).toEqual([405, 'request/method']);
    expect(method.headers.allow?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
    const nothing = await server().get('/v1/enterprises/a/b');
    expect([nothing.status, nothing.body.code]).toEqual([404, 'request/not-found']);
  });

  it.each([
    '/v1/%zz',
    '/v1/enterprises/%00',
    '/v1/enterprises?limit=%00',
    `/v1/enterprises/${'9'.repeat(600)}`,
  ])('answers the damaged address %# in the same form', async (address) => {
    const answer = await server().get(address).set('authorization', officer);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body).toMatchObject({ traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });

  it('reveals nothing of a fault and logs its stack beside the trace id, without personal data', async () => {
    const answer = await server().get('/v1/trouble/fault').set('authorization', auditor);
    expect(answer.status).toBe(500);
    expect(answer.body.code).toBe('service/fault');
    expect(JSON.stringify(answer.body)).not.toMatch(/password|secret|13812345678|stack/);
    const line = fixture.log.find((entry) => entry.includes(answer.body.traceId)) ?? '';
    expect(line).toContain('fixture.module');
    expect(line).not.toContain('13812345678');
    expect(line).not.toContain('secret');
    expect(line).toContain('[phone]');
  });

  it('never logs the values of a statement that failed', async () => {
    const answer = await server().get('/v1/trouble/database').set('authorization', auditor);
    expect(answer.body.code).toBe('service/fault');
    const line = fixture.log.find((entry) => entry.includes(answer.body.traceId)) ?? '';
    expect(line).toContain('42P01');
    expect(line).not.toContain('13812345678');
  });

  it('gives up on an endpoint that takes too long', async () => {
    const answer = await server().get('/v1/trouble/slow').set('authorization', auditor);
    expect([answer.status, answer.body.code]).toEqual([503, 'service/unavailable']);
    expect(answer.headers['retry-after']).toBe('1');
  });
});
