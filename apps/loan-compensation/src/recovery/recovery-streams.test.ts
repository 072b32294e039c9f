import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { MANY, must, SEED, termsWith } from '../fixture/loan-terms.js';
import { book, cash, poolAndBank, sum, totals } from '../fixture/receipts.js';
import { firstEpoch, nextEpoch } from './epoch.rules.js';
import { nestedFloor } from './nested-floor.rules.js';
import { sharesSoFar } from './recovery.rules.js';

const anyFen = (most: bigint) => fc.bigInt({ min: 0n, max: most });
const terms = termsWith();
const LARGE = 900_000_000_000n;
const weights = fc.array(anyFen(LARGE), { minLength: 1, maxLength: 5 });
const sharings = fc.constantFrom('PARI_PASSU' as const, 'PUBLIC_FIRST' as const, 'BANK_FIRST' as const);
const epochs = fc.tuple(weights, anyFen(LARGE)).map(([amounts, uncoveredFen]) =>
  firstEpoch(
    amounts.map((amountFen, index) => ({ party: `P${index}`, amountFen })),
    uncoveredFen,
  ),
);

describe('the nested floor', () => {
  it(`is exact, never negative, monotone, and gives everybody the weight at the end (I-01) [seed ${SEED}]`, () => {
    fc.assert(
      fc.property(weights, anyFen(LARGE), anyFen(1_000n), (parts, amountFen, moreFen) => {
        const shares = nestedFloor(amountFen, parts);
        const later = nestedFloor(amountFen + moreFen, parts);
        must(sum(shares) === amountFen);
        must(shares.every((share) => share >= 0n));
        must(later.every((share, index) => share >= (shares[index] ?? 0n)));
        must(isDeepStrictEqual(nestedFloor(sum(parts), parts), parts));
      }),
      MANY,
    );
  });
});

describe('random streams of receipts', () => {
  const receipts = fc.array(
    fc
      .tuple(anyFen(LARGE), fc.integer({ min: 0, max: 2_000 }))
      .map(([grossFen, costBps]) => cash(grossFen, (grossFen * BigInt(costBps)) / 10_000n)),
    { minLength: 1, maxLength: 6 },
  );

  it(`come to the same totals in any order and as one receipt [seed ${SEED}]`, () => {
    fc.assert(
      fc.property(
        epochs,
        sharings,
        receipts,
        fc.infiniteStream(fc.nat()),
        (epoch, recoverySharing, stream, picks) => {
          const under = termsWith({ recoverySharing });
          const shuffled = [...stream];
          shuffled.forEach((_, at) => {
            const other = (picks.next().value as number) % shuffled.length;
            [shuffled[at], shuffled[other]] = [shuffled[other]!, shuffled[at]!];
          });
          const whole = cash(
            sum(stream.map(({ grossFen }) => grossFen)),
            sum(stream.map(({ costFen }) => costFen)),
          );
          const expected = totals(epoch, stream, under);
          must(isDeepStrictEqual(totals(epoch, shuffled, under), expected));
          must(isDeepStrictEqual(totals(epoch, [whole], under), expected));
        },
      ),
      MANY,
    );
  });

  it(`leave nothing over, give nobody less than before and nobody more than it bears (I-01, I-02, I-14, I-18) [seed ${SEED}]`, () => {
    fc.assert(
      fc.property(epochs, sharings, receipts, (epoch, recoverySharing, stream) => {
        const under = termsWith({ recoverySharing });
        const { booked, epoch: after } = book(epoch, stream, under);
        for (const { netFen, shares, uncoveredFen, excessFen } of booked) {
          must(sum(shares) + uncoveredFen + excessFen === netFen);
          must([...shares, uncoveredFen, excessFen].every((fen) => fen >= 0n));
        }
        const { shares } = totals(epoch, stream, under);
        must(shares.every((share, at) => share <= (epoch.burdens[at]?.amountFen ?? 0n)));
        must(after.burdens === epoch.burdens);
      }),
      MANY,
    );
  });

  it(`keep net receipts less the carried costs the same in any order, whatever the costs [seed ${SEED}]`, () => {
    const dear = fc.array(fc.tuple(anyFen(1_000n), anyFen(2_000n)), { minLength: 1, maxLength: 6 });
    const uncapped = termsWith({ recoveryCostCapBps: null });
    fc.assert(
      fc.property(dear, (stream) => {
        const { epoch } = book(
          poolAndBank(800n, 200n),
          stream.map(([gross, cost]) => cash(gross, cost)),
          uncapped,
        );
        const paidFen = sum(stream.map(([gross, cost]) => gross - cost));
        must(epoch.recoveredFen - epoch.costCarryFen === paidFen);
        must(epoch.costCarryFen >= 0n);
      }),
      MANY,
    );
  });

  it(`open the next epoch with what is borne less what came back (I-15) [seed ${SEED}]`, () => {
    fc.assert(
      fc.property(epochs, receipts, weights, (epoch, stream, borne) => {
        const { epoch: closed } = book(epoch, stream);
        const burdens = closed.burdens.map(({ party }, at) => ({ party, amountFen: borne[at] ?? 0n }));
        const next = nextEpoch(closed, { burdens, uncoveredFen: closed.uncoveredFen }, terms);
        const had = sharesSoFar(closed, terms).shares;
        next.epoch.burdens.forEach(({ party, amountFen }, at) => {
          const over = next.overRecovered.find((each) => each.party === party)?.amountFen ?? 0n;
          must(amountFen - over === (burdens[at]?.amountFen ?? 0n) - (had[at] ?? 0n));
        });
      }),
      MANY,
    );
  });
});
