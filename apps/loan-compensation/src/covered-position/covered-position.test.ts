import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '@gusu/values';
import fc from 'fast-check';
import { MANY, must, SEED } from '../fixture/loan-terms.js';
import { disbursed, filed, overdue, read, repaid, settled } from '../fixture/bank-events.js';
import { foldLoan } from '../loan/loan-fold.rules.js';
import { EMPTY_LOAN } from '../loan/loan.js';
import type { Cover, PositionChange } from './covered-position.js';
import { compensationChange, contributionOf, positionChange } from './covered-position.rules.js';
import { totalsOf } from './position-totals.rules.js';

const cover: Cover = {
  filingNo: 'KDT-1',
  poolCode: 'KDT-SZ',
  filedFen: 300_000_000n,
  coverageMode: 'PRO_RATA',
  lapsesAfter: parseLocalDate('2021-07-29'),
  isCompensated: false,
};
const of = { poolCode: 'KDT-SZ', bankCode: 'C1' };
const after = (...bodies: object[]) => foldLoan(bodies.map(read)).state;

describe('what a loan adds to the position of its pool', () => {
  const drawn = [filed(), disbursed()];

  it('is all that is filed until it is drawn, and counts as no loan', () => {
    expect(contributionOf(after(filed()), cover)).toMatchObject({
      heldFen: 300_000_000n,
      coveredFen: 0n,
      filings: 1,
      loans: 0,
      year: undefined,
    });
  });

  it('is the covered part of what is owed once it is drawn', () => {
    const loan = after(...drawn, repaid('2021-06-10', 100_000_000, 400_000_000));
    expect(contributionOf(loan, cover)).toEqual({
      heldFen: 240_000_000n,
      coveredFen: 240_000_000n,
      badFen: 0n,
      filings: 1,
      loans: 1,
      year: { year: 2021, enrolledFen: 500_000_000n, drawnFen: 300_000_000n, badFen: 0n, loans: 1 },
    });
  });

  it('is bad once the loan is not performing, and nothing of what is owed once it is settled', () => {
    const bad = after(...drawn, overdue('2021-12-01', 500_000_000, 91));
    expect(contributionOf(bad, cover)).toMatchObject({ coveredFen: 300_000_000n, badFen: 300_000_000n });
    const over = after(...drawn, repaid('2021-07-25', 500_000_000, 0), settled('2021-07-25'));
    expect(contributionOf(over, cover)).toMatchObject({ heldFen: 0n, loans: 0, filings: 0 });
  });

  it('is nothing without a filing in force (I-17)', () => {
    const nothing = contributionOf(after(...drawn), undefined);
    expect(positionChange(of, contributionOf(EMPTY_LOAN, undefined), nothing)).toBeUndefined();
  });

  it('becomes what is to be recovered when the pool pays', () => {
    const bad = after(...drawn, overdue('2021-12-01', 500_000_000, 91));
    expect(compensationChange(of, bad, cover, 240_000_000n)).toMatchObject({
      heldFen: -300_000_000n,
      coveredFen: -300_000_000n,
      badFen: -300_000_000n,
      unrecoveredFen: 240_000_000n,
      loans: 0,
      filings: 0,
      years: [],
    });
  });
});

describe('the changes of many loans', () => {
  const anyFen = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
  const change = fc.record({
    poolCode: fc.constantFrom('A', 'B'),
    bankCode: fc.constantFrom('C1', 'C2', 'C3'),
    heldFen: anyFen,
    coveredFen: anyFen,
    badFen: anyFen,
    unrecoveredFen: anyFen,
    filings: fc.integer({ min: -3, max: 3 }),
    loans: fc.integer({ min: -3, max: 3 }),
    years: fc.constant([] as PositionChange['years']),
  });

  it(`come to a pool as what its banks change together, in one order of keys [seed ${SEED}]`, () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const { positions } = totalsOf(changes);
        const keys = positions.map(({ poolCode, bankCode }) => `${poolCode} ${bankCode}`);
        must(keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key));
        for (const poolCode of ['A', 'B']) {
          const sum = changes
            .filter((one) => one.poolCode === poolCode)
            .reduce((all, one) => all + one.heldFen, 0n);
          must(
            (positions.find((one) => one.poolCode === poolCode && one.bankCode === '')?.heldFen ?? 0n) ===
              sum,
          );
        }
      }),
      { ...MANY, numRuns: 2_000 },
    );
  });
});
