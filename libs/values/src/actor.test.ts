import { describe, expect, it } from '@jest/globals';
import { type Actor, hasRole, ROLES } from './actor.js';

const officer: Actor = { id: 'u1', roles: ['district-clerk', 'expert'], district: '320571' };

describe('an actor', () => {
  it('has the roles given and no other', () => {
    expect(ROLES.filter((role) => hasRole(officer, role))).toEqual(['district-clerk', 'expert']);
  });

  it('may have any one of several roles, and has none of none', () => {
    expect(hasRole(officer, 'city-officer', 'expert')).toBe(true);
    expect(hasRole(officer, 'city-officer', 'city-lead')).toBe(false);
    expect(hasRole(officer)).toBe(false);
  });
});
