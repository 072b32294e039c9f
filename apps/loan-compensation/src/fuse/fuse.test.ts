import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MANY, must, SEED, termsWith } from '../fixture/loan-terms.js';
import { FUSE_LEVELS, type FuseLevel, type FuseLoan } from './fuse.js';
import { flowOf, liftFuse, raiseFuse, readFuse, stockOf } from './fuse.rules.js';

const anyFen = (most: bigint) => fc.bigInt({ min: 0n, max: most });

const terms = termsWith();
const measure = (numeratorFen: bigint, denominatorFen: bigint, loans = 40) => ({
  numeratorFen,
  denominatorFen,
  loans,
});

describe('the boundary of a fuse (AT-12)', () => {
  it.each([
    ['exactly five per cent', measure(1_000_000_000n, 20_000_000_000n), 'WARN'],
    ['a fen more gone bad', measure(1_000_000_001n, 20_000_000_000n), 'STOP_NEW'],
    ['a fen repaid by somebody', measure(1_000_000_000n, 19_999_999_999n), 'STOP_NEW'],
    ['exactly eight per cent', measure(1_600_000_000n, 20_000_000_000n), 'STOP_NEW'],
    ['a fen above eight per cent', measure(1_600_000_001n, 20_000_000_000n), 'STOP_COMPENSATION'],
    ['exactly three per cent', measure(600_000_000n, 20_000_000_000n), 'NORMAL'],
    ['nothing covered at all', measure(0n, 0n, 0), 'NORMAL'],
  ] as const)('%s', (_, measured, level) => {
    expect(readFuse(measured, terms).level).toBe(level);
  });

  it('warns and never stops with too few loans or too little money', () => {
    const few = readFuse(measure(20_000_000_000n, 20_000_000_000n, 3), terms);
    expect(few).toMatchObject({ level: 'WARN', isSampleTooSmall: true });
    const little = readFuse(measure(4_999_999_999n, 4_999_999_999n), terms);
    expect(little).toMatchObject({ level: 'WARN', isSampleTooSmall: true });
    expect(readFuse(measure(5_000_000_000n, 5_000_000_000n, 20), terms).level).toBe('STOP_COMPENSATION');
  });

  it(`lies where the exact ratio does, whatever the amounts (I-18) [seed ${SEED}]`, () => {
    fc.assert(
      fc.property(
        anyFen(10n ** 15n),
        fc.bigInt({ min: 1n, max: 10n ** 15n }),
        fc.bigInt({ min: -1n, max: 1n }),
        (num, den, off) => {
          // Next to the boundary itself, where a rounded ratio would go wrong.
          const edgeFen = (den * 500n) / 10_000n + off;
          for (const numeratorFen of [num, edgeFen < 0n ? 0n : edgeFen]) {
            const { level } = readFuse(
              measure(numeratorFen, den, 1_000),
              termsWith({ fuseMinDenominatorFen: 0n }),
            );
            const isStopped = FUSE_LEVELS.indexOf(level) >= FUSE_LEVELS.indexOf('STOP_NEW');
            must(isStopped === numeratorFen * 20n > den);
          }
        },
      ),
      MANY,
    );
  });
});

describe('what a fuse looks at', () => {
  const loan = (standing: FuseLoan['standing'], coveredFen: bigint, unrecoveredFen = 0n): FuseLoan => ({
    standing,
    coveredFen,
    unrecoveredFen,
  });
  const loans = [
    loan('live', 700n),
    loan('nonPerforming', 200n),
    loan('compensated', 90n, 60n),
    loan('ended', 40n),
  ];

  it('is bad over covered principal, with what was compensated and not recovered on both sides', () => {
    expect(stockOf(loans, terms)).toEqual(measure(260n, 960n, 3));
    expect(stockOf(loans, termsWith({ isCompensatedCountedByFuse: false }))).toEqual(measure(200n, 900n, 2));
  });

  it('leaves out filings that were revoked (I-17, AT-26)', () => {
    expect(stockOf([...loans, loan('revoked', 500n, 500n)], terms)).toEqual(stockOf(loans, terms));
  });

  it('is what defaulted over what was filed, by flow', () => {
    const flow = [
      { filedFen: 700n, defaultedFen: 0n },
      { filedFen: 300n, defaultedFen: 120n },
    ];
    expect(flowOf(flow)).toEqual(measure(120n, 1_000n, 2));
  });
});

describe('the level of a fuse', () => {
  const rank = (level: FuseLevel) => FUSE_LEVELS.indexOf(level);
  const pairs = FUSE_LEVELS.flatMap((level) => FUSE_LEVELS.map((read) => [level, read] as const));

  it.each(pairs)('%s is never lowered by an evaluation that reads %s', (level, read) => {
    expect(rank(raiseFuse(level, read))).toBe(Math.max(rank(level), rank(read)));
  });

  const held = Array.from({ length: 3 }, () => measure(299n, 10_000n));

  it.each(FUSE_LEVELS.slice(1))(
    '%s is lifted by decision once three month ends lay below the bound',
    (level) => {
      expect(liftFuse(level, held, terms)).toBe('NORMAL');
    },
  );

  it('is not lifted earlier, nor when there is nothing to lift', () => {
    const notHeld = expect.objectContaining({ code: 'fuse/resume-not-held' });
    expect(() => liftFuse('STOP_NEW', held.slice(1), terms)).toThrow(notHeld);
    expect(() => liftFuse('STOP_NEW', [...held, measure(300n, 10_000n)], terms)).toThrow(notHeld);
    const nothing = expect.objectContaining({ code: 'fuse/not-tripped' });
    expect(() => liftFuse('NORMAL', held, terms)).toThrow(nothing);
    expect(liftFuse('STOP_NEW', [measure(9_999n, 10_000n), ...held], terms)).toBe('NORMAL');
  });
});
