import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '@gusu/values';
import { agency, bureau, cashier, checker, claimAt, finance, maker, person } from '../fixture/claims.js';
import { BANK } from '../fixture/bank-events.js';
import { termsWith } from '../fixture/loan-terms.js';
import { CLAIM_MOVES, CLAIM_STATUSES, type ClaimMove, MOVE_MAKERS } from './claim.js';
import {
  concludeNotice,
  followLoan,
  moveClaim,
  movesOf,
  payClaim,
  rejectClaim,
  resumeClaim,
  returnClaim,
  suspendClaim,
} from './claim.rules.js';

const terms = termsWith();
const now = new Date('2021-09-06T02:00:00Z');
const code = (wanted: string) => expect.objectContaining({ code: wanted });
const PEOPLE = { bank: checker, agency, 'city-officer': bureau, finance, 'pool-cashier': cashier };
const makerOf = (name: ClaimMove) => {
  const role = MOVE_MAKERS[name]?.roles[0];
  return PEOPLE[role as keyof typeof PEOPLE];
};
const byPerson = (Object.keys(CLAIM_MOVES) as ClaimMove[]).filter((name) => MOVE_MAKERS[name]);
const everyMoveAndStatus = byPerson.flatMap((name) =>
  CLAIM_STATUSES.map((status) => [name, status] as const),
);

describe('a move of a claim', () => {
  it.each(everyMoveAndStatus)('%s is legal where the table says so: %s', (name, status) => {
    const attempt = () => moveClaim(claimAt(status), name, { actor: makerOf(name), now }, terms);
    const { from, to } = CLAIM_MOVES[name];
    if ((from as readonly string[]).includes(status)) expect(attempt().status).toBe(to);
    else expect(attempt).toThrow(code('claim/move-not-legal'));
  });

  it.each(byPerson.flatMap((name) => Object.values(PEOPLE).map((actor) => [name, actor.id, actor] as const)))(
    '%s is for whoever it belongs to: %s',
    (name, _, actor) => {
      const attempt = () => moveClaim(claimAt(CLAIM_MOVES[name].from[0]), name, { actor, now }, terms);
      const roles: readonly string[] = MOVE_MAKERS[name]?.roles ?? [];
      if (actor.roles.some((role) => roles.includes(role))) expect(attempt).not.toThrow();
      else expect(attempt).toThrow(code('permission/denied'));
    },
  );

  it.each(['recover', 'clawBack', 'lapse'] as const)('%s is nobody’s to make', (name) => {
    for (const actor of Object.values(PEOPLE))
      expect(() => moveClaim(claimAt('paid'), name, { actor, now }, terms)).toThrow(
        code('permission/denied'),
      );
  });
});

describe('four eyes on a claim (I-13)', () => {
  const everybody = person('one-for-all', 'agency', {
    roles: ['agency', 'city-officer', 'finance', 'pool-cashier'],
  });
  const signed = ['admit', 'endorse', 'verify', 'approve', 'order', 'pay'] as const;
  const pairs = signed.flatMap((first) => signed.map((second) => [first, second] as const));

  it.each(pairs)('whoever signs %s signs %s only where it is the same signature', (first, second) => {
    const signature = MOVE_MAKERS[first]?.signature ?? 'agency';
    const claim = claimAt(CLAIM_MOVES[second].from[0], { signatures: { [signature]: everybody.id } });
    const attempt = () => moveClaim(claim, second, { actor: everybody, now }, terms);
    if (MOVE_MAKERS[second]?.signature === signature) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(code('claim/four-eyes'));
  });

  it('is two persons in the bank as well, and nobody of a bank decides', () => {
    expect(() => moveClaim(claimAt('draft'), 'submit', { actor: maker, now }, terms)).toThrow(
      code('claim/four-eyes'),
    );
    const other = person('bank-b', 'bank', { bank: 'C2000000000002' });
    expect(() => moveClaim(claimAt('draft'), 'submit', { actor: other, now }, terms)).toThrow(
      code('claim/not-a-party'),
    );
    const both = person('both', 'agency', { bank: BANK });
    expect(() => moveClaim(claimAt('submitted'), 'admit', { actor: both, now }, terms)).toThrow(
      code('claim/not-a-party'),
    );
  });
});

describe('the clocks of a claim (funding.md §13)', () => {
  // 2021-09-06 is a Monday; the Mid-Autumn days 19 to 21 September are off, 18 and 26 September are worked.
  it.each([
    ['admit', 'submitted', '2021-09-13'],
    ['endorse', 'agencyReview', '2021-09-13'],
    ['verify', 'bureauReview', '2021-09-13'],
    ['approve', 'financeApproval', undefined],
  ] as const)('%s starts the next step’s', (name, status, dueOn) => {
    expect(moveClaim(claimAt(status), name, { actor: makerOf(name), now }, terms).dueOn).toBe(dueOn);
  });

  it('keep the public notice to its last day', () => {
    const dueOn = parseLocalDate('2021-09-06');
    const conclude = (at: string) => () =>
      concludeNotice(claimAt('publicNotice', { dueOn }), { actor: bureau, now: new Date(at) }, terms);
    expect(conclude('2021-09-06T15:59:59Z')).toThrow(code('claim/notice-running'));
    expect(conclude('2021-09-06T16:00:00Z')()).toMatchObject({
      status: 'financeApproval',
      dueOn: '2021-09-22',
    });
  });

  it('stop at a year whose holidays nobody knows', () => {
    const later = { actor: agency, now: new Date('2099-09-06T02:00:00Z') };
    expect(() => moveClaim(claimAt('submitted'), 'admit', later, terms)).toThrow(
      code('claim/calendar-missing'),
    );
  });
});

describe('what becomes of a claim by itself', () => {
  const nothing = { isCured: false, isDataHeld: false, isFuseStopped: false };

  it.each(CLAIM_STATUSES)('is its end by a cure, unless it is ordered or over: %s (AT-23)', (status) => {
    const followed = followLoan(claimAt(status), { ...nothing, isCured: true }, terms, now);
    const isOpen = (CLAIM_MOVES.lapse.from as readonly string[]).includes(status);
    expect(followed.status).toBe(isOpen ? 'lapsed' : status);
    const kept = termsWith({ isClaimLapsedByCure: false });
    expect(followLoan(claimAt(status), { ...nothing, isCured: true }, kept, now).status).toBe(status);
  });

  it.each(CLAIM_STATUSES)('is a halt by a fuse or by data in doubt: %s', (status) => {
    const halted = followLoan(
      claimAt(status),
      { ...nothing, isFuseStopped: true, isDataHeld: true },
      terms,
      now,
    );
    const isOpen = (CLAIM_MOVES.suspend.from as readonly string[]).includes(status);
    if (!isOpen) return expect(halted).toEqual(claimAt(status));
    expect(halted).toMatchObject({
      status: 'suspended',
      suspendedFrom: status,
      suspensions: ['FUSE_STOP_COMP', 'DATA_HOLD'],
    });
    expect(resumeClaim(halted, { actor: bureau, now }, terms)).toMatchObject({ status, suspensions: [] });
  });

  it('is nothing while nothing happens', () => {
    for (const status of CLAIM_STATUSES)
      expect(followLoan(claimAt(status), nothing, terms, now)).toEqual(claimAt(status));
  });

  it('is not changed twice', () => {
    expect(() => suspendClaim(claimAt('suspended'), ['STAFF'], now)).toThrow(code('claim/move-not-legal'));
  });
});

describe('returning, refusing and paying', () => {
  it('a claim comes back twice at most', () => {
    const back = (returns: number) =>
      returnClaim(claimAt('submitted', { returns }), '缺判决书', { actor: agency, now }, terms);
    expect(back(1)).toMatchObject({ status: 'returned', returns: 2, reason: '缺判决书' });
    expect(() => back(2)).toThrow(code('claim/returns-exhausted'));
  });

  it('a refusal names its ground', () => {
    const given = { refusalGround: 'NOT_DILIGENT' as const, reason: '未尽职' };
    const rejected = rejectClaim(claimAt('bureauReview'), given, { actor: bureau, now }, terms);
    expect(rejected).toMatchObject({ status: 'rejected', ...given });
  });

  it('a payment lies between its order and today', () => {
    const ordered = claimAt('payOrdered', { cutoffOn: parseLocalDate('2021-09-03') });
    const pay = (paidOn: string) => () =>
      payClaim(ordered, { paymentNo: 'P1', paidOn: parseLocalDate(paidOn) }, { actor: cashier, now }, terms);
    for (const day of ['2021-09-02', '2021-09-07']) expect(pay(day)).toThrow(code('claim/paid-too-early'));
    expect(pay('2021-09-03')()).toMatchObject({ status: 'paid', paymentNo: 'P1', paidOn: '2021-09-03' });
  });

  it('a screen offers what is legal and this person’s', () => {
    expect(movesOf(claimAt('submitted'), agency)).toEqual(['return', 'admit', 'reject']);
    expect(movesOf(claimAt('submitted'), maker)).toEqual(['withdraw']);
    expect(movesOf(claimAt('draft'), checker)).toEqual(['submit', 'withdraw']);
    expect(movesOf(claimAt('approved', { signatures: { finance: cashier.id } }), cashier)).toEqual([]);
  });
});
