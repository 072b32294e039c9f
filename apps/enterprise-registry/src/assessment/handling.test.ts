import { describe, expect, it } from '@jest/globals';
import { HANDLING_LIMITS, HANDLING_STEPS } from '@gusu/policies';
import { addDays, parseLocalDate } from '@gusu/values';
import fc from 'fast-check';
import { isPast } from '../deadline/working-day.rules.js';
import { ASSESSMENT_MOVES, type AssessmentMove, type Handling } from './assessment.js';
import { countHandling, handlingAfter } from './handling.rules.js';

const running: { handling: Handling } = {
  handling: { step: 'admission', since: parseLocalDate('2026-06-30') },
};
const at = (day: string) => ({ now: new Date(`${day}T02:00:00Z`) });

type Due = readonly [promised: string, legal: string] | 'goes on' | undefined;

/** Both last days after a move on Wednesday, 1 July 2026; `goes on` where the clock of the step is left running. */
const DUE: Record<AssessmentMove, Due> = {
  submit: ['2026-07-08', '2026-07-08'],
  resubmit: ['2026-07-08', '2026-07-08'],
  startFormCheck: 'goes on',
  return: undefined,
  reopen: undefined,
  miss: undefined,
  rejectAtForm: undefined,
  accept: ['2026-07-15', '2026-07-29'],
  decideManually: 'goes on',
  recommend: ['2026-07-15', '2026-07-29'],
  decline: undefined,
  startCityReview: 'goes on',
  startExpertReview: undefined,
  propose: ['2026-07-08', '2026-07-15'],
  approve: 'goes on',
  fail: undefined,
  publish: undefined,
  hold: undefined,
  release: undefined,
  uphold: undefined,
  grant: undefined,
  withdraw: undefined,
};

describe('the clock of the office', () => {
  it.each(Object.keys(ASSESSMENT_MOVES) as AssessmentMove[])('after %s', (move) => {
    const handling = handlingAfter(running, move, at('2026-07-01'));
    const seen = handling && [handling.promisedDueOn, handling.legalDueOn];
    expect(handling === running.handling ? 'goes on' : seen).toEqual(DUE[move]);
  });

  it('knows the limits of every step once, says what they rest on, and promises no less than the law asks', () => {
    expect(HANDLING_LIMITS.map(({ step }) => step)).toEqual(HANDLING_STEPS);
    for (const { promisedDays, legalDays, legalBasis } of HANDLING_LIMITS) {
      expect(promisedDays).toBeLessThanOrEqual(legalDays);
      expect(legalBasis).not.toBe('');
    }
  });

  it('keeps nobody from handing in where the holidays of the new year are not known, and counts by them once they are', () => {
    const begun = handlingAfter({}, 'accept', at('2026-12-15'));
    expect(begun).toEqual({ step: 'districtReview', since: '2026-12-15', promisedDueOn: '2026-12-29' });
    const calendar = { '2027-01-01': false, '2027-10-01': false };
    expect(begun && countHandling(begun, calendar)).toEqual({ ...begun, legalDueOn: '2027-01-13' });
  });

  it('leaves a day that was counted as it was, whatever is entered later', () => {
    const counted = countHandling({ step: 'districtReview', since: parseLocalDate('2026-07-01') });
    expect(countHandling(counted, { '2026-07-02': false })).toEqual(counted);
  });

  it('never lets the law end a step before its promise, whenever it begins', () => {
    const beginnings = fc.integer({ min: 0, max: 300 }).map((n) => addDays(parseLocalDate('2026-01-01'), n));
    fc.assert(
      fc.property(fc.constantFrom(...HANDLING_STEPS), beginnings, (step, since) => {
        const { promisedDueOn, legalDueOn } = countHandling({ step, since });
        expect(promisedDueOn && promisedDueOn > since).toBe(true);
        if (legalDueOn) expect(promisedDueOn && promisedDueOn <= legalDueOn).toBe(true);
      }),
    );
  });

  it('is over on the day after the last one', () => {
    const last = parseLocalDate('2026-07-15');
    expect([isPast(last, last), isPast(last, addDays(last, 1)), isPast(undefined, last)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
