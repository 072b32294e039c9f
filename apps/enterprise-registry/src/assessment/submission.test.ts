import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@gusu/values';
import { admin, anAssessment, aResult, clerk, CODE } from '../fixture/assessments.js';
import { day, noon } from '../fixture/titles.js';
import { missCorrection, returnAssessment } from './assessment.rules.js';
import { submitAssessment } from './submission.rules.js';

const NOW = noon('2026-07-02');
const by = (who: Actor) => ({ actor: who, now: NOW });
const submission = {
  ...by(admin),
  result: aResult('READY'),
  factVersions: { 2025: 3 },
  asksExperts: true,
  batches: [],
};

describe('submitting', () => {
  const draft = anAssessment({ status: 'draft', frozen: undefined });

  it('freezes policy, day and the versions of the facts', () => {
    const { assessment, event } = submitAssessment(draft, submission);
    expect(assessment.frozen).toMatchObject({
      snapshotNo: 1,
      applyDate: '2026-07-02',
      factVersions: { 2025: 3 },
    });
    expect(event).toMatchObject({ type: 'enterprise-registry.assessment.submitted', key: CODE });
  });

  it('takes what does not meet the policy, but not what nobody can judge', () => {
    const unmet = {
      ...submission,
      result: aResult('NOT_MET', [{ id: 'H5', group: 'gate', status: 'UNMET' }]),
    };
    expect(submitAssessment(draft, unmet).assessment.frozen?.summary).toBe('NOT_MET');
    const missing = aResult('NEEDS_DATA', [
      { id: 'H6a', group: 'gate', status: 'UNKNOWN' },
      { id: 'D1', group: 'direct', status: 'UNKNOWN' },
    ]);
    expect(() => submitAssessment(draft, { ...submission, result: missing })).toThrow(
      expect.objectContaining({ code: 'assessment/facts-missing', facts: { criteria: 'H6a' } }),
    );
  });

  it('does not miss the marks of experts, where experts are asked', () => {
    const result = aResult('NEEDS_DATA', [{ id: 'H8', group: 'pass', status: 'UNKNOWN' }]);
    expect(submitAssessment(draft, { ...submission, result }).assessment.status).toBe('submitted');
    expect(() => submitAssessment(draft, { ...submission, result, asksExperts: false })).toThrow(
      expect.objectContaining({ code: 'assessment/facts-missing' }),
    );
  });

  it('is not for a branch, nor while a ban runs', () => {
    expect(() => submitAssessment(draft, { ...submission, result: aResult('NOT_APPLICABLE') })).toThrow(
      expect.objectContaining({ code: 'assessment/not-applicable' }),
    );
    expect(() => submitAssessment(draft, { ...submission, banUntil: '2027-01-01' })).toThrow(
      expect.objectContaining({ code: 'qualification/banned' }),
    );
  });
});

describe('returning for correction', () => {
  const checked = anAssessment({ status: 'formCheck' });

  it('gives five working days after today and happens twice at most', () => {
    const first = returnAssessment(checked, [{ code: 'SEAL', detail: '缺公章' }], {
      actor: clerk,
      now: noon('2026-09-28'),
    });
    // 1 to 7 October are the National Day's holidays of 2026, 10 October is worked.
    expect(first).toMatchObject({ returns: 1, dueOn: '2026-10-10', defects: [{ code: 'SEAL' }] });
    const again = { ...first, status: 'formCheck' as const, returns: 2 };
    expect(() => returnAssessment(again, [], by(clerk))).toThrow(
      expect.objectContaining({ code: 'assessment/returns-exhausted' }),
    );
  });

  it('is an error in a year whose holidays nobody knows', () => {
    expect(() => returnAssessment(checked, [], { actor: clerk, now: noon('2040-06-01') })).toThrow(
      expect.objectContaining({ code: 'deadline/calendar-missing' }),
    );
  });

  it.each(['returned', 'draft'] as const)('ends a %s application once its last day is over', (status) => {
    const given = anAssessment({ status, dueOn: day('2026-07-09') });
    expect(missCorrection(given, new Date('2026-07-09T23:59:59+08:00'))).toBeUndefined();
    expect(missCorrection(given, new Date('2026-07-10T00:00:00+08:00'))).toMatchObject({
      assessment: { status: 'rejectedAtForm', dueOn: undefined },
      event: { data: { status: 'rejectedAtForm', decidedOn: '2026-07-10' } },
    });
  });

  it('is not answered after that day', () => {
    const draft = anAssessment({ status: 'draft', dueOn: day('2026-07-01') });
    expect(() => submitAssessment(draft, submission)).toThrow(
      expect.objectContaining({ code: 'assessment/correction-late' }),
    );
  });
});
