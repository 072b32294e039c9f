import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@gusu/values';
import { admin, anAssessment, aResult, cityLead, lead, officer } from '../fixture/assessments.js';
import { noon } from '../fixture/titles.js';
import {
  approveAssessment,
  confirmFacts,
  proposeAssessment,
  publishAssessment,
  recommendAssessment,
} from './assessment.rules.js';
import { resubmitAssessment } from './submission.rules.js';

const NOW = noon('2026-07-02');
const by = (who: Actor) => ({ actor: who, now: NOW });
const ready = aResult('READY');
const current = { 2023: 1, 2024: 1, 2025: 2 };
const submission = { ...by(admin), result: ready, factVersions: { 2025: 3 }, asksExperts: true, batches: [] };

describe('recommending and proposing', () => {
  const reviewed = anAssessment({ status: 'districtReview' });
  const recommend = (result: ReturnType<typeof aResult>, versions = current) =>
    recommendAssessment(reviewed, result, { ...by(lead), current: versions, asksExperts: true });

  it('wants every item for a person decided and no condition unmet', () => {
    const open = aResult('OPPORTUNITY', [{ id: 'H4', group: 'gate', status: 'MANUAL_REVIEW' }]);
    expect(() => recommend(open)).toThrow(
      expect.objectContaining({ code: 'assessment/manual-undecided', facts: { criteria: 'H4' } }),
    );
    const unmet = aResult('NOT_MET', [{ id: 'H5', group: 'gate', status: 'UNMET' }]);
    expect(() => recommend(unmet)).toThrow(
      expect.objectContaining({ code: 'assessment/gate-unmet', facts: { criteria: 'H5' } }),
    );
    const marks = aResult('OPPORTUNITY', [{ id: 'H8', group: 'pass', status: 'MANUAL_REVIEW' }]);
    expect(recommend(marks)).toMatchObject({ recommendedBy: 'lead' });
    expect(recommend(ready)).toMatchObject({ recommendedBy: 'lead' });
  });

  it('waits while facts that were used have been corrected, until the enterprise confirms or submits again', () => {
    const corrected = { ...current, 2025: 3 };
    expect(() => recommend(ready, corrected)).toThrow(
      expect.objectContaining({ code: 'assessment/facts-changed' }),
    );
    expect(() => confirmFacts(reviewed, current, by(admin))).toThrow(
      expect.objectContaining({ code: 'assessment/facts-unchanged' }),
    );
    const confirmed = confirmFacts(reviewed, corrected, by(admin));
    expect(confirmed.frozen).toMatchObject({ snapshotNo: 1, factVersions: corrected });
    expect(
      recommendAssessment(confirmed, ready, { ...by(lead), current: corrected, asksExperts: true }).status,
    ).toBe('recommended');
    const again = resubmitAssessment(reviewed, { ...submission, factVersions: corrected });
    expect(again.assessment).toMatchObject({ status: 'submitted', frozen: { snapshotNo: 2 } });
  });

  it('is not proposed unless the result is met', () => {
    const inCity = anAssessment({ status: 'cityReview' });
    expect(() => proposeAssessment(inCity, aResult('NOT_MET'), { ...by(officer), current })).toThrow(
      expect.objectContaining({ code: 'assessment/result-not-met' }),
    );
  });

  it('is approved by another person than the one who proposed, and not published before', () => {
    const proposed = proposeAssessment(anAssessment({ status: 'cityReview' }), ready, {
      ...by(officer),
      current,
    });
    expect(() => approveAssessment(proposed, by(officer))).toThrow(
      expect.objectContaining({ code: 'assessment/same-person' }),
    );
    expect(() => publishAssessment(proposed, by(officer))).toThrow(
      expect.objectContaining({ code: 'assessment/not-approved' }),
    );
    const approved = approveAssessment(proposed, by(cityLead));
    expect(publishAssessment(approved, by(officer))).toMatchObject({
      status: 'publicNotice',
      approvedBy: 'city-lead',
    });
  });
});
