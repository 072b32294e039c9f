import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EnterpriseRegistered } from '@gusu/contracts';
import { verifyAuditChain } from '@gusu/database';
import { createHttpService, readSettings, walkRoutes } from '@gusu/http';
import {
  createTestDatabase,
  signTestToken,
  TEST_AUDIENCE,
  TEST_ISSUER,
  testKeys,
  type TestDatabase,
} from '@gusu/testing';
import type { Role } from '@gusu/values';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import supertest from 'supertest';
import { AppModule } from '../app.module.js';
import { EnterpriseCopyRepository } from '../enterprise-copy/enterprise-copy.repository.js';
import {
  BANK,
  BORROWER,
  DUE_BILL,
  disbursed,
  filed,
  overdue,
  repaid,
  reversed,
  settled,
} from '../fixture/bank-events.js';
import { loanMigrations } from '../migrations/loan-migrations.js';
import { WaitingFilingService } from './waiting-filing.service.js';

const EVENTS = '/v1/bank/v1/events';
let db: TestDatabase;
let app: NestFastifyApplication;
let secret: string;

const token = (roles: Role[], bank?: string) => signTestToken({ sub: bank ?? 'officer', roles, bank });
const api = () => supertest(app.getHttpServer());

beforeAll(async () => {
  db = await createTestDatabase({ migrations: loanMigrations, prefix: 'loan' });
  const env = {
    DATABASE_URL: db.appUrl,
    OIDC_ISSUER: TEST_ISSUER,
    OIDC_AUDIENCE: TEST_AUDIENCE,
    LOG_LEVEL: 'fatal',
  };
  app = await createHttpService(
    AppModule.with({ events: 'postgres', logUrls: {} }, 'test key of the service'),
    {
      service: 'loan-compensation',
      title: { zh: '科贷通', en: 'Loan compensation' },
      settings: readSettings(env),
      database: db.database,
      keys: testKeys,
    },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  for (const bankCode of [BANK, 'C2000000000002'])
    await asOfficer('/v1/partner-banks', { bankCode, name: '示例银行', agreementNo: 'HZ-1' });
  secret = (await asOfficer(`/v1/partner-banks/${BANK}/keys`, { algorithm: 'v1' })).body.secret as string;
}, 60_000);
afterAll(async () => {
  await app.close();
  await db.drop();
});

async function asOfficer(path: string, body: object) {
  return api()
    .post(path)
    .set('authorization', `Bearer ${await token(['city-officer'])}`)
    .send(body);
}

function post(body: unknown, options: { secret?: string; at?: Date; path?: string; sent?: string } = {}) {
  const text = JSON.stringify(body);
  const id = randomUUID();
  const at = options.at ?? new Date();
  const signature = new Webhook(options.secret ?? secret).sign(id, at, text);
  return api()
    .post(options.path ?? EVENTS)
    .set({
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
      'webhook-signature': signature,
    })
    .send(options.sent ?? text);
}

async function loan(bank: string | undefined = BANK) {
  const bearer = await token(bank ? ['bank'] : ['city-officer'], bank);
  return api().get(`/v1/loans/${BANK}/${DUE_BILL}`).set('authorization', `Bearer ${bearer}`);
}

describe('a bank that reports a loan', () => {
  it('waits for the enterprise, then goes on without being asked', async () => {
    expect((await post(filed())).body).toMatchObject({ status: 'PARKED', code: 'ENTERPRISE_UNKNOWN' });
    const state = { ...EnterpriseRegistered.example, creditCode: BORROWER };
    await db.database.transaction(async (tx) => {
      await app.get(EnterpriseCopyRepository, { strict: false }).save(tx, [{ state, keyVersion: 1 }]);
      await app.get(WaitingFilingService, { strict: false }).retry(tx, [BORROWER]);
    });
    expect((await loan()).body).toMatchObject({ status: 'filed', plannedAmountFen: 500_000_000 });
  });

  it('may report out of order (AT-07)', async () => {
    const early = await post(repaid('2021-06-10', 100_000_000, 400_000_000));
    expect([early.status, early.body.status, early.body.code]).toEqual([
      202,
      'PARKED',
      'PREDECESSOR_MISSING',
    ]);
    expect((await post(disbursed())).body.status).toBe('APPLIED');
    expect((await loan()).body).toMatchObject({ status: 'active', principalFen: 400_000_000 });
    expect((await post(settled('2021-07-25'))).body.code).toBe('SETTLED_WITH_BALANCE');
    expect((await post(overdue('2021-07-20', 100_000_000, 5))).body.status).toBe('APPLIED');
    expect((await loan()).body.status).toBe('overdue');
    await post(repaid('2021-07-25', 400_000_000, 0));
    expect((await loan()).body).toMatchObject({ status: 'settled', principalFen: 0 });
  });

  it('is answered the same for ever when it repeats itself (AT-06)', async () => {
    const body = repaid('2021-06-10', 100_000_000, 400_000_000);
    const answers = await Promise.all([post(body), post(body), post(body)]);
    for (const { status, body: answer } of answers) {
      expect(status).toBe(200);
      expect(answer).toMatchObject({ duplicate: true, status: 'PARKED', code: 'PREDECESSOR_MISSING' });
    }
    const other = await post({
      ...body,
      data: { ...body.data, principalFen: 100_000_009, totalFen: 100_000_009 },
    });
    expect([other.status, other.body.code]).toEqual([422, 'EVENT_ID_REUSED']);
    const twin = await post({ ...disbursed(), eventId: 'twin' });
    expect([twin.status, twin.body.code]).toEqual([202, 'SUSPECT_DUPLICATE']);
    expect((await loan()).body.dataHold).toBe(true);
  });

  it('reopens a settled loan by a reversal, once (AT-08)', async () => {
    const target = 'loan-repaid-2021-06-10';
    expect((await post(reversed('2021-08-01', target))).body.status).toBe('APPLIED');
    expect((await loan()).body.principalFen).toBe(100_000_000);
    const again = await post({ ...reversed('2021-08-02', target), eventId: 'again' });
    expect([again.status, again.body.code]).toEqual([422, 'ALREADY_REVERSED']);
  });

  it('cannot replace a filing or a reversal by one that is dated earlier', async () => {
    const other = filed('2021-05-01', 600_000_000, { eventId: 'back-dated' });
    const filing = await post(other);
    expect([filing.status, filing.body.code]).toEqual([409, 'ALREADY_COVERED']);
    const reversal = await post({
      ...reversed('2021-07-30', 'loan-repaid-2021-06-10'),
      eventId: 'back-dated-reversal',
    });
    expect([reversal.status, reversal.body.code]).toEqual([422, 'ALREADY_REVERSED']);
    expect((await loan()).body.plannedAmountFen).toBe(500_000_000);
  });

  it('is answered once and for all when single messages and batches bring the same event at once', async () => {
    const body = filed('2021-05-30', 500_000_000, { eventId: 'at-once', dueBillNo: 'at-once' });
    const batch = () => post({ events: [body] }, { path: `${EVENTS}:batch` });
    const answers = await Promise.all([post(body), batch(), batch(), post(body), batch(), batch(), batch()]);
    const verdicts = answers.flatMap(
      ({ body: answer }) => (answer.items ?? [answer]) as { receiptNo: string }[],
    );
    expect(answers.map(({ status }) => status).filter((status) => status >= 400)).toEqual([]);
    expect(new Set(verdicts.map(({ receiptNo }) => receiptNo)).size).toBe(1);
  });

  it('is told of each event in a batch by itself', async () => {
    const of = (n: number, body: ReturnType<typeof filed>) => ({
      ...body,
      dueBillNo: `00${n}`,
      eventId: `b${n}`,
    });
    const batch = [of(1, filed()), { ...of(2, filed()), data: {} }, of(3, filed()), of(1, filed())];
    const { status, body } = await post({ events: batch }, { path: `${EVENTS}:batch` });
    expect(status).toBe(200);
    expect((body.items as { httpStatus: number }[]).map(({ httpStatus }) => httpStatus)).toEqual([
      202, 400, 202, 200,
    ]);
  });
});

describe('a message that is not to be trusted', () => {
  const late = new Date(Date.now() - 301_000);
  it.each([
    ['another key', { secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}` }, 'SIGNATURE_INVALID'],
    ['a body written anew', { sent: JSON.stringify(filed(), null, 1) }, 'SIGNATURE_INVALID'],
    ['a time 301 s ago', { at: late }, 'TIMESTAMP_SKEW'],
  ])('is refused: %s', async (_what, options, code) => {
    const { status, body } = await post(filed(), options);
    expect([status, body.code]).toEqual([401, code]);
  });

  it('is refused without a signature, and with a key of another bank', async () => {
    expect((await api().post(EVENTS).send(filed())).body.code).toBe('signature/missing');
    expect((await post(filed('2021-05-30', 1, { bankCode: 'C2000000000002' }))).body.code).toBe(
      'SIGNATURE_INVALID',
    );
  });

  it('may be signed by either key while keys change, ed25519 included, until one is revoked', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const key = await asOfficer(`/v1/partner-banks/${BANK}/keys`, { algorithm: 'v1a', publicKey: pem });
    const text = JSON.stringify(filed('2021-05-30', 500_000_000, { eventId: 'v1a', dueBillNo: 'v1a' }));
    const timestamp = `${Math.floor(Date.now() / 1000)}`;
    const send = () => {
      const signature = sign(null, Buffer.from(`m.${timestamp}.${text}`), privateKey).toString('base64');
      const headers = {
        'webhook-id': 'm',
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,AAAA v1a,${signature}`,
      };
      return api()
        .post(EVENTS)
        .set({ 'content-type': 'application/json', ...headers })
        .send(text);
    };
    expect((await send()).status).toBe(202);
    await asOfficer(`/v1/partner-banks/${BANK}/keys/${key.body.keyId}/revocation`, {});
    expect((await send()).body.code).toBe('SIGNATURE_INVALID');
  });
});

describe('what a bank may see', () => {
  it('is its own loans; another’s do not exist for it', async () => {
    expect((await loan(BANK)).status).toBe(200);
    expect((await loan('C2000000000002')).body.code).toBe('loan/not-found');
  });

  it('is decided at every address', () => {
    const { routes, withoutPermission } = walkRoutes(app);
    expect(withoutPermission).toEqual([]);
    expect(routes.length).toBeGreaterThan(10);
  });

  it('leaves a sound audit chain', async () => {
    expect(await verifyAuditChain(db.appUrl)).toMatchObject({ sound: true });
  });
});
