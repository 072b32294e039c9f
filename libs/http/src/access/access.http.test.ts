import { badTestTokens, serveTestIdentity, signTestToken } from '@gusu/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { ForgottenController, ForgottenModule, signatureOf } from '../fixture/fixture.module.js';
import {
  AUDITOR,
  bearer,
  ENTERPRISE,
  OFFICER,
  startFixture,
  type FixtureService,
} from '../fixture/fixture-service.js';
import { PERMISSIONS } from './permissions.js';
import { walkRoutes } from './walk-routes.js';

const BANK = { sub: 'bank-1', roles: ['bank'], bank: 'SZB' } as const;

describe('saying who one is', () => {
  let fixture: FixtureService;
  const server = () => request(fixture.app.getHttpServer());
  const whoami = (authorization: string) =>
    server().get('/v1/enterprises/whoami').set('authorization', authorization);

  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(() => fixture.close());

  it('tells the endpoint who calls, in the words of the token', async () => {
    const answer = await whoami(await bearer({ ...ENTERPRISE, department: '行政部' }));
    expect(answer.body).toMatchObject({
      id: 'enterprise-1',
      roles: ['enterprise-admin'],
      enterprise: '91320594TE5T00016Q',
      department: '行政部',
    });
  });

  it('ignores roles it does not know', async () => {
    const token = await signTestToken(OFFICER, { payload: { roles: ['city-officer', 'offline_access'] } });
    expect((await whoami(`Bearer ${token}`)).body.roles).toEqual(['city-officer']);
  });

  it('refuses every bad token in the same words, and the endpoint never hears of it', async () => {
    const entered = fixture.pause.entered;
    const shapes = new Set<string>();
    for (const [wrong, token] of Object.entries(await badTestTokens(OFFICER))) {
      const answer = await server()
        .post('/v1/enterprises')
        .set('authorization', `Bearer ${token}`)
        .send({ creditCode: '91320594TE5T00016Q', name: wrong.slice(0, 20) });
      expect([wrong, answer.status, answer.body.code]).toEqual([wrong, 401, 'authentication/invalid']);
      shapes.add(JSON.stringify({ ...answer.body, traceId: '' }) + answer.headers['www-authenticate']);
    }
    expect(shapes.size).toBe(1);
    expect(fixture.pause.entered).toBe(entered);
  });

  it('refuses a request without a token, or with something else than a bearer token', async () => {
    const none = await server().get('/v1/enterprises/whoami');
    expect([none.status, none.body.code]).toEqual([401, 'authentication/missing']);
    expect(none.headers['www-authenticate']).toBe('Bearer');
    for (const header of ['Basic YTpi', 'Bearer', 'Bearer a b', 'Bearer a,b'])
      expect((await whoami(header)).body.code).toBe('authentication/invalid');
  });

  it('asks who is calling before it reads the body', async () => {
    const answer = await server().post('/v1/enterprises').set('content-type', 'application/json').send('{');
    expect(answer.body.code).toBe('authentication/missing');
  });

  it('refuses a role that does not hold the permission', async () => {
    const answer = await server()
      .post('/v1/enterprises')
      .set('authorization', await bearer(AUDITOR))
      .send({});
    expect([answer.status, answer.body.code, answer.body.facts]).toEqual([
      403,
      'permission/denied',
      { permission: 'enterprise.change' },
    ]);
  });
});

describe('an endpoint that authenticates a message by its signature', () => {
  let fixture: FixtureService;
  const post = (body: object, authorization?: string) => {
    const call = request(fixture.app.getHttpServer()).post('/v1/bank/events');
    return (authorization ? call.set('authorization', authorization) : call).send(body);
  };
  const signed = { bank: 'SZB', signature: signatureOf('SZB') };

  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(() => fixture.close());

  it('takes a signed message without a token, with its bytes as they came', async () => {
    const answer = await post(signed);
    expect(answer.body).toEqual({ bank: 'SZB', bytes: JSON.stringify(signed).length });
  });

  it('takes a token of the same bank beside the signature', async () => {
    expect((await post(signed, await bearer(BANK))).status).toBe(201);
  });

  it.each([
    ['another bank', { ...BANK, bank: 'NJB' }, 403, 'bank/not-yours'],
    ['an officer', OFFICER, 403, 'permission/denied'],
  ])('refuses a token of %s', async (_who, claims, status, code) => {
    const answer = await post(signed, await bearer(claims));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('refuses a bad token although the signature is good', async () => {
    expect((await post(signed, 'Bearer garbage')).body.code).toBe('authentication/invalid');
  });

  it('refuses a bad signature although the token is good', async () => {
    const answer = await post({ ...signed, signature: 'x' }, await bearer(BANK));
    expect(answer.body.code).toBe('SIGNATURE_INVALID');
  });
});

describe('an endpoint that is public', () => {
  it('answers without a token, with one and with a wrong one alike, and never learns who reads', async () => {
    const fixture = await startFixture();
    const read = () => request(fixture.app.getHttpServer()).get('/v1/notices');
    const answers = [
      await read(),
      await read().set('authorization', await bearer(OFFICER)),
      await read().set('authorization', 'Bearer garbage'),
    ];
    await fixture.close();
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([200, { reader: 'anybody' }]);
  });

  it('counts by address, whoever the caller says they are, and apart from those who fail to say', async () => {
    const fixture = await startFixture({ rateLimitReadersPerMinute: 2, rateLimitStrangersPerMinute: 3 });
    const read = (from: string) =>
      request(fixture.app.getHttpServer()).get('/v1/notices').set('x-forwarded-for', from);
    const whoami = (from: string) =>
      request(fixture.app.getHttpServer()).get('/v1/enterprises/whoami').set('x-forwarded-for', from);
    await read('203.0.113.7');
    await read('203.0.113.7').set('authorization', await bearer(OFFICER));
    const third = await read('203.0.113.7').set('authorization', await bearer(AUDITOR));
    const other = await read('203.0.113.8');
    const stranger = await whoami('203.0.113.7');
    await fixture.close();
    expect([third.status, third.body.code]).toEqual([429, 'rate/exceeded']);
    expect(third.headers['retry-after']).toMatch(/^\d+$/);
    expect([other.status, stranger.status]).toEqual([200, 401]);
  });

  it('is told so in the document, with no word about tokens', async () => {
    const fixture = await startFixture();
    const { body } = await request(fixture.app.getHttpServer()).get('/openapi.json');
    await fixture.close();
    const { get } = body.paths['/v1/notices'];
    expect([get['x-public'], get.security, Object.keys(get.responses)]).toEqual([
      true,
      undefined,
      expect.not.arrayContaining(['401', '403']),
    ]);
  });
});

describe('the walk over all routes', () => {
  it('finds a permission on every endpoint of the fixture that is not public, and each is in the table', async () => {
    const fixture = await startFixture();
    const { routes, withoutPermission, publicRoutes } = walkRoutes(fixture.app);
    await fixture.close();
    expect(withoutPermission).toEqual([]);
    expect(publicRoutes).toEqual(['GET /v1/notices', 'HEAD /v1/notices']);
    expect(routes.length).toBeGreaterThanOrEqual(10);
    const asking = routes.filter(({ isPublic }) => !isPublic);
    expect(asking.every(({ permission }) => permission !== undefined && permission in PERMISSIONS)).toBe(
      true,
    );
  });

  it('finds the endpoint that forgot its permission, which is closed to everybody', async () => {
    const fixture = await startFixture({}, { module: ForgottenModule });
    const answer = await request(fixture.app.getHttpServer())
      .get('/v1/forgotten')
      .set('authorization', await bearer({ sub: 'lead', roles: ['city-lead', 'system-admin'] }));
    const { withoutPermission } = walkRoutes(fixture.app);
    const { calls } = fixture.app.get(ForgottenController);
    await fixture.close();
    expect(withoutPermission).toEqual(['GET /v1/forgotten', 'HEAD /v1/forgotten']);
    expect([answer.status, answer.body.code, calls]).toEqual([403, 'permission/denied', 0]);
  });
});

describe('the keys of the issuer', () => {
  it('are fetched once for many tokens, and made-up key ids do not become a flood at its door', async () => {
    const identity = await serveTestIdentity();
    const fixture = await startFixture({ oidcIssuer: identity.issuer }, { keys: 'issuer' });
    const whoami = async (token: string) =>
      (
        await request(fixture.app.getHttpServer())
          .get('/v1/enterprises/whoami')
          .set('authorization', `Bearer ${token}`)
      ).status;
    try {
      for (let n = 0; n < 5; n += 1)
        expect(await whoami(await identity.sign({ ...OFFICER, sub: `officer-${n}` }))).toBe(200);
      const asked = identity.keyRequests();
      for (let n = 0; n < 5; n += 1)
        expect(await whoami(await identity.sign(OFFICER, { header: { kid: `made-up-${n}` } }))).toBe(401);
      expect(asked).toBeLessThanOrEqual(2);
      expect(identity.keyRequests() - asked).toBeLessThanOrEqual(1);
    } finally {
      await fixture.close();
      await identity.close();
    }
  });

  it('cannot be had: nobody is called a liar, the service says it is unavailable and why', async () => {
    const identity = await serveTestIdentity();
    await identity.close();
    const fixture = await startFixture({ oidcIssuer: identity.issuer }, { keys: 'issuer' });
    const server = request(fixture.app.getHttpServer());
    try {
      const answer = await server
        .get('/v1/enterprises/whoami')
        .set('authorization', `Bearer ${await identity.sign(OFFICER)}`);
      expect([answer.status, answer.body.code]).toEqual([503, 'service/unavailable']);
      const ready = await server.get('/health/ready');
      expect(ready.status).toBe(503);
      expect(ready.body.dependencies).toContainEqual(
        expect.objectContaining({ name: 'token-issuer', up: false, since: expect.any(String) }),
      );
    } finally {
      await fixture.close();
    }
  });
});
