import { describe, expect, it } from '@jest/globals';
import { Refusal } from '@gusu/contracts';
import { parseCreditCode } from '@gusu/values';
import { decideDeclaration, declare, withdrawDeclaration } from './declaration.rules.js';
import { type Declaration, DECLARATION_STATUSES } from './declaration.js';
import type { Enterprise } from './enterprise.js';

const now = new Date('2026-04-02T02:00:00Z');
const creditCode = parseCreditCode('91320594TE5T00016Q');
const enterprise = { creditCode, districtCode: '320571' } as Enterprise;
const admin = { id: 'admin', roles: ['enterprise-admin'], enterprise: creditCode } as const;
const clerk = { id: 'clerk', roles: ['district-clerk'], district: '320571' } as const;
const declared = declare([], { enterprise, actor: admin, now });
const reasons = [{ code: 'X', detail: '不一致' }];

function codeOf(act: () => Declaration): string {
  try {
    return act().status;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const ACTS = {
  verify: (fact: Declaration) =>
    decideDeclaration(fact, { decision: 'verify' }, { enterprise, actor: clerk, now }),
  reject: (fact: Declaration) =>
    decideDeclaration(fact, { decision: 'reject', reasons }, { enterprise, actor: clerk, now }),
  withdraw: (fact: Declaration) => withdrawDeclaration(fact, { enterprise, actor: admin, now }),
};
const NOT_LEGAL = 'declaration/move-not-legal';

describe('every move of a declared fact from every status', () => {
  it.each([
    ['verify', { submitted: 'verified', verified: NOT_LEGAL, rejected: NOT_LEGAL, withdrawn: NOT_LEGAL }],
    ['reject', { submitted: 'rejected', verified: NOT_LEGAL, rejected: NOT_LEGAL, withdrawn: NOT_LEGAL }],
    [
      'withdraw',
      { submitted: 'withdrawn', verified: 'withdrawn', rejected: NOT_LEGAL, withdrawn: NOT_LEGAL },
    ],
  ] as const)('%s', (act, expected) => {
    const found = DECLARATION_STATUSES.map((status) => [
      status,
      codeOf(() => ACTS[act]({ ...declared, status })),
    ]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('says who decided, when and why', () => {
    expect(ACTS.reject(declared)).toMatchObject({
      rejectionReasons: reasons,
      decidedBy: 'clerk',
      decidedAt: now,
    });
    expect(ACTS.verify(declared)).toMatchObject({ rejectionReasons: [], decidedBy: 'clerk', decidedAt: now });
    expect(ACTS.withdraw(declared)).toMatchObject({ withdrawnAt: now });
  });
});

describe('who may act upon a declared fact', () => {
  it('is its enterprise to declare and withdraw, another person of its district to decide', () => {
    const verify = (actor: typeof clerk | typeof admin | object) => () =>
      decideDeclaration(declared, { decision: 'verify' }, { enterprise, actor: actor as typeof clerk, now });
    expect(codeOf(verify({ ...clerk, district: '320583' }))).toBe('enterprise/not-your-district');
    expect(codeOf(verify(admin))).toBe('enterprise/not-your-district');
    expect(codeOf(verify({ ...clerk, id: 'admin' }))).toBe('declaration/self-verification');
    expect(codeOf(verify({ id: 'city', roles: ['city-officer'] }))).toBe('verified');
    expect(codeOf(() => declare([], { enterprise, actor: clerk, now }))).toBe(
      'enterprise/not-your-enterprise',
    );
    expect(codeOf(() => withdrawDeclaration(declared, { enterprise, actor: clerk, now }))).toBe(
      'enterprise/not-your-enterprise',
    );
  });
});
