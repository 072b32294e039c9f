import { describe, expect, it } from '@jest/globals';
import type { LoanPolicy } from '@gusu/policies';
import { parseLocalDate } from '@gusu/values';
import { KDT } from '../fixture/loan-terms.js';
import { POLICY_STATUSES, type PolicyStatus, type PolicyVersion } from './policy-version.js';
import { approvePolicy, proposePolicy, withdrawPolicy } from './policy-version.rules.js';

const day = parseLocalDate;
const now = new Date('2026-11-24T02:00:00Z');
const code = (wanted: string) => expect.objectContaining({ code: wanted });

const policyOf = (version: number, from: string, to: string | null = null): LoanPolicy => ({
  ...KDT,
  id: `KDT/${version}`,
  version,
  effective: { from: day(from), to: to === null ? null : day(to) },
});

const versionOf = (policy: LoanPolicy, changes: Partial<PolicyVersion> = {}): PolicyVersion => ({
  policy,
  status: 'draft',
  isShipped: false,
  effectiveTo: policy.effective.to,
  proposedBy: 'proposer',
  proposedAt: now,
  firstApprovedBy: null,
  secondApprovedBy: null,
  publishedAt: null,
  ...changes,
});

const by = (actorId: string) => ({ actorId, now });
const draft = versionOf(policyOf(2, '2027-01-01'), { firstApprovedBy: 'first' });
const open = versionOf(policyOf(1, '2021-05-01'), { status: 'published' });

describe('proposing a version', () => {
  it('takes the next number and a first day that lies ahead', () => {
    expect(proposePolicy(policyOf(2, '2026-11-25'), 1, by('proposer'))).toMatchObject({
      status: 'draft',
      proposedBy: 'proposer',
    });
  });

  it.each([
    ['loan-policy/version-taken', policyOf(1, '2027-01-01')],
    ['loan-policy/version-skipped', policyOf(3, '2027-01-01')],
    ['loan-policy/begins-too-early', policyOf(2, '2026-11-24')],
  ])('is refused: %s', (refusal, policy) => {
    expect(() => proposePolicy(policy, 1, by('proposer'))).toThrow(code(refusal));
  });
});

describe('approving a version', () => {
  it('keeps the first approval and publishes with the second', () => {
    const first = approvePolicy({ ...draft, firstApprovedBy: null }, [open], by('first')).version;
    expect(first).toMatchObject({ status: 'draft', firstApprovedBy: 'first', publishedAt: null });
    const { version } = approvePolicy(first, [], by('second'));
    expect(version).toMatchObject({ status: 'published', secondApprovedBy: 'second', publishedAt: now });
  });

  it.each(['proposer', 'first'])('is refused to the %s', (actorId) => {
    expect(() => approvePolicy(draft, [open], by(actorId))).toThrow(code('loan-policy/four-eyes'));
  });

  it('ends the open version before it on the day before', () => {
    const { ended } = approvePolicy(draft, [open], by('second'));
    expect(ended).toEqual({ ...open, effectiveTo: '2026-12-31' });
  });

  it.each([
    ['a version with a last day inside its own', { ...open, effectiveTo: day('2027-06-30') }],
    ['an open version that begins with it', versionOf(policyOf(1, '2027-01-01'), { status: 'published' })],
  ])('is refused when it meets %s', (_, other) => {
    expect(() => approvePolicy(draft, [other], by('second'))).toThrow(code('loan-policy/overlap'));
  });

  it('leaves alone what it does not meet', () => {
    const before = { ...open, effectiveTo: day('2026-12-31') };
    expect(approvePolicy(draft, [before], by('second')).ended).toBeUndefined();
  });

  it('is too late once its first day has come', () => {
    const late = { actorId: 'second', now: new Date('2026-12-31T16:00:00Z') };
    expect(() => approvePolicy(draft, [open], late)).toThrow(code('loan-policy/begins-too-early'));
  });
});

describe('moves of a version', () => {
  const moves = {
    approve: (one: PolicyVersion) => approvePolicy(one, [], by('second')),
    withdraw: withdrawPolicy,
  };

  it.each(
    POLICY_STATUSES.flatMap((status) =>
      (['approve', 'withdraw'] as const).map((name) => [name, status] as const),
    ),
  )('%s is legal from draft alone: %s', (name, status: PolicyStatus) => {
    const attempt = () => moves[name]({ ...draft, status });
    if (status === 'draft') expect(attempt).not.toThrow();
    else expect(attempt).toThrow(code('loan-policy/move-not-legal'));
  });
});
