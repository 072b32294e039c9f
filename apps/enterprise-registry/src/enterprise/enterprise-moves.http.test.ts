import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Enterprises, REJECTION } from '../fixture/enterprises.js';
import { adminOf, applicationOf, cityOfficer, KUNSHAN } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import { ENTERPRISE_MOVES, ENTERPRISE_STATUSES, type EnterpriseMove } from './enterprise.js';

let registry: TestRegistry;
const enterprises = new Enterprises(() => registry);
const { creditCode: _, ...facts } = applicationOf('');
const reason = '依登记机关通知';
/** So that there is something to confirm. */
const SELF_DECLARED = JSON.stringify([{ code: 'WARN_SELF_DECLARED', detail: 'changed by its admin' }]);

/** How each move is asked for. */
const REQUESTS: Record<EnterpriseMove, { path: string; body: object; byItself?: boolean }> = {
  accept: { path: 'verification', body: { decision: 'accept' } },
  reject: { path: 'verification', body: REJECTION },
  resubmit: { path: 'submission', body: facts, byItself: true },
  change: { path: 'change', body: { name: '苏州新名科技有限公司' } },
  confirm: { path: 'confirmation', body: {} },
  relocate: { path: 'relocation', body: { toDistrictCode: KUNSHAN, address: '昆山市前进东路1号' } },
  suspend: { path: 'suspension', body: { reason } },
  reinstate: { path: 'reinstatement', body: { reason } },
  cancel: { path: 'cancellation', body: { reason } },
  revoke: { path: 'revocation', body: { reason } },
  moveOut: { path: 'departure', body: { reason } },
};

// Written down a second time on purpose: a table that is compared with itself says nothing.
const LEGAL: Record<string, readonly EnterpriseMove[]> = {
  pendingVerification: ['accept', 'reject'],
  rejected: ['resubmit'],
  active: ['change', 'confirm', 'relocate', 'suspend', 'cancel', 'revoke', 'moveOut'],
  suspended: ['reinstate', 'cancel', 'revoke'],
  cancelled: [],
  revoked: [],
  movedOut: [],
};
const ENDS: Partial<Record<EnterpriseMove, string>> = {
  reject: 'rejected',
  resubmit: 'pendingVerification',
  suspend: 'suspended',
  cancel: 'cancelled',
  revoke: 'revoked',
  moveOut: 'movedOut',
};

beforeAll(async () => {
  registry = await TestRegistry.start();
}, 60_000);
afterAll(() => registry.stop());

const cases = ENTERPRISE_STATUSES.flatMap((status) =>
  (Object.keys(ENTERPRISE_MOVES) as EnterpriseMove[]).map((move) => ({ status, move })),
);

describe('every move from every status', () => {
  it('is in the table', () => {
    expect(cases).toHaveLength(77);
    expect(Object.keys(REQUESTS)).toEqual(Object.keys(ENTERPRISE_MOVES));
  });

  it.each(cases)('$move from $status', async ({ status, move }) => {
    const code = await enterprises.draft();
    await registry.asSuperuser(
      `update enterprise set status = '${status}', warnings = '${SELF_DECLARED}' where credit_code = '${code}'`,
    );
    const before = await enterprises.footprint(code);
    const { path, body, byItself } = REQUESTS[move];
    const reply = await registry.post(
      `/v1/enterprises/${code}/${path}`,
      byItself ? adminOf(code) : cityOfficer,
      body,
    );
    if (LEGAL[status]?.includes(move)) {
      expect([reply.status, reply.body.status, reply.body.version]).toEqual([200, ENDS[move] ?? 'active', 2]);
      expect(reply.body.moves).toEqual(LEGAL[reply.body.status]);
      return;
    }
    expect([reply.status, reply.body.code]).toEqual([409, 'enterprise/move-not-legal']);
    expect(reply.body.facts).toEqual({ creditCode: code, status, move });
    expect(await enterprises.footprint(code)).toEqual(before);
  });
});
