import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@gusu/database';
import request from 'supertest';
import {
  bearer,
  ENTERPRISE,
  OFFICER,
  startFixture,
  type FixtureService,
} from '../fixture/fixture-service.js';
import { Idempotency } from './idempotency.js';

describe('sending a creating request again', () => {
  let fixture: FixtureService;
  let officer: string;
  let names = 0;
  const server = () => request(fixture.app.getHttpServer());
  const nextName = () => `企业${(names += 1)}`;
  const register = (key: string | undefined, body: object | string, authorization = officer) => {
    const call = server().post('/v1/enterprises').set('authorization', authorization);
    if (key) call.set('idempotency-key', key);
    return call.set('content-type', 'application/json').send(body);
  };
  const bodyOf = (name: string) => ({ creditCode: '91320594TE5T00016Q', name });
  const count = async () =>
    Number(
      (await fixture.app.get(Database).query<{ n: bigint }>('select count(*) n from registration'))[0]?.n,
    );

  beforeAll(async () => {
    fixture = await startFixture();
    officer = await bearer(OFFICER);
    await fixture.app.listen(0, '127.0.0.1');
  });
  afterAll(() => fixture.close());

  it('gives the first answer again, byte for byte, and changes nothing', async () => {
    const body = bodyOf(nextName());
    const first = await register('again', body);
    const before = await count();
    const second = await register('again', body);
    expect(first.status).toBe(201);
    expect(second.status).toBe(201);
    expect(second.text).toBe(first.text);
    expect(second.headers.location).toBe(first.headers.location);
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(await count()).toBe(before);
  });

  it('does not mind another order of members, white space, or quotes around the key', async () => {
    const name = nextName();
    const first = await register('spelling', `{"creditCode":"91320594TE5T00016Q","name":"${name}"}`);
    const second = await register(
      '"spelling"',
      `{ "name": "${name}",\n "creditCode": "91320594TE5T00016Q" }`,
    );
    expect(second.text).toBe(first.text);
    expect(second.headers['idempotent-replayed']).toBe('true');
  });

  it('refuses the same key with another body', async () => {
    await register('reused', bodyOf(nextName()));
    const answer = await register('reused', bodyOf(nextName()));
    expect([answer.status, answer.body.code]).toEqual([422, 'idempotency/key-reused']);
  });

  it('keeps the keys of different callers apart', async () => {
    const [mine, theirs] = [nextName(), nextName()];
    await register('shared', bodyOf(mine));
    const answer = await register('shared', bodyOf(theirs), await bearer(ENTERPRISE));
    expect(answer.status).toBe(201);
    expect(answer.body.name).toBe(theirs);
  });

  it('refuses a key that is none', async () => {
    for (const key of ['x'.repeat(201), 'a b', '"', '""']) {
      const answer = await register(key, bodyOf(nextName()));
      expect([key.length, answer.status, answer.body.code]).toEqual([
        key.length,
        400,
        'idempotency/key-invalid',
      ]);
    }
  });

  it('does not store a refusal: the same key may be tried again', async () => {
    const refused = await register('refused', bodyOf('已登记'));
    expect(refused.body.code).toBe('enterprise/already-registered');
    const again = await register('refused', bodyOf('已登记'));
    expect(again.headers['idempotent-replayed']).toBeUndefined();
    expect((await register('refused', bodyOf(nextName()))).status).toBe(201);
  });

  it('does not store a fault, and leaves nothing of the work behind', async () => {
    const name = nextName();
    await register('first', bodyOf(name));
    const before = await count();
    const fault = await register('fault', bodyOf(name));
    expect(fault.status).toBe(500);
    expect(await count()).toBe(before);
    expect((await register('fault', bodyOf(nextName()))).status).toBe(201);
  });

  it('works without a key, once for every request', async () => {
    const before = await count();
    await register(undefined, bodyOf(nextName()));
    await register(undefined, bodyOf(nextName()));
    expect(await count()).toBe(before + 2);
  });

  it('tells a second copy that the first is still running, and answers it afterwards', async () => {
    const body = bodyOf(nextName());
    fixture.pause.hold();
    const entered = fixture.pause.entered;
    const first = register('running', body).then((answer) => answer);
    while (fixture.pause.entered === entered) await new Promise((resolve) => setTimeout(resolve, 5));
    const meanwhile = await register('running', body);
    expect([meanwhile.status, meanwhile.body.code]).toEqual([409, 'idempotency/in-flight']);
    fixture.pause.letGo();
    const { text } = await first;
    expect((await register('running', body)).text).toBe(text);
  });

  it('does the work of twenty copies at once exactly once', async () => {
    const body = bodyOf(nextName());
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 20 }, () => register('crowd', body)));
    expect(await count()).toBe(before + 1);
    const created = answers.filter(({ status }) => status === 201);
    expect(created.length).toBeGreaterThanOrEqual(1);
    expect(new Set(created.map(({ text }) => text)).size).toBe(1);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
  });

  it('forgets replies by their age', async () => {
    const idempotency = fixture.app.get(Idempotency);
    const body = bodyOf(nextName());
    await register('old', body);
    expect(await idempotency.purge(new Date(Date.now() - 60_000))).toBe(0);
    await fixture.app
      .get(Database)
      .query("update idempotency_key set created_at = created_at - interval '2 days' where key = 'old'");
    expect(await idempotency.purge(new Date(Date.now() - 86_400_000))).toBe(1);
  });
});
