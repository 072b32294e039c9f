import { describe, expect, it } from '@jest/globals';
import { endFiling } from './filing-end.rules.js';
import { FILING_MOVES, FILING_STATUSES, type FilingStatus, type LoanFiling } from './filing.js';
import { decideRevocation, requestRevocation } from './revocation.rules.js';
import { type Revocation, REVOCATION_MOVES, REVOCATION_STATUSES } from './revocation.js';

const now = new Date('2022-01-01T00:30:00Z');
const facts = { endedBy: 'system:clock', ending: 'conditionUnmet', now } as const;
const code = (wanted: string) => expect.objectContaining({ code: wanted });

/** Of a filing only what its end looks at; what is bound stands for all the rest. */
const filing = (status: FilingStatus, isCompensated = false) =>
  ({ filingNo: 'KDT-1', status, isCompensated, tier: 'S', poolBps: 8_000, policyId: 'KDT/1' }) as LoanFiling;

const names = Object.keys(FILING_MOVES) as (keyof typeof FILING_MOVES)[];
const table = names.flatMap((name) => FILING_STATUSES.map((status) => [name, status] as const));

describe('the end of a filing', () => {
  it.each(table)('%s from %s is legal only while the filing holds', (name, status) => {
    if (status !== 'confirmed')
      return expect(() => endFiling(filing(status), name, facts)).toThrow(code('filing/move-not-legal'));
    const ended = endFiling(filing(status), name, facts);
    expect(ended).toMatchObject({ status: FILING_MOVES[name].to, endedAt: now, endedBy: 'system:clock' });
    // What was bound stays bound (I-10).
    expect(ended).toMatchObject({ tier: 'S', poolBps: 8_000, policyId: 'KDT/1' });
  });
});

describe('revoking a filing', () => {
  const acting = { actorId: 'a', now };
  const requested = { revocationId: 'r', docNo: '苏科金〔2021〕12号', reason: '资格不符' };
  const revocation = (status: Revocation['status']): Revocation => ({
    ...requestRevocation(filing('confirmed'), requested, acting),
    status,
  });

  it.each(FILING_STATUSES)('is asked for of one that is %s only if it holds', (status) => {
    const ask = () => requestRevocation(filing(status), requested, acting);
    if (status === 'confirmed') expect(ask()).toMatchObject({ status: 'requested', requestedBy: 'a' });
    else expect(ask).toThrow(code('filing/move-not-legal'));
  });

  it('is too late once the pool has paid', () => {
    expect(() => requestRevocation(filing('confirmed', true), requested, acting)).toThrow(
      code('filing/compensated'),
    );
    const decide = () =>
      decideRevocation(revocation('requested'), 'grant', filing('confirmed', true), { actorId: 'b', now });
    expect(decide).toThrow(code('filing/compensated'));
  });

  const decisions = Object.keys(REVOCATION_MOVES) as (keyof typeof REVOCATION_MOVES)[];
  it.each(decisions.flatMap((name) => REVOCATION_STATUSES.map((status) => [name, status] as const)))(
    '%s of a request that is %s is by another person, once',
    (name, status) => {
      const decide = (actorId: string) =>
        decideRevocation(revocation(status), name, filing('confirmed'), { actorId, now });
      expect(() => decide('a')).toThrow(code('filing-revocation/four-eyes'));
      if (status === 'requested')
        expect(decide('b')).toMatchObject({ status: REVOCATION_MOVES[name].to, decidedBy: 'b' });
      else expect(() => decide('b')).toThrow(code('filing-revocation/move-not-legal'));
    },
  );

  it('may be rejected of a filing that has ended meanwhile', () => {
    const rejected = decideRevocation(revocation('requested'), 'reject', filing('lapsed'), {
      actorId: 'b',
      now,
    });
    expect(rejected.status).toBe('rejected');
  });
});
