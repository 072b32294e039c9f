import { walkRoutes } from '@gusu/http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Role, ROLES } from '@gusu/values';
import type { Person } from './fixture/people.js';
import { KUNSHAN, SIP, syntheticCode } from './fixture/people.js';
import { TestRegistry } from './fixture/test-registry.module.js';

let registry: TestRegistry;

beforeAll(async () => {
  registry = await TestRegistry.start();
}, 60_000);
afterAll(() => registry.stop());

const CODE = syntheticCode(1);
const ENTERPRISE: Role[] = ['enterprise-admin', 'enterprise-staff'];
const DISTRICT: Role[] = ['district-clerk', 'district-lead'];
const CITY: Role[] = ['city-officer', 'city-lead'];
const READERS: Role[] = [...ENTERPRISE, ...DISTRICT, ...CITY, 'auditor'];
const UUID = '6f1d5b0e-5f0c-4a57-9d0b-6a4c5d6e7f80';

/** Who may knock at which door (cultivation-talent.md §7.0), written beside the table of permissions and not taken from it. */
const DOORS: [method: 'get' | 'post', path: string, roles: Role[]][] = [
  ['post', '/v1/enterprises', ['enterprise-admin']],
  ['post', '/v1/identifier-exceptions', CITY],
  ['post', `/v1/enterprises/${CODE}/submission`, ['enterprise-admin']],
  ['post', `/v1/enterprises/${CODE}/verification`, [...DISTRICT, ...CITY]],
  ['post', `/v1/enterprises/${CODE}/change`, ['enterprise-admin', ...CITY]],
  ['post', `/v1/enterprises/${CODE}/confirmation`, [...DISTRICT, ...CITY]],
  ['post', `/v1/enterprises/${CODE}/relocation`, CITY],
  ['post', `/v1/enterprises/${CODE}/suspension`, CITY],
  ['post', `/v1/enterprises/${CODE}/reinstatement`, CITY],
  ['post', `/v1/enterprises/${CODE}/cancellation`, CITY],
  ['post', `/v1/enterprises/${CODE}/revocation`, CITY],
  ['post', `/v1/enterprises/${CODE}/departure`, CITY],
  ['get', '/v1/enterprises', READERS],
  ['get', `/v1/enterprises/${CODE}`, READERS],
  ['get', `/v1/enterprises/${CODE}/versions`, READERS],
  ['get', '/v1/enterprises/changes', [...CITY, 'auditor']],
  ['get', '/v1/enterprises/snapshot', [...CITY, 'auditor']],
  ['post', '/v1/imports', CITY],
  ['get', `/v1/imports/${UUID}`, CITY],
  ['get', `/v1/imports/${UUID}/verdicts.csv`, CITY],
];

function personOf(role: Role): Person {
  return {
    sub: `somebody-${role}`,
    roles: [role],
    ...(role.startsWith('enterprise-') && { enterprise: CODE }),
    ...(role.startsWith('district-') && { district: role === 'district-lead' ? KUNSHAN : SIP }),
    ...(role === 'bank' && { bank: 'C1000000000001' }),
  };
}

describe('the doors of the registry', () => {
  it.each(DOORS)('%s %s', async (method, path, roles) => {
    const opened: Role[] = [];
    for (const role of ROLES) {
      const reply = await registry.send(method, path, personOf(role), method === 'post' ? { body: {} } : {});
      if (reply.body.code !== 'permission/denied') opened.push(role);
      else expect(reply.status).toBe(403);
    }
    expect(opened).toEqual(ROLES.filter((role) => roles.includes(role)));
  });

  it('are opened to nobody without a token', async () => {
    for (const [method, path] of DOORS) {
      const reply = await registry.stranger(method, path);
      expect([path, reply.status, reply.body.code]).toEqual([path, 401, 'authentication/missing']);
    }
  });

  it('all name their permission, but what is published for everybody to read', () => {
    const { routes, withoutPermission, publicRoutes } = walkRoutes(registry.app);
    expect(withoutPermission).toEqual([]);
    expect(publicRoutes.filter((route) => route.startsWith('GET'))).toEqual([
      'GET /v1/public-notices',
      'GET /v1/public-notices/:noticeId',
    ]);
    expect(publicRoutes.filter((route) => !/^(GET|HEAD) /.test(route))).toEqual([]);
    expect(routes.length).toBeGreaterThanOrEqual(DOORS.length);
  });
});
