import { signTestToken, TEST_AUDIENCE, TEST_ISSUER, testKeys } from '@gusu/testing';
import { describe, expect, it } from '@jest/globals';
import { TokenVerifier } from './token-verifier.js';

const OFFICER = { sub: 'officer-1', roles: ['city-officer'] } as const;

function verifierAt(start: number, remembered = 10) {
  const time = { now: start, keys: 0 };
  const verifier = new TokenVerifier({
    issuer: TEST_ISSUER,
    audience: TEST_AUDIENCE,
    keys: (header, token) => {
      time.keys += 1;
      return testKeys(header, token);
    },
    clock: { now: () => new Date(time.now) },
    remembered,
  });
  return { time, verifier };
}

describe('remembering a verified token', () => {
  it('spares its verification until it is over', async () => {
    const { time, verifier } = verifierAt(Date.now());
    const token = await signTestToken(OFFICER, { expiresIn: 60 });
    expect(verifier.remembered(token)).toBeUndefined();
    await verifier.verify(token);
    expect(verifier.remembered(token)).toMatchObject({ id: 'officer-1' });
    time.now += 61_000;
    expect(verifier.remembered(token)).toBeUndefined();
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'authentication/invalid' });
  });

  it('ends after five minutes although the token lives on, so that a withdrawn key stops working', async () => {
    const { time, verifier } = verifierAt(Date.now());
    const token = await signTestToken(OFFICER, { expiresIn: 3_600 });
    await verifier.verify(token);
    time.now += 301_000;
    expect(verifier.remembered(token)).toBeUndefined();
    await verifier.verify(token);
    expect(time.keys).toBe(2);
  });

  it('forgets the oldest when there are too many', async () => {
    const { verifier } = verifierAt(Date.now(), 2);
    const tokens = await Promise.all(
      [1, 2, 3].map((n) => signTestToken({ ...OFFICER, sub: `officer-${n}` })),
    );
    for (const token of tokens) await verifier.verify(token);
    expect(tokens.map((token) => verifier.remembered(token)?.id)).toEqual([
      undefined,
      'officer-2',
      'officer-3',
    ]);
  });

  it('never remembers a token that was refused', async () => {
    const { verifier } = verifierAt(Date.now());
    const token = await signTestToken(OFFICER, { audience: 'another' });
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'authentication/invalid' });
    expect(verifier.remembered(token)).toBeUndefined();
  });
});
