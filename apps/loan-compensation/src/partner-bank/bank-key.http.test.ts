import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { BANK, filed } from '../fixture/bank-events.js';
import { auditor, bankClerk, cityOfficer, otherBankClerk } from '../fixture/people.js';
import { OTHER_BANK, TestLoans } from '../fixture/test-loans.module.js';

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
}, 60_000);
afterAll(() => loans.stop());

const event = () => {
  const id = randomUUID();
  return filed('2021-05-30', 500_000_000, { eventId: id, dueBillNo: id });
};
const revoke = (keyId: string) =>
  loans.post(`/v1/partner-banks/${BANK}/keys/${keyId}/revocation`, cityOfficer, {});

describe('signatures over something else (row 27)', () => {
  const text = JSON.stringify(filed('2021-05-30', 1, { eventId: 'signed', dueBillNo: 'signed' }));
  const at = new Date();
  const timestamp = `${Math.floor(at.getTime() / 1_000)}`;
  const mac = (content: string) =>
    createHmac('sha256', Buffer.from(loans.secretOf(BANK).slice('whsec_'.length), 'base64'))
      .update(content)
      .digest();
  const whole = `m.${timestamp}.${text}`;

  it.each([
    [
      'the body written anew',
      () => `v1,${mac(`m.${timestamp}.${JSON.stringify(JSON.parse(text), null, 1)}`).toString('base64')}`,
    ],
    ['the body alone', () => `v1,${mac(text).toString('base64')}`],
    ['hex for base64', () => `v1,${mac(whole).toString('hex')}`],
    [
      'the url alphabet of base64',
      () =>
        `v1,${mac(whole)
          .toString('base64url')
          .replace(/[-_]?$/, '_-')}`,
    ],
    ['no scheme', () => mac(whole).toString('base64')],
    ['the scheme of another algorithm', () => `v1a,${mac(whole).toString('base64')}`],
    ['SM2, which is not agreed yet', () => `v1sm,${mac(whole).toString('base64')}`],
    ['half of it', () => `v1,${mac(whole).subarray(0, 16).toString('base64')}`],
    ['an empty one', () => 'v1,'],
  ])('is refused: %s', async (_what, sign) => {
    const before = await loans.written();
    const headers = { 'webhook-id': 'm', 'webhook-timestamp': timestamp };
    const { status, body } = await loans.message(text, { signature: sign(), headers });
    expect([status, body.code]).toEqual([401, 'SIGNATURE_INVALID']);
    expect(await loans.written()).toEqual(before);
  });

  it('is taken over exactly these bytes', async () => {
    const headers = { 'webhook-id': 'm', 'webhook-timestamp': timestamp };
    const { status } = await loans.message(text, {
      signature: `v1,${mac(whole).toString('base64')}`,
      headers,
    });
    expect(status).toBe(202);
  });
});

describe('a bank that changes its keys', () => {
  it('signs with the old, the new or both, and no longer with the one that was revoked', async () => {
    const old = await loans.addKey(BANK);
    const next = await loans.addKey(BANK);
    const by = (secret: string) => loans.message(event(), { secret });
    expect([(await by(old.secret)).status, (await by(next.secret)).status]).toEqual([202, 202]);

    const body = JSON.stringify(event());
    const at = new Date();
    const both = (secrets: string[]) =>
      secrets.map((secret) => new Webhook(secret).sign('both', at, body)).join(' ');
    const headers = { 'webhook-id': 'both' };
    const strange = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const first = await loans.message(body, { at, headers, signature: both([strange, next.secret]) });
    expect(first.status).toBe(202);
    await revoke(old.keyId);
    expect((await by(old.secret)).body.code).toBe('SIGNATURE_INVALID');
    const again = await loans.message(body, { at, headers, signature: both([old.secret, next.secret]) });
    expect([again.status, again.body.duplicate]).toEqual([200, true]);
  });

  it('is refused with a key whose time is over', async () => {
    const over = { algorithm: 'v1', validTo: new Date(Date.now() - 1_000).toISOString() };
    const { secret } = await loans.addKey(BANK, over);
    expect((await loans.message(event(), { secret })).body.code).toBe('SIGNATURE_INVALID');
  });

  it('sees a revocation on every instance within five seconds', async () => {
    const { keyId, secret } = await loans.addKey(BANK);
    const second = await loans.another();
    try {
      expect((await loans.message(event(), { secret, app: second })).status).toBe(202);
      await revoke(keyId);
      const revokedAt = Date.now();
      expect((await loans.message(event(), { secret })).status).toBe(401);
      let status = 202;
      while (status === 202 && Date.now() - revokedAt < 8_000) {
        ({ status } = await loans.message(event(), { secret, app: second }));
        await sleep(50);
      }
      expect(status).toBe(401);
      expect(Date.now() - revokedAt).toBeLessThan(5_500);
    } finally {
      await second.close();
    }
  });

  it('may be an ed25519 one, whose signature has 64 bytes and no other length', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    await loans.addKey(BANK, {
      algorithm: 'v1a',
      publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
    });
    const body = JSON.stringify(event());
    const at = new Date();
    const sound = sign(null, Buffer.from(`m.${Math.floor(at.getTime() / 1_000)}.${body}`), privateKey);
    const send = (signature: Buffer) =>
      loans.message(body, {
        at,
        headers: { 'webhook-id': 'm' },
        signature: `v1a,${signature.toString('base64')}`,
      });
    for (const wrong of [sound.subarray(0, 63), Buffer.concat([sound, Buffer.of(0)]), Buffer.alloc(64)])
      expect((await send(wrong)).body.code).toBe('SIGNATURE_INVALID');
    expect((await send(sound)).status).toBe(202);
  });

  it.each([
    ['no key', undefined],
    ['no PEM', 'MCowBQYDK2VwAyEA'],
    [
      'RSA',
      generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }),
    ],
  ])('is refused a public key that is none of ed25519: %s', async (_what, publicKey) => {
    const { status, body } = await loans.post(`/v1/partner-banks/${BANK}/keys`, cityOfficer, {
      algorithm: 'v1a',
      publicKey,
    });
    expect([status, body.code]).toEqual([400, 'request/invalid']);
    expect(body.errors).toMatchObject([{ pointer: '/publicKey' }]);
  });
});

describe('an officer who sends a request again', () => {
  const count = async (table: string) =>
    (await loans.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n;

  it('registers a bank once, and is told the same', async () => {
    const bank = { bankCode: 'C3000000000003', name: '示例银行', agreementNo: 'HZ-3' };
    const headers = { 'idempotency-key': randomUUID() };
    const [first, again] = [
      await loans.post('/v1/partner-banks', cityOfficer, bank, headers),
      await loans.post('/v1/partner-banks', cityOfficer, bank, headers),
    ];
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const before = await count('audit_entry');
    const other = await loans.post('/v1/partner-banks', cityOfficer, { ...bank, name: '另一家' }, headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency/key-reused']);
    const without = await loans.post('/v1/partner-banks', cityOfficer, bank);
    expect([without.status, without.body.code]).toEqual([409, 'bank/already-registered']);
    expect(await count('audit_entry')).toBe(before);
  });

  it('makes one key, and is told its secret again', async () => {
    const path = `/v1/partner-banks/${OTHER_BANK}/keys`;
    const headers = { 'idempotency-key': randomUUID() };
    const before = (await count('bank_key')) ?? 0;
    const [first, again] = [
      await loans.post(path, cityOfficer, { algorithm: 'v1' }, headers),
      await loans.post(path, cityOfficer, { algorithm: 'v1' }, headers),
    ];
    expect(again.text).toBe(first.text);
    const other = await loans.post(
      `/v1/partner-banks/${BANK}/keys`,
      cityOfficer,
      { algorithm: 'v1' },
      headers,
    );
    expect([other.status, other.body.code]).toEqual([422, 'idempotency/key-reused']);
    expect(await count('bank_key')).toBe(before + 1);
    expect(JSON.stringify((await loans.get(path, cityOfficer)).body)).not.toContain('whsec_');
  });

  it('is told what is not there, and others that it is not theirs to do', async () => {
    const nowhere = await loans.post('/v1/partner-banks/C9/keys', cityOfficer, { algorithm: 'v1' });
    expect([nowhere.status, nowhere.body.code]).toEqual([404, 'bank/not-found']);
    expect((await revoke(randomUUID())).body.code).toBe('bank-key/not-found');
    for (const person of [bankClerk, otherBankClerk, auditor]) {
      const { status, body } = await loans.get(`/v1/partner-banks/${BANK}/keys`, person);
      expect([status, body.code]).toEqual([403, 'permission/denied']);
    }
  });
});
