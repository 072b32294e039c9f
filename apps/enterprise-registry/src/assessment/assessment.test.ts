import { describe, expect, it } from '@jest/globals';
import { type Actor, ROLES } from '@gusu/values';
import {
  actor,
  admin,
  anAssessment,
  aResult,
  cityLead,
  clerk,
  CODE,
  lead,
  officer,
} from '../fixture/assessments.js';
import { KUNSHAN } from '../fixture/people.js';
import { noon } from '../fixture/titles.js';
import {
  type Assessment,
  ASSESSMENT_MOVES,
  ASSESSMENT_STATUSES,
  type AssessmentStatus,
  MOVE_ROLES,
  PUBLIC_STATUS_OF,
  PUBLIC_STATUSES,
} from './assessment.js';
import {
  approveAssessment,
  declineAssessment,
  failAssessment,
  moveAssessment,
  movedBy,
  movesOf,
  proposeAssessment,
  publishAssessment,
  recommendAssessment,
  rejectAtForm,
  returnAssessment,
  withdrawAssessment,
} from './assessment.rules.js';
import { resubmitAssessment, submitAssessment } from './submission.rules.js';

const NOW = noon('2026-07-02');
const current = { 2023: 1, 2024: 1, 2025: 2 };
const by = (who: Actor) => ({ actor: who, now: NOW });
const ready = aResult('READY');
const submission = { ...by(admin), result: ready, factVersions: { 2025: 3 }, asksExperts: true, batches: [] };

type Act = (assessment: Assessment) => Assessment;
// cultivation-talent.md §7.1, written out a second time: who does what, and from where to where.
const TABLE: Record<string, { act: Act; from: AssessmentStatus[]; to: AssessmentStatus }> = {
  submit: { act: (a) => submitAssessment(a, submission).assessment, from: ['draft'], to: 'submitted' },
  resubmit: {
    act: (a) => resubmitAssessment(a, submission).assessment,
    from: ['submitted', 'formCheck', 'districtReview'],
    to: 'submitted',
  },
  startFormCheck: {
    act: (a) => moveAssessment(a, 'startFormCheck', by(clerk)),
    from: ['submitted'],
    to: 'formCheck',
  },
  return: { act: (a) => returnAssessment(a, [], by(clerk)), from: ['formCheck'], to: 'returned' },
  reopen: { act: (a) => moveAssessment(a, 'reopen', by(admin)), from: ['returned'], to: 'draft' },
  rejectAtForm: {
    act: (a) => rejectAtForm(a, '不符', by(clerk)).assessment,
    from: ['formCheck'],
    to: 'rejectedAtForm',
  },
  accept: { act: (a) => moveAssessment(a, 'accept', by(clerk)), from: ['formCheck'], to: 'districtReview' },
  decideManually: {
    act: (a) => moveAssessment(a, 'decideManually', by(clerk)),
    from: ['districtReview'],
    to: 'districtReview',
  },
  recommend: {
    act: (a) => recommendAssessment(a, ready, { ...by(lead), current, asksExperts: true }),
    from: ['districtReview'],
    to: 'recommended',
  },
  decline: {
    act: (a) => declineAssessment(a, '不符', by(lead)).assessment,
    from: ['districtReview'],
    to: 'notRecommended',
  },
  startCityReview: {
    act: (a) => moveAssessment(a, 'startCityReview', by(officer)),
    from: ['recommended'],
    to: 'cityReview',
  },
  startExpertReview: {
    act: (a) => moveAssessment(a, 'startExpertReview', by(officer)),
    from: ['cityReview'],
    to: 'expertReview',
  },
  propose: {
    act: (a) => proposeAssessment(a, ready, { ...by(officer), current }),
    from: ['cityReview', 'expertReview'],
    to: 'proposed',
  },
  approve: { act: (a) => approveAssessment(a, by(cityLead)), from: ['proposed'], to: 'proposed' },
  fail: {
    act: (a) => failAssessment(a, '不符', by(officer)).assessment,
    from: ['cityReview', 'expertReview', 'proposed'],
    to: 'notPassed',
  },
  publish: { act: (a) => publishAssessment(a, by(officer)), from: ['proposed'], to: 'publicNotice' },
  grant: { act: (a) => moveAssessment(a, 'grant', by(officer)), from: ['publicNotice'], to: 'granted' },
  miss: {
    act: (a) => movedBy(a, 'miss', { now: NOW }),
    from: ['returned', 'draft'],
    to: 'rejectedAtForm',
  },
  hold: { act: (a) => movedBy(a, 'hold', { now: NOW }), from: ['publicNotice'], to: 'objectionHold' },
  release: { act: (a) => movedBy(a, 'release', { now: NOW }), from: ['objectionHold'], to: 'publicNotice' },
  uphold: {
    act: (a) => movedBy(a, 'uphold', { now: NOW }),
    from: ['objectionHold'],
    to: 'revokedAtNotice',
  },
  withdraw: {
    act: (a) => withdrawAssessment(a, by(admin)).assessment,
    from: [
      'draft',
      'submitted',
      'formCheck',
      'returned',
      'districtReview',
      'recommended',
      'cityReview',
      'expertReview',
      'proposed',
    ],
    to: 'withdrawn',
  },
};
const cases = Object.entries(TABLE).flatMap(([name, { from, to }]) =>
  ASSESSMENT_STATUSES.map((status) => [name, status, from.includes(status) ? to : undefined] as const),
);

describe('an application', () => {
  it.each(cases)('%s from %s leads to %s', (name, status, to) => {
    const given = anAssessment({ status, proposedBy: 'officer', approvedBy: 'city-lead' });
    const act = () => TABLE[name]!.act(given);
    if (to === undefined) expect(act).toThrow(expect.objectContaining({ code: 'assessment/move-not-legal' }));
    else expect(act()).toMatchObject({ status: to, version: given.version + 1 });
  });

  it('has no move that nobody makes', () => {
    expect(Object.keys(ASSESSMENT_MOVES).filter((name) => !(name in TABLE))).toEqual([]);
  });

  it.each(Object.entries(MOVE_ROLES))('%s is for %s alone, in their own scope', (name, allowed) => {
    const given = anAssessment({ status: ASSESSMENT_MOVES[name as 'submit'].from[0]! });
    const scope = { enterprise: CODE, district: given.districtCode };
    for (const role of ROLES.filter((other) => !allowed.includes(other)))
      expect(() => moveAssessment(given, name as 'submit', by(actor('x', role, scope)))).toThrow(
        expect.objectContaining({ code: 'permission/denied' }),
      );
    for (const role of allowed.filter((other) => !other.startsWith('city')))
      expect(() =>
        moveAssessment(given, name as 'submit', by(actor('x', role, { district: KUNSHAN }))),
      ).toThrow(expect.objectContaining({ code: expect.stringMatching(/^enterprise\/not-your-/) }));
  });

  it('shows exactly one public status for each of its own', () => {
    const shown = ASSESSMENT_STATUSES.map((status) => PUBLIC_STATUSES[PUBLIC_STATUS_OF[status]]);
    expect(shown).not.toContain(undefined);
    expect(PUBLIC_STATUSES[PUBLIC_STATUS_OF.returned]).toBe('补正');
    expect(PUBLIC_STATUSES[PUBLIC_STATUS_OF.objectionHold]).toBe('特别程序·公示');
  });

  it('offers each person the moves that are theirs now', () => {
    const proposed = anAssessment({ status: 'proposed', proposedBy: 'officer' });
    expect(movesOf(proposed, officer)).toEqual(['fail']);
    expect(movesOf(proposed, cityLead)).toEqual(['approve', 'fail']);
    expect(movesOf({ ...proposed, approvedBy: 'city-lead' }, officer)).toEqual(['fail', 'publish']);
    expect(movesOf(proposed, admin)).toEqual(['withdraw']);
    expect(movesOf(proposed, lead)).toEqual([]);
  });
});
