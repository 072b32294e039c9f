import { describe, expect, it } from '@jest/globals';
import { shippedPolicies } from '@gusu/policies';
import { addDays, QUALIFICATION_STATUSES } from '@gusu/values';
import fc from 'fast-check';
import { aTitle, day, noon } from '../fixture/titles.js';
import type { Qualification } from './qualification.js';
import { bannedUntil, grantQualification, grantTermsOf, revokeQualification } from './qualification.rules.js';

const NOW = noon('2026-11-24');
const POLICIES = shippedPolicies();
const needed = ({ programme, validFrom }: Qualification) => {
  const policy = POLICIES.policyOn(programme, 'initial', validFrom);
  return policy ? grantTermsOf(policy).prerequisites : [];
};

describe('granting', () => {
  const pending = (changes: Partial<Qualification>) => aTitle({ status: 'pending', ...changes });

  it('needs the prerequisite to count on the first day', () => {
    const giant = pending({
      programme: 'littleGiant',
      validFrom: day('2026-07-01'),
      validTo: day('2029-06-30'),
    });
    const special = aTitle({
      programme: 'specializedSme',
      validFrom: day('2023-07-01'),
      validTo: day('2026-06-30'),
    });
    expect(() => grantQualification(giant, [special], { prerequisites: needed(giant), now: NOW })).toThrow(
      expect.objectContaining({ code: 'qualification/prerequisite-missing' }),
    );
    const onTheDay = { ...special, validTo: day('2026-07-01') };
    expect(
      grantQualification(giant, [onTheDay], { prerequisites: needed(giant), now: NOW }).qualification.status,
    ).toBe('valid');
    const suspended = { ...onTheDay, status: 'suspended' as const, suspendedOn: day('2026-06-01') };
    expect(() => grantQualification(giant, [suspended], { prerequisites: needed(giant), now: NOW })).toThrow(
      expect.objectContaining({ code: 'qualification/prerequisite-missing' }),
    );
  });

  it('never comes without the prerequisite valid on that very day, whatever titles there are', () => {
    const [first, last] = [day('2026-01-01'), day('2027-12-31')];
    const days = fc.integer({ min: -900, max: 900 }).map((count) => addDays(first, count));
    const title = fc
      .record({
        programme: fc.constantFrom('specializedSme', 'innovativeSme', 'highTechEnterprise', 'gazelle'),
        status: fc.constantFrom('valid', 'expiring', 'reviewInProgress', 'suspended', 'lapsed', 'pending'),
        validFrom: days,
        validTo: days,
      })
      .filter(({ validFrom, validTo }) => validFrom < validTo)
      .map(({ status, ...given }) =>
        aTitle({
          ...given,
          status,
          suspendedOn: status === 'suspended' ? first : undefined,
        } as Partial<Qualification>),
      );
    const granted = pending({ programme: 'littleGiant', validFrom: first, validTo: last });
    const isValidThen = ({ programme, status, validFrom, validTo }: Qualification) =>
      programme === 'specializedSme' &&
      validFrom <= first &&
      (status === 'reviewInProgress' ||
        (validTo >= first && ['valid', 'expiring', 'lapsed'].includes(status)));
    fc.assert(
      fc.property(fc.array(title, { maxLength: 4 }), (titles) => {
        const grant = () => grantQualification(granted, titles, { prerequisites: needed(granted), now: NOW });
        if (titles.some(isValidThen)) expect(grant().qualification.status).toBe('valid');
        else expect(grant).toThrow(expect.objectContaining({ code: 'qualification/prerequisite-missing' }));
      }),
    );
  });

  it('replaces an older title of the programme and refuses one that is not later', () => {
    const held = aTitle({ validFrom: day('2023-11-06'), validTo: day('2026-11-05') });
    const later = pending({ validFrom: day('2026-10-30'), validTo: day('2029-10-29') });
    const { superseded } = grantQualification(later, [held], { prerequisites: needed(later), now: NOW });
    expect(superseded?.qualification).toMatchObject({ status: 'superseded', endedOn: '2026-10-30' });
    const earlier = pending({ validFrom: day('2023-11-06') });
    expect(() => grantQualification(earlier, [held], { prerequisites: needed(earlier), now: NOW })).toThrow(
      expect.objectContaining({ code: 'qualification/already-held' }),
    );
  });

  it.each(QUALIFICATION_STATUSES)(
    'replaces a title that is %s, leaves it, or is refused for it',
    (status) => {
      const older = aTitle({ status, validFrom: day('2023-11-06'), validTo: day('2026-11-05') });
      const later = aTitle({ status: 'pending', validFrom: day('2026-10-30'), validTo: day('2029-10-29') });
      const grant = () => grantQualification(later, [older], { prerequisites: [], now: NOW });
      if (status === 'reviewInProgress' || status === 'suspended')
        expect(grant).toThrow(expect.objectContaining({ code: 'qualification/already-held' }));
      else
        expect(grant().superseded?.qualification.status).toBe(
          status === 'valid' || status === 'expiring' ? 'superseded' : undefined,
        );
    },
  );

  it('is refused while a ban runs, up to and including its last day', () => {
    const revoked = revokeQualification(aTitle({ programme: 'techSme' }), noon('2024-03-02')).qualification;
    expect(revoked).toMatchObject({ status: 'revoked', endedOn: '2024-03-02', banUntil: '2027-03-02' });
    expect([bannedUntil([revoked], day('2027-03-02')), bannedUntil([revoked], day('2027-03-03'))]).toEqual([
      '2027-03-02',
      undefined,
    ]);
    const next = pending({ validFrom: day('2027-03-02'), validTo: day('2030-03-01') });
    expect(() => grantQualification(next, [revoked], { prerequisites: needed(next), now: NOW })).toThrow(
      expect.objectContaining({ code: 'qualification/banned' }),
    );
  });
});
