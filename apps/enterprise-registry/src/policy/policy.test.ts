import { describe, expect, it } from '@jest/globals';
import { Refusal } from '@gusu/contracts';
import { PolicyBook, shippedPolicies, shippedSources } from '@gusu/policies';
import { type Actor, parseLocalDate } from '@gusu/values';
import { gazelleRule } from '../fixture/policy-text.js';
import { POLICY_MOVES, POLICY_STATUSES, type PolicyMove, type PolicyProposal } from './policy.js';
import { decidePolicy, proposePolicy } from './policy.rules.js';

const book = shippedPolicies();
const now = new Date('2026-11-24T10:00:00+08:00');
const officer: Actor = { id: 'officer-a', roles: ['city-officer'] };
const other: Actor = { id: 'officer-b', roles: ['city-lead'] };

function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const propose = (written = gazelleRule(), at = now) =>
  proposePolicy(book, written, { actor: officer, now: at });

describe('proposing a policy', () => {
  it('takes one that is right with everything known', () => {
    expect(propose()).toMatchObject({
      policyId: 'gazelle/sz-2027',
      programme: 'gazelle',
      status: 'proposed',
    });
  });

  it('is refused when it would begin today or earlier', () => {
    const today = gazelleRule({ version: '2026', from: '2026-11-24' });
    expect(refusalOf(() => propose(today)).code).toBe('policy/retroactive');
    expect(propose(gazelleRule({ version: '2026', from: '2026-11-25' })).status).toBe('proposed');
  });

  it('is refused with every defect, where it stands', () => {
    const { text, goldenCases } = gazelleRule({ replaces: 'gazelle/unknown' });
    const wrong = { text: text.replace('growth(mainRevenue)', 'growth(mainRevenu)'), goldenCases };
    const { code, defects } = refusalOf(() => propose(wrong));
    expect(code).toBe('request/invalid');
    expect(defects.map((defect) => [defect.pointer, defect.code])).toEqual([
      ['/text', 'POLICY_EXPRESSION'],
      ['/text', 'POLICY_SHAPE'],
      ['/text', 'POLICY_OVERLAP'],
    ]);
    expect(defects[0]?.detail).toContain('/gates/0/expr at 7');
  });

  it('is refused when its own golden cases do not hold, or are those of another policy', () => {
    const written = gazelleRule();
    const failing = { ...written, goldenCases: written.goldenCases.replace('115万元', '114.9999万元') };
    expect(refusalOf(() => propose(failing)).defects.map(({ code }) => code)).toEqual(['POLICY_GOLDEN_CASE']);
    const foreign = {
      ...written,
      goldenCases: written.goldenCases.replace('policy: gazelle/sz-2027\n', 'policy: hnte/2016-32\n'),
    };
    expect(refusalOf(() => propose(foreign)).defects.length).toBeGreaterThan(0);
  });

  it('is refused under an id that a shipped policy has', () => {
    const written = gazelleRule();
    const taken = { ...written, text: written.text.replace('id: gazelle/sz-2027', 'id: gazelle/sz-2020') };
    expect(refusalOf(() => propose(taken)).defects.map(({ code }) => code)).toContain('POLICY_DUPLICATE');
  });
});

describe('deciding a proposal', () => {
  const decide = (
    proposal: PolicyProposal,
    move: PolicyMove,
    actor = other,
    at = now,
    known: PolicyBook = book,
  ) => decidePolicy(proposal, { move, reason: '经研究' }, { actor, now: at, book: known });

  it('takes four eyes, and only the proposer withdraws', () => {
    expect(refusalOf(() => decide(propose(), 'approve', officer)).code).toBe('policy/self-approval');
    expect(refusalOf(() => decide(propose(), 'reject', officer)).code).toBe('policy/self-approval');
    expect(refusalOf(() => decide(propose(), 'withdraw', other)).code).toBe('policy/not-proposer');
    expect(decide(propose(), 'withdraw', officer).status).toBe('withdrawn');
    expect(decide(propose(), 'approve')).toMatchObject({ status: 'approved', decidedBy: 'officer-b' });
  });

  const moves = Object.keys(POLICY_MOVES) as PolicyMove[];
  it.each(moves.flatMap((move) => POLICY_STATUSES.map((status) => [move, status] as const)))(
    '%s from %s',
    (move, status) => {
      const proposal = { ...propose(), status };
      const actor = move === 'withdraw' ? officer : other;
      if (status === 'proposed') expect(decide(proposal, move, actor).status).toBe(POLICY_MOVES[move].to);
      else expect(refusalOf(() => decide(proposal, move, actor)).code).toBe('policy/move-not-legal');
    },
  );

  it('checks again what may have changed since: the day, and the other policies', () => {
    const proposal = propose();
    const newYear = new Date('2027-01-01T00:00:00+08:00');
    expect(refusalOf(() => decide(proposal, 'approve', other, newYear)).code).toBe('policy/retroactive');
    const { text } = gazelleRule({ version: '2027b' });
    const meanwhile = PolicyBook.of([...shippedSources(), { file: 'gazelle/sz-2027b', text }]);
    expect(
      refusalOf(() => decide(proposal, 'approve', other, now, meanwhile)).defects.map(({ code }) => code),
    ).toEqual(['POLICY_OVERLAP']);
    expect(meanwhile.policyOn('gazelle', 'initial', parseLocalDate('2027-01-01'))?.id).toBe(
      'gazelle/sz-2027b',
    );
  });
});
