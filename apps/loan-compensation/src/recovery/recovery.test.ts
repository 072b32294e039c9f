import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '@gusu/values';
import { termsWith } from '../fixture/loan-terms.js';
import { book, cash, poolAndBank, sum, totals } from '../fixture/receipts.js';
import { firstEpoch, nextEpoch } from './epoch.rules.js';
import { correctReceipt, sharesSoFar, shareReceipt, useOfInflow } from './recovery.rules.js';

const terms = termsWith();
describe('recoveries after a compensation (AT-04)', () => {
  const receipts = [
    cash(100_000_000n, 1_234_567n),
    cash(1n),
    cash(50_000_000n, 7_777_777n),
    cash(234_567_891n),
  ];
  const epoch = poolAndBank(266_666_666n, 66_666_667n);

  it('are shared to the fen, what exceeds all burdens going to the bank', () => {
    const { booked } = book(epoch, receipts);
    expect(booked.map(({ netFen, shares, excessFen }) => [netFen, ...shares, excessFen])).toEqual([
      [98_765_433n, 79_012_346n, 19_753_087n, 0n],
      [1n, 1n, 0n, 0n],
      [42_222_223n, 33_777_778n, 8_444_445n, 0n],
      [234_567_891n, 153_876_541n, 38_469_135n, 42_222_215n],
    ]);
  });

  it('come to the same totals in each of the 24 orders and as one receipt', () => {
    const expected = { shares: [266_666_666n, 66_666_667n], uncoveredFen: 0n, excessFen: 42_222_215n };
    const orders = receipts.flatMap((a) =>
      receipts.flatMap((b) =>
        receipts.flatMap((c) => receipts.map((d) => [a, b, c, d]).filter((each) => new Set(each).size === 4)),
      ),
    );
    expect(orders).toHaveLength(24);
    for (const order of orders) expect(totals(epoch, order)).toEqual(expected);
    const all = cash(
      sum(receipts.map(({ grossFen }) => grossFen)),
      sum(receipts.map((each) => each.costFen)),
    );
    expect(totals(epoch, [all])).toEqual(expected);
  });
});

describe('recoveries of single fen among three parties (AT-05)', () => {
  const epoch = firstEpoch([
    { party: 'CITY', amountFen: 133_333_333n },
    { party: 'DISTRICT', amountFen: 133_333_333n },
    { party: 'BANK', amountFen: 66_666_667n },
  ]);

  it.each([
    [1n, [0n, 0n, 1n]],
    [2n, [0n, 1n, 1n]],
    [3n, [1n, 1n, 1n]],
    [98_765_433n, [39_506_173n, 39_506_173n, 19_753_087n]],
  ])('%s is shared as %s', (grossFen, shares) => {
    expect(totals(epoch, [cash(grossFen)]).shares).toEqual(shares);
  });
});

describe('a recovery of a loan that is covered in part (AT-03)', () => {
  it('first belongs to the part it is of', () => {
    const epoch = poolAndBank(79_999_999n, 20_000_000n, 33_333_334n);
    expect(totals(epoch, [cash(100_000_000n)])).toEqual({
      shares: [59_999_999n, 15_000_000n],
      uncoveredFen: 25_000_001n,
      excessFen: 0n,
    });
  });
});

describe('a recovery of a claim that a cap cut (AT-11)', () => {
  it('follows what was really borne', () => {
    expect(totals(poolAndBank(33_333_334n, 166_666_666n), [cash(30_000_000n)]).shares).toEqual([
      5_000_000n,
      25_000_000n,
    ]);
  });
});

describe('a late repayment after compensation (AT-09)', () => {
  const first = book(poolAndBank(263_580_247n, 112_962_964n), [cash(80_000_000n)]);

  it('opens an epoch with what each bears less what it has had back (I-15)', () => {
    expect(first.booked[0]?.shares).toEqual([55_999_999n, 24_000_001n]);
    const borne = [
      { party: 'POOL', amountFen: 228_580_247n },
      { party: 'BANK', amountFen: 326_543_211n - 228_580_247n },
    ];
    const { epoch, overRecovered } = nextEpoch(first.epoch, { burdens: borne, uncoveredFen: 0n }, terms);
    expect(epoch).toMatchObject({ epochNo: 2, recoveredFen: 0n });
    expect(epoch.burdens.map(({ amountFen }) => amountFen)).toEqual([172_580_248n, 73_962_963n]);
    expect(overRecovered).toEqual([]);
    expect(totals(epoch, [cash(10_000_000n)]).shares).toEqual([7_000_000n, 3_000_000n]);
  });

  it('names a party that has had back more than it bears now', () => {
    const borne = [
      { party: 'POOL', amountFen: 50_000_000n },
      { party: 'BANK', amountFen: 30_000_000n },
    ];
    const { epoch, overRecovered } = nextEpoch(first.epoch, { burdens: borne, uncoveredFen: 0n }, terms);
    expect(epoch.burdens.map(({ amountFen }) => amountFen)).toEqual([0n, 5_999_999n]);
    expect(overRecovered).toEqual([{ party: 'POOL', amountFen: 5_999_999n }]);
  });
});

describe('a recovery that was reported wrong (AT-10)', () => {
  it('is corrected by its difference', () => {
    const { epoch } = book(poolAndBank(263_580_247n, 112_962_964n), [cash(80_000_000n)]);
    const wrong = { wrongNetFen: 80_000_000n, rightNetFen: 8_000_000n };
    const corrected = correctReceipt(epoch, wrong, terms);
    expect(corrected.changes).toEqual([-50_400_000n, -21_600_000n]);
    expect(sharesSoFar(corrected.epoch, terms).shares).toEqual([5_599_999n, 2_400_001n]);
  });
});

describe('the costs of a recovery (AT-24)', () => {
  const epoch = poolAndBank(8_000_000n, 2_000_000n);

  it('are carried to the next receipt when no cap limits them', () => {
    const uncapped = termsWith({ recoveryCostCapBps: null });
    const first = shareReceipt(epoch, cash(500_000n, 800_000n), uncapped);
    expect([first.shared.netFen, first.epoch.costCarryFen]).toEqual([0n, 300_000n]);
    const second = shareReceipt(first.epoch, cash(1_000_000n), uncapped);
    expect([second.shared.netFen, second.epoch.costCarryFen]).toEqual([700_000n, 0n]);
  });

  it('count up to the cap, the rest being the bank’s and not carried', () => {
    const { shared, epoch: after } = shareReceipt(epoch, cash(500_000n, 800_000n), terms);
    expect(shared).toMatchObject({
      allowedCostFen: 100_000n,
      netFen: 400_000n,
      disallowedCostFen: 700_000n,
    });
    expect(after.costCarryFen).toBe(0n);
  });
});

describe('who is made whole first', () => {
  const epoch = firstEpoch([
    { party: 'CITY', amountFen: 40n },
    { party: 'DISTRICT', amountFen: 40n },
    { party: 'BANK', amountFen: 20n },
  ]);

  it.each([
    ['PARI_PASSU', [20n, 20n, 10n]],
    ['PUBLIC_FIRST', [25n, 25n, 0n]],
    ['BANK_FIRST', [15n, 15n, 20n]],
  ] as const)('is what %s says', (recoverySharing, shares) => {
    expect(totals(epoch, [cash(50n)], termsWith({ recoverySharing })).shares).toEqual(shares);
  });
});

describe('money that comes in after a default (I-14)', () => {
  const day = parseLocalDate;

  it.each([
    ['2021-09-01', {}, 'reducesLoss'],
    ['2021-10-01', { interimOrderedOn: day('2021-10-01') }, 'reducesLoss'],
    ['2021-10-02', { interimOrderedOn: day('2021-10-01') }, 'netted'],
    ['2021-12-01', { interimOrderedOn: day('2021-10-01'), finalOrderedOn: day('2021-12-01') }, 'netted'],
    ['2021-12-02', { interimOrderedOn: day('2021-10-01'), finalOrderedOn: day('2021-12-01') }, 'shared'],
    ['2021-12-01', { finalOrderedOn: day('2021-12-01') }, 'reducesLoss'],
    ['2021-12-02', { finalOrderedOn: day('2021-12-01') }, 'shared'],
  ])('valued on %s is used once: %s', (valuedOn, orders, use) => {
    expect(useOfInflow(day(valuedOn), orders)).toBe(use);
  });
});
