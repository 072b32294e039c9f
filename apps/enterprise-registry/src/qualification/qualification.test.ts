import { describe, expect, it } from '@jest/globals';
import { addDays, move, QUALIFICATION_STATUSES } from '@gusu/values';
import fc from 'fast-check';
import { aTitle, day, noon } from '../fixture/titles.js';
import { certifyQualification } from './certificate.rules.js';
import { holds } from './qualification.rules.js';
import { type Qualification, QUALIFICATION_MOVES } from './qualification.js';
import {
  abandonReview,
  countsOn,
  failReview,
  grantQualification,
  lastDayOf,
  missUpdate,
  nearExpiryOn,
  passReview,
  passTime,
  reinstateQualification,
  revokeQualification,
  startReview,
  suspendQualification,
} from './qualification.rules.js';

const NOW = noon('2026-11-24');
const term = { years: 3 };
const policyId = 'hnte/2016-32';

// cultivation-talent.md §7.2, written out a second time: which status each use case leads to, from every status it may start in.
const TABLE: Record<string, Partial<Record<Qualification['status'], Qualification['status']>>> = {
  grant: { pending: 'valid' },
  startReview: { expiring: 'reviewInProgress' },
  passReview: { reviewInProgress: 'valid' },
  failReview: { reviewInProgress: 'lapsed' },
  abandonReview: { reviewInProgress: 'expiring' },
  suspend: { valid: 'suspended', expiring: 'suspended' },
  reinstate: { suspended: 'valid' },
  missUpdate: { valid: 'valid', expiring: 'expiring' },
  certify: {
    valid: 'valid',
    expiring: 'expiring',
    reviewInProgress: 'reviewInProgress',
    suspended: 'suspended',
  },
  revoke: {
    pending: 'revoked',
    valid: 'revoked',
    expiring: 'revoked',
    reviewInProgress: 'revoked',
    lapsed: 'revoked',
    suspended: 'revoked',
    superseded: 'revoked',
  },
};
const ACTS: Record<string, (title: Qualification) => Qualification> = {
  grant: (title) => grantQualification(title, [], { prerequisites: [], now: NOW }).qualification,
  startReview: (title) => startReview(title, NOW).qualification,
  passReview: (title) => passReview(title, { term, policyId }, NOW).qualification,
  failReview: (title) => failReview(title, NOW).qualification,
  abandonReview: (title) => abandonReview(title, NOW).qualification,
  suspend: (title) => suspendQualification(title, NOW).qualification,
  reinstate: (title) => reinstateQualification(title, NOW).qualification,
  missUpdate: (title) => missUpdate(title, 2026, NOW).qualification,
  certify: ({ certNo: _, ...title }) =>
    certifyQualification(title, { certNo: 'GR202632000001', holder: undefined, now: NOW }).qualification,
  revoke: (title) => revokeQualification(title, NOW).qualification,
};
const cases = Object.keys(TABLE).flatMap((name) =>
  QUALIFICATION_STATUSES.map((status) => [name, status, TABLE[name]?.[status]] as const),
);

describe('a title', () => {
  it.each(cases)('%s from %s leads to %s', (name, status, to) => {
    const title = aTitle({ status });
    const act = () => ACTS[name]!(title);
    if (to === undefined)
      expect(act).toThrow(expect.objectContaining({ code: 'qualification/move-not-legal' }));
    else expect(act()).toMatchObject({ status: to, version: title.version + 1 });
  });

  type Ends = Partial<Record<Qualification['status'], Qualification['status']>>;
  const CLOCK: readonly [string, Ends][] = [
    ['2027-06-01', { valid: 'expiring' }],
    ['2027-11-19', { valid: 'lapsed', expiring: 'lapsed', suspended: 'lapsed' }],
  ];
  it.each(
    CLOCK.flatMap(([on, to]) =>
      QUALIFICATION_STATUSES.map((status) => [on, status, to[status] ?? status] as const),
    ),
  )('is, on %s, from %s brought by the clock to %s', (on, status, to) => {
    const title = aTitle({ status, validFrom: day('2024-11-19'), validTo: day('2027-11-18') });
    expect((passTime(title, noon(on)).at(-1)?.qualification ?? title).status).toBe(to);
  });

  it('has no move that nobody makes', () => {
    const made = new Set([...Object.keys(ACTS), 'nearExpiry', 'lapse', 'supersede']);
    expect(Object.keys(QUALIFICATION_MOVES).filter((name) => !made.has(name))).toEqual([]);
  });

  it.each([
    ['2024-06-30', { years: 3 }, '2027-06-29'],
    ['2024-02-29', { years: 3 }, '2027-02-28'],
    ['2026-07-10', { untilYearEnd: true as const }, '2026-12-31'],
  ])('that begins on %s and runs %j counts to %s', (from, given, to) => {
    expect(lastDayOf(day(from), given)).toBe(to);
  });

  it('granted under a rule that was replaced since runs to its own end', () => {
    const title = aTitle({
      programme: 'specializedSme',
      validFrom: day('2024-06-30'),
      validTo: day('2027-06-29'),
    });
    expect([
      countsOn(title, day('2026-11-23')),
      countsOn(title, day('2027-06-29')),
      countsOn(title, day('2027-06-30')),
    ]).toEqual([true, true, false]);
  });
});

describe('the clock', () => {
  const title = aTitle({ validFrom: day('2024-11-19'), validTo: day('2027-11-18') });

  it('moves a title near its end 180 days before the last one, not a day earlier', () => {
    expect(nearExpiryOn(title)).toBe('2027-05-22');
    expect(passTime(title, new Date('2027-05-21T23:59:59.999+08:00'))).toEqual([]);
    const [moved] = passTime(title, new Date('2027-05-22T00:00:00+08:00'));
    expect(moved).toMatchObject({
      move: 'nearExpiry',
      qualification: { status: 'expiring' },
      event: { type: 'enterprise-registry.qualification.expiring', key: title.creditCode },
    });
  });

  it('lets a title lapse when its last day is over in Shanghai', () => {
    const expiring = { ...title, status: 'expiring' as const };
    expect(passTime(expiring, new Date('2027-11-18T23:59:59.999+08:00'))).toEqual([]);
    const [moved] = passTime(expiring, new Date('2027-11-19T00:00:00+08:00'));
    expect(moved).toMatchObject({
      move: 'lapse',
      qualification: { status: 'lapsed', endedOn: '2027-11-19' },
      event: { type: 'enterprise-registry.qualification.lapsed' },
    });
  });

  it('makes up for what it missed, step by step', () => {
    const steps = passTime(title, noon('2028-03-01'));
    expect(steps.map(({ move: name }) => name)).toEqual(['nearExpiry', 'lapse']);
    expect(steps.at(-1)?.qualification).toMatchObject({
      status: 'lapsed',
      endedOn: '2027-11-19',
      version: 3,
    });
  });

  it('does not end a title whose review is in progress', () => {
    const reviewed = { ...title, status: 'reviewInProgress' as const };
    expect(passTime(reviewed, noon('2028-03-01'))).toEqual([]);
    expect(countsOn(reviewed, day('2028-03-01'))).toBe(true);
  });

  it('does not let a suspension outlive the title', () => {
    const suspended = { ...title, status: 'suspended' as const, suspendedOn: day('2026-01-01') };
    expect(passTime(suspended, noon('2027-11-19'))).toMatchObject([{ move: 'lapse' }]);
  });
});

describe('the certificate of a title', () => {
  it('is given once, and is nobody else’s', () => {
    const { certNo: _, ...bare } = aTitle();
    const given = (holder?: typeof bare.creditCode) =>
      certifyQualification(bare, { certNo: 'GR202632000001', holder, now: NOW });
    expect(given()).toMatchObject({ move: 'certify', qualification: { certNo: 'GR202632000001' } });
    expect(() => given(bare.creditCode)).toThrow(
      expect.objectContaining({ code: 'qualification/certificate-taken' }),
    );
    const title = given().qualification;
    expect(() => certifyQualification(title, { certNo: 'GR2', holder: undefined, now: NOW })).toThrow(
      expect.objectContaining({ code: 'qualification/certificate-given' }),
    );
  });
});

describe('the review of a title', () => {
  const expiring = aTitle({ status: 'expiring', validFrom: day('2024-01-01'), validTo: day('2026-12-31') });

  it('is not for an enterprise that missed its annual update', () => {
    const missed = missUpdate(expiring, 2026, NOW).qualification;
    expect(() => startReview(missed, NOW)).toThrow(
      expect.objectContaining({ code: 'qualification/update-missed' }),
    );
  });

  it('gives three more years from the old end, under the policy of today, also when it is decided late', () => {
    const review = startReview(expiring, NOW).qualification;
    const passed = passReview(review, { term, policyId: 'prdi/2026-2' }, noon('2027-02-10'));
    expect(passed.qualification).toMatchObject({
      validTo: '2029-12-31',
      policyId: 'prdi/2026-2',
      missedUpdates: [],
    });
    expect(passed.event).toMatchObject({ type: 'enterprise-registry.qualification.extended' });
  });
});

describe('whatever happens to a title', () => {
  it('its status follows the table, its last day stays after its first, and it counts only while it holds or until it ended', () => {
    const names = Object.keys(ACTS).filter((name) => name !== 'grant');
    const step = fc.record({
      name: fc.constantFrom('time', ...names),
      days: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let title = aTitle({ validFrom: day('2024-01-01'), validTo: day('2026-12-31') });
        let today = day('2024-01-01');
        for (const { name, days } of steps) {
          today = addDays(today, days);
          const before = title.status;
          try {
            title =
              name === 'time'
                ? (passTime(title, noon(today)).at(-1)?.qualification ?? title)
                : actOn(name, title, noon(today));
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^qualification\//) });
            continue;
          }
          if (name in QUALIFICATION_MOVES)
            expect(move(QUALIFICATION_MOVES, name as 'suspend', before)).toBe(title.status);
          expect(title.validTo > title.validFrom).toBe(true);
          if (!holds(title)) expect(countsOn(title, today)).toBe(false);
        }
      }),
    );
  });
});

function actOn(name: string, title: Qualification, now: Date): Qualification {
  if (name === 'passReview') return passReview(title, { term, policyId }, now).qualification;
  if (name === 'missUpdate') return missUpdate(title, 2026, now).qualification;
  if (name === 'certify')
    return certifyQualification(title, { certNo: 'GR1', holder: undefined, now }).qualification;
  const acts = { startReview, failReview, abandonReview, suspend: suspendQualification } as const;
  const more = { ...acts, reinstate: reinstateQualification, revoke: revokeQualification };
  return more[name as keyof typeof more](title, now).qualification;
}
