import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KDT, MANY, must, SEED, termsWith } from '../fixture/loan-terms.js';
import type { BadLoan } from './entitlement.js';
import { entitlementOf, linesOf } from './entitlement.rules.js';

const loan = (changes: Partial<BadLoan> = {}): BadLoan => ({
  bankCode: 'A',
  programme: 'KDT',
  policyVersion: 1,
  principalFen: 376_543_211n,
  disbursedFen: 500_000_000n,
  filedFen: 500_000_000n,
  poolBps: 7_000,
  ...changes,
});

describe('what a pool would owe on a loan', () => {
  it('is its share of what is owed, rounded down, and the rest is the bank’s (AT-02)', () => {
    expect(entitlementOf(loan(), KDT.terms)).toEqual({
      nonPerformingFen: 376_543_211n,
      entitledFen: 263_580_247n,
      guarantorFen: 0n,
      bankFen: 112_962_964n,
    });
  });

  it('is a share of the covered part alone (AT-03)', () => {
    const partly = { principalFen: 133_333_333n, disbursedFen: 200_000_000n, filedFen: 150_000_000n };
    expect(entitlementOf(loan({ ...partly, poolBps: 8_000 }), KDT.terms)).toMatchObject({
      nonPerformingFen: 99_999_999n,
      entitledFen: 79_999_999n,
      bankFen: 53_333_334n,
    });
  });

  it(`leaves nothing of a principal to nobody (I-01) [seed ${SEED}]`, () => {
    const fen = fc.bigInt({ min: 1n, max: 10n ** 12n });
    const guarantorShares = [{ role: 'GUARANTOR' as const, bps: 2_000 }];
    fc.assert(
      fc.property(fen, fen, fen, fc.integer({ min: 0, max: 8_000 }), (a, b, filedFen, poolBps) => {
        const [principalFen, disbursedFen] = a < b ? [a, b] : [b, a];
        const given = loan({ principalFen, disbursedFen, filedFen, poolBps });
        const { entitledFen, guarantorFen, bankFen, nonPerformingFen } = entitlementOf(
          given,
          termsWith({ guarantorShares }),
        );
        must(entitledFen + guarantorFen + bankFen === principalFen);
        must(entitledFen >= 0n && bankFen >= 0n && nonPerformingFen <= filedFen);
      }),
      MANY,
    );
  });

  it('adds up by bank, also for a bank whose loans all went well', () => {
    const drawn = [
      { bankCode: 'A', loans: 3, drawnFen: 900n },
      { bankCode: 'B', loans: 1, drawnFen: 100n },
    ];
    const bad = [1n, 2n].map((entitledFen) => ({
      bankCode: 'A',
      entitlement: { nonPerformingFen: 10n, entitledFen, guarantorFen: 0n, bankFen: 10n - entitledFen },
    }));
    const { banks, total } = linesOf(drawn, bad);
    const sums = {
      nonPerformingLoans: 2,
      nonPerformingFen: 20n,
      entitledFen: 3n,
      guarantorFen: 0n,
      bankFen: 17n,
    };
    expect(banks[0]).toEqual({ bankCode: 'A', loans: 3, drawnFen: 900n, ...sums });
    expect(banks[1]).toMatchObject({ bankCode: 'B', nonPerformingLoans: 0, entitledFen: 0n });
    expect(total).toEqual({ bankCode: '', loans: 4, drawnFen: 1_000n, ...sums });
  });
});
