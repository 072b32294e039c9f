import { describe, expect, it } from '@jest/globals';
import { shippedPolicies } from '@gusu/policies';
import { addDays, type LocalDate, type Programme, PROGRAMMES } from '@gusu/values';
import fc from 'fast-check';
import { aTitle, day, noon } from '../fixture/titles.js';
import type { Qualification } from '../qualification/qualification.js';
import {
  countsOn,
  grantQualification,
  grantTermsOf,
  passTime,
  revokeQualification,
  suspendQualification,
} from '../qualification/qualification.rules.js';
import type { PoolPlace } from './cultivation-pool.js';
import { followTitles, membershipOf, stagesOn } from './cultivation-pool.rules.js';
import { nextRungs, rungsAbove } from './ladder.js';

const CODE = aTitle().creditCode;
const POLICIES = shippedPolicies();
const needed = (programme: Programme, on: LocalDate): readonly (readonly Programme[])[] => {
  const policy = POLICIES.policyOn(programme, 'initial', on);
  return policy ? grantTermsOf(policy).prerequisites : [];
};
const held = (programme: Programme, from = '2025-01-01', to = '2027-12-31') =>
  aTitle({ programme, validFrom: day(from), validTo: day(to) });

describe('the ladder', () => {
  it('leads upwards only, and every prerequisite stands below what needs it', () => {
    for (const stage of PROGRAMMES) expect(rungsAbove(stage).has(stage)).toBe(false);
    for (const programme of ['littleGiant', 'specializedSme', 'gazelle', 'sipGazelle'] as const) {
      const [anyOf] = needed(programme, day('2026-06-01'));
      expect(anyOf?.length).toBeGreaterThan(0);
      for (const lower of anyOf ?? []) expect(rungsAbove(lower).has(programme)).toBe(true);
    }
    expect(nextRungs('specializedSme')).toEqual(['littleGiant']);
  });

  it('shows the highest rungs alone, and both where it forks', () => {
    const titles = [
      held('techSme'),
      held('highTechEnterprise'),
      held('gazelle'),
      held('innovativeSme'),
      held('specializedSme'),
    ];
    expect(stagesOn(titles, day('2026-01-01'))).toEqual(['specializedSme', 'gazelle']);
    expect(stagesOn(titles, day('2028-01-01'))).toEqual([]);
    expect(stagesOn([], day('2026-01-01'))).toEqual([]);
  });
});

describe('the places of an enterprise', () => {
  it('follow a grant: out of the lower rung as graduated, onto the higher one', () => {
    const place: PoolPlace = { creditCode: CODE, stage: 'techSme', enteredOn: day('2025-01-01') };
    const titles = [held('techSme'), held('highTechEnterprise', '2025-10-09')];
    const change = followTitles(CODE, [place], titles, noon('2025-10-10'));
    expect(change.left).toEqual([{ ...place, leftOn: '2025-10-09', reason: 'graduated' }]);
    expect(change.entered).toEqual([
      { creditCode: CODE, stage: 'highTechEnterprise', enteredOn: '2025-10-09' },
    ]);
    expect(change.events.map(({ type, key }) => [type, key])).toEqual([
      ['enterprise-registry.pool.left', CODE],
      ['enterprise-registry.pool.entered', CODE],
    ]);
  });

  it('are lost with the title, for the reason the title has, and the lower title counts again', () => {
    const place: PoolPlace = { creditCode: CODE, stage: 'highTechEnterprise', enteredOn: day('2025-01-01') };
    const revoked = revokeQualification(held('highTechEnterprise'), noon('2026-03-02')).qualification;
    const change = followTitles(CODE, [place], [revoked, held('techSme')], noon('2026-03-02'));
    expect(change.left).toMatchObject([{ leftOn: '2026-03-02', reason: 'revoked' }]);
    expect(change.entered).toMatchObject([{ stage: 'techSme' }]);
  });

  it('change nothing when they already follow from the titles', () => {
    const place: PoolPlace = { creditCode: CODE, stage: 'gazelle', enteredOn: day('2025-01-01') };
    expect(followTitles(CODE, [place], [held('gazelle')], noon('2026-03-02'))).toEqual({
      left: [],
      entered: [],
      events: [],
    });
  });

  it('say whether the enterprise is a candidate, in the pool or out of it', () => {
    const place: PoolPlace = { creditCode: CODE, stage: 'techSme', enteredOn: day('2025-01-01') };
    const left = { ...place, leftOn: day('2026-01-01'), reason: 'lapsed' as const };
    expect([[], [place], [left], [left, place]].map(membershipOf)).toEqual([
      'candidate',
      'inPool',
      'exited',
      'inPool',
    ]);
  });
});

describe('any history of titles', () => {
  const step = fc.record({
    act: fc.constantFrom('grant', 'grant', 'grant', 'suspend', 'revoke', 'time'),
    programme: fc.constantFrom(...PROGRAMMES),
    days: fc.integer({ min: 0, max: 300 }),
  });

  it('gives places that are exactly what the titles say, never two open on one rung, and never a skipped rung', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let today = day('2024-01-01');
        let titles: Qualification[] = [];
        let places: PoolPlace[] = [];
        for (const { act, programme, days } of steps) {
          today = addDays(today, days);
          titles = after(act, programme, titles, today);
          const { left, entered } = followTitles(CODE, places, titles, noon(today));
          const stays = places.filter(
            (place) => place.leftOn !== undefined || !left.some(({ stage }) => stage === place.stage),
          );
          places = [...stays, ...left, ...entered];
          const open = places.filter(({ leftOn }) => leftOn === undefined).map(({ stage }) => stage);
          expect([...open].sort()).toEqual([...stagesOn(titles, today)].sort());
          for (const place of places) expect((place.leftOn ?? place.enteredOn) >= place.enteredOn).toBe(true);
          for (const { stage, enteredOn } of entered) {
            const newest = titles.filter((title) => title.programme === stage).at(-1);
            for (const anyOf of needed(stage, newest?.validFrom ?? enteredOn))
              expect(titles.some((title) => anyOf.includes(title.programme))).toBe(true);
          }
        }
      }),
    );
  });
});

function after(act: string, programme: Programme, titles: Qualification[], today: ReturnType<typeof day>) {
  const now = noon(today);
  const aged = titles.map((title) => passTime(title, now).at(-1)?.qualification ?? title);
  const replace = (list: Qualification[], title: Qualification) => [
    ...list.filter(({ qualificationId }) => qualificationId !== title.qualificationId),
    title,
  ];
  const target = aged.find((title) => title.programme === programme && countsOn(title, today));
  try {
    if (act === 'grant') {
      const pending = aTitle({
        programme,
        status: 'pending',
        validFrom: today,
        validTo: addDays(today, 400),
      });
      const { qualification, superseded } = grantQualification(pending, aged, {
        prerequisites: needed(programme, today),
        now,
      });
      return replace(superseded ? replace(aged, superseded.qualification) : aged, qualification);
    }
    if (act === 'suspend' && target) return replace(aged, suspendQualification(target, now).qualification);
    if (act === 'revoke' && target) return replace(aged, revokeQualification(target, now).qualification);
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^qualification\//) });
  }
  return aged;
}
