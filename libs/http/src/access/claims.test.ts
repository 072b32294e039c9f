import { ROLES } from '@gusu/values';
import { describe, expect, it } from '@jest/globals';
import { actorOf } from './claims.js';
import { mayDo, PERMISSIONS, type PermissionName } from './permissions.js';

describe('reading an actor out of claims', () => {
  it('takes the scope of the person with the roles', () => {
    expect(actorOf({ sub: 'c1', roles: ['district-clerk'], district: '320594', extra: 1 })).toBeUndefined();
    expect(actorOf({ sub: 'c1', roles: ['district-clerk'], district: '320571', extra: 1 })).toEqual({
      id: 'c1',
      roles: ['district-clerk'],
      district: '320571',
    });
  });

  it('takes the code of an enterprise as its issuer writes it, also one that was registered by exception', () => {
    const claims = { sub: 'a', roles: ['enterprise-admin'], enterprise: '91320594TE5T00016A' };
    expect(actorOf(claims)).toMatchObject({ enterprise: '91320594TE5T00016A' });
  });

  it.each([
    ['an enterprise without its code', { sub: 'a', roles: ['enterprise-staff'] }],
    ['a bank without its code', { sub: 'a', roles: ['bank'] }],
    ['a district officer without a district', { sub: 'a', roles: ['city-lead', 'district-lead'] }],
    [
      'an enterprise code that is none',
      { sub: 'a', roles: ['enterprise-admin'], enterprise: '91320594TS5T00016Q' },
    ],
    ['a bank code with odd characters', { sub: 'a', roles: ['bank'], bank: "x'; drop" }],
    ['nobody', { roles: ['city-lead'] }],
    ['an empty name', { sub: '', roles: [] }],
  ])('finds no actor in %s', (_what, claims) => {
    expect(actorOf(claims)).toBeUndefined();
  });
});

describe('the table of permissions', () => {
  it.each<[PermissionName, readonly string[]]>([
    ['enterprise.verify', ['district-clerk', 'district-lead', 'city-officer', 'city-lead']],
    ['enterprise.import', ['city-officer', 'city-lead']],
    ['enterprise.relocate', ['city-officer', 'city-lead']],
    ['bank-event.post', ['bank']],
    ['audit.read', ['auditor', 'audit-admin']],
  ])('gives %s to %j and nobody else', (permission, roles) => {
    expect(ROLES.filter((role) => mayDo(permission, [role]))).toEqual(roles);
  });

  it('lets an auditor change nothing, and the three administrators decide no case', () => {
    const writing: PermissionName[] = [
      'enterprise.register',
      'enterprise.verify',
      'enterprise.change',
      'enterprise.relocate',
      'enterprise.cancel',
      'enterprise.import',
      'dead-letter.settle',
      'partner-bank.manage',
      'bank-event.post',
    ];
    for (const permission of writing) expect(mayDo(permission, ['auditor'])).toBe(false);
    const operating = ['dead-letter.read', 'dead-letter.settle', 'enterprise-copy.rebuild', 'audit.read'];
    for (const permission of Object.keys(PERMISSIONS) as PermissionName[])
      // What is open to everybody decides nothing either.
      if (!operating.includes(permission) && PERMISSIONS[permission].length < ROLES.length)
        expect(mayDo(permission, ['system-admin', 'security-admin', 'audit-admin'])).toBe(false);
  });
});
