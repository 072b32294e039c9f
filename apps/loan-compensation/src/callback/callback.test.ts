import { describe, expect, it } from '@jest/globals';
import { requireAddress } from './callback-request.js';
import type { CallbackDelivery } from './callback.js';
import { afterAttempt, requireCallbackUrl, RETRY_MILLIS } from './callback.rules.js';

const at = new Date('2021-06-10T01:00:00Z');
const fresh: CallbackDelivery = {
  deliveryId: '0b8e0f5c-6f0e-4f0e-9a53-3f1f2f7c5d11',
  bankCode: 'C1000000000001',
  type: 'loan-compensation.discrepancy.opened',
  body: '{}',
  status: 'pending',
  attempts: 0,
  nextAt: at,
  createdAt: at,
  deliveredAt: null,
};

describe('what becomes of a delivery after an attempt (funding.md §11)', () => {
  it.each([
    [200, 'delivered'],
    [299, 'delivered'],
    [199, 'pending'],
    [300, 'pending'],
    [400, 'pending'],
    [409, 'pending'],
    [410, 'stopped'],
    [500, 'pending'],
    [null, 'pending'],
  ])('%s: %s', (httpStatus, status) => {
    expect(afterAttempt(fresh, { httpStatus, at, chance: 0.5 })).toMatchObject({ status, attempts: 1 });
  });

  it('tries ten times over about three days, and then gives up', () => {
    let delivery = fresh;
    const pauses: number[] = [];
    for (let now = at; delivery.status === 'pending'; now = delivery.nextAt ?? now) {
      delivery = afterAttempt(delivery, { httpStatus: 500, at: now, chance: 0.5 });
      if (delivery.nextAt) pauses.push(delivery.nextAt.getTime() - now.getTime());
    }
    expect(pauses).toEqual([...RETRY_MILLIS]);
    expect(RETRY_MILLIS.map((millis) => millis / 1_000)).toEqual([
      5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
    ]);
    expect([delivery.status, delivery.attempts, delivery.nextAt]).toEqual(['failed', 10, null]);
  });

  it('spreads a tenth to either side', () => {
    const pauseAt = (chance: number) =>
      (afterAttempt(fresh, { httpStatus: null, at, chance }).nextAt?.getTime() ?? 0) - at.getTime();
    expect([pauseAt(0), pauseAt(0.5), pauseAt(1)]).toEqual([4_500, 5_000, 5_500]);
  });
});

describe('where a call-back may go', () => {
  it('is no address of this machine, of its surroundings, or of nobody', () => {
    const forbidden = [
      '0.0.0.0',
      '127.0.0.1',
      '127.9.9.9',
      '169.254.169.254',
      '224.0.0.1',
      '255.255.255.255',
    ];
    for (const address of [
      ...forbidden,
      '::',
      '::1',
      'fe80::1',
      'ff02::1',
      '::ffff:127.0.0.1',
      '::FFFF:169.254.169.254',
      '::ffff:7f00:1',
      '64:ff9b::7f00:1',
    ])
      expect(() => requireAddress(address, false)).toThrow('not an address of a bank');
    for (const address of ['203.0.113.9', '10.20.30.40', '2001:db8::1']) requireAddress(address, false);
  });

  it('is this machine where a setting allows it, and nothing else that is forbidden', () => {
    requireAddress('127.0.0.1', true);
    requireAddress('::1', true);
    expect(() => requireAddress('169.254.169.254', true)).toThrow();
    const refused = (text: string, isLoopbackAllowed: boolean) => {
      try {
        requireCallbackUrl(text, { isLoopbackAllowed });
        return false;
      } catch {
        return true;
      }
    };
    expect([refused('http://127.0.0.1:9/', true), refused('http://127.0.0.1:9/', false)]).toEqual([
      false,
      true,
    ]);
    expect([refused('https://localhost/', false), refused('https://[::1]/', false)]).toEqual([true, true]);
    expect([refused('https://bank.example/x', false), refused('http://10.1.2.3/', true)]).toEqual([
      false,
      true,
    ]);
  });
});
