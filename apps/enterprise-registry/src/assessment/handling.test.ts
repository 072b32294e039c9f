import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '@gusu/values';
import { ASSESSMENT_MOVES, type AssessmentMove } from './assessment.js';
import { handlingDueAfter } from './handling.rules.js';

const running = { handlingDueOn: parseLocalDate('2026-07-31') };
const at = (day: string) => ({ now: new Date(`${day}T02:00:00Z`) });

/** By when, after a move on Wednesday, 1 July 2026; `goes on` where the clock of the step is left running. */
const DUE: Record<AssessmentMove, string | undefined> = {
  submit: '2026-07-08',
  resubmit: '2026-07-08',
  startFormCheck: 'goes on',
  return: undefined,
  reopen: undefined,
  miss: undefined,
  rejectAtForm: undefined,
  accept: '2026-07-15',
  decideManually: 'goes on',
  recommend: '2026-07-15',
  decline: undefined,
  startCityReview: 'goes on',
  startExpertReview: undefined,
  propose: '2026-07-08',
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
    const due = handlingDueAfter(running, move, at('2026-07-01'));
    expect(due === running.handlingDueOn ? 'goes on' : due).toBe(DUE[move]);
  });

  it('keeps nobody from handing in where the holidays of the new year are not known, and counts by them once they are', () => {
    expect(handlingDueAfter({}, 'submit', at('2026-12-29'))).toBeUndefined();
    const calendar = { '2027-01-01': false, '2027-10-01': false };
    expect(handlingDueAfter({}, 'submit', { ...at('2026-12-29'), calendar })).toBe('2027-01-06');
  });
});
