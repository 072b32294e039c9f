import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { disbursed, filed, overdue, read, repaid } from '../fixture/bank-events.js';
import { facts } from '../fixture/filing-facts.js';
import { KDT, MANY, must, SEED } from '../fixture/loan-terms.js';
import { contributionOf } from '../covered-position/covered-position.rules.js';
import { FUSE_LEVELS } from '../fuse/fuse.js';
import { foldLoan } from '../loan/loan-fold.rules.js';
import { coverOf } from './cover.rules.js';
import { endFiling } from './filing-end.rules.js';
import { FILING_STATUSES, type FilingDecision, type LoanFiling } from './filing.js';
import { decideFiling } from './filing.rules.js';

const anyFen = (most: bigint) => fc.bigInt({ min: 1n, max: most });
const isCovered = (decision: FilingDecision) => decision.status === 'confirmed';
const asked = fc.record({
  plannedFen: anyFen(10n ** 12n),
  isFirstLoan: fc.boolean(),
  creditPortionBps: fc.integer({ min: 0, max: 10_000 }),
  guaranteeMode: fc.constantFrom('CREDIT', 'IP_PLEDGE', 'GUARANTEE', 'MIXED'),
  agreedShareBps: fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: undefined }),
});
const revenueFen = fc.bigInt({ min: 0n, max: 40_000_000_000n });
// What a policy may give by any rule leaves the bank its least share; the check of policies holds it to that.
const shareRules = fc.array(
  fc.oneof(
    fc.record({ when: fc.constant('FIRST_LOAN' as const), bps: fc.integer({ min: 0, max: 9_000 }) }),
    fc.record({
      when: fc.constant('CREDIT_PORTION' as const),
      atLeastBps: fc.integer({ min: 0, max: 10_000 }),
      bps: fc.integer({ min: 0, max: 9_000 }),
    }),
    fc.record({ when: fc.constant('AGREED_SHARE' as const), bps: fc.integer({ min: 0, max: 9_000 }) }),
  ),
  { maxLength: 4 },
);

describe(`what holds of every filing [seed ${SEED}]`, () => {
  it('all shares of a loan are the whole, and the bank keeps its least one (I-19)', () => {
    fc.assert(
      fc.property(
        asked,
        revenueFen,
        shareRules,
        fc.constantFrom('HIGHEST' as const, 'ADDITIVE_CAPPED' as const),
        (request, revenue, rules, shareRuleCombine) => {
          const changed = { shareRules: rules, shareRuleCombine };
          const given = facts({ request, borrower: { revenueFen: revenue }, terms: changed });
          const decision = decideFiling(given);
          if (decision.status !== 'confirmed') return;
          const { poolBps, bankBps, guarantorBps } = decision;
          must(poolBps + bankBps + guarantorBps === 10_000);
          must(bankBps >= KDT.terms.bankMinShareBps && poolBps >= 0 && guarantorBps >= 0);
        },
      ),
      MANY,
    );
  });

  it('the filings of an enterprise never hold more than its cap, those of a pool never more than its leverage (I-08)', () => {
    const steps = fc.array(fc.tuple(anyFen(600_000_000n), anyFen(600_000_000n)), { maxLength: 15 });
    fc.assert(
      fc.property(steps, anyFen(300_000_000n), (filings, capitalFen) => {
        let heldFen = 0n;
        for (const [plannedFen, repaidFen] of filings) {
          const pool = { capitalFen, coveredFen: heldFen, fuse: 'NORMAL' as const };
          const standing = { enterpriseLiveFen: heldFen, pool };
          const decision = decideFiling(facts({ request: { plannedFen }, standing }));
          if (decision.status === 'confirmed') heldFen += decision.filedFen;
          must(heldFen <= 500_000_000n && heldFen <= capitalFen * BigInt(KDT.terms.leverageMultiple));
          heldFen -= repaidFen < heldFen ? repaidFen : heldFen;
        }
      }),
      MANY,
    );
  });

  it('none is covered while a fuse of its pool or bank stops new ones, nor once its loan was in trouble (I-11, I-16)', () => {
    const level = fc.constantFrom(...FUSE_LEVELS);
    fc.assert(
      fc.property(asked, level, level, fc.boolean(), (request, bankFuse, fuse, isTroubled) => {
        const pool = { capitalFen: 10n ** 12n, coveredFen: 0n, fuse };
        const decision = decideFiling(
          facts({ request: { ...request, isTroubled }, standing: { bankFuse, pool } }),
        );
        const isStopped = [bankFuse, fuse].some((one) => one === 'STOP_NEW' || one === 'STOP_COMPENSATION');
        must(isCovered(decision) === !(isStopped || isTroubled));
      }),
      MANY,
    );
  });
});

const bound = (decision: FilingDecision) =>
  ({
    ...decision,
    filingNo: 'KDT-1',
    poolCode: 'KDT-SZ',
    reasons: [],
    isCompensated: false,
  }) as unknown as LoanFiling;

describe('a filing that has ended', () => {
  const filing = bound(decideFiling(facts()));
  const loans = [
    [filed()],
    [filed(), disbursed()],
    [filed(), disbursed(), repaid('2021-06-10', 1, 499_999_999)],
    [filed(), disbursed(), overdue('2021-12-01', 500_000_000, 91)],
  ].map((bodies) => foldLoan(bodies.map(read)).state);

  it.each(FILING_STATUSES)(
    'adds to its pool only while it holds, whatever its loan does (I-17): %s',
    (status) => {
      for (const state of loans) {
        const { heldFen, filings } = contributionOf(state, coverOf({ ...filing, status }));
        expect([heldFen > 0n, filings]).toEqual(status === 'confirmed' ? [true, 1] : [false, 0]);
      }
    },
  );

  it('keeps every member that was bound to it (I-10)', () => {
    const facts = { endedBy: 'a', ending: 'foundWrong', endReason: 'x', now: new Date(0) } as const;
    const { status, endedAt, endedBy, ending, endReason, ...kept } = endFiling(filing, 'revoke', facts);
    expect({ status, endedAt, endedBy, ending, endReason }).toEqual({
      status: 'revoked',
      endedAt: new Date(0),
      endedBy: 'a',
      ending: 'foundWrong',
      endReason: 'x',
    });
    const { status: _was, ...before } = filing;
    expect(kept).toEqual(before);
  });
});
