import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '@gusu/values';
import fc from 'fast-check';
import { MANY, must, SEED } from '../fixture/loan-terms.js';
import { type AccountBalance, POOL_CASH } from './ledger.js';
import { continueAccounts, positionOf } from './ledger.rules.js';
import { decideTopUp, requestTopUp } from './pool-top-up.rules.js';
import { type RiskPool, TOP_UP_STATUSES } from './pool.js';

const now = new Date('2021-05-06T02:00:00Z');
const code = (wanted: string) => expect.objectContaining({ code: wanted });
const pool: RiskPool = {
  poolCode: 'KDT-SZ',
  programme: 'KDT',
  name: '资金池',
  custodianBank: '示例银行',
  contributors: [{ level: 'CITY', name: '苏州市财政局', committedFen: 0n }],
  ledgerVersion: 0n,
  openedBy: 'officer',
  openedAt: now,
};
const wanted = (changes: object = {}) => ({
  topUpId: 't',
  level: 'CITY' as const,
  amountFen: 213_333_333n,
  valueOn: parseLocalDate('2021-05-06'),
  docNo: '苏财金〔2021〕1号',
  ...changes,
});
const requested = requestTopUp(pool, wanted(), { actorId: 'one', now });

describe('a top-up of a pool', () => {
  it('is asked for by a contributor’s level and for money that has arrived', () => {
    expect(requested).toMatchObject({ status: 'requested', requestedBy: 'one', decidedBy: null });
    const ask = (changes: object) => () => requestTopUp(pool, wanted(changes), { actorId: 'one', now });
    expect(ask({ level: 'DISTRICT' })).toThrow(code('pool/contributor-unknown'));
    expect(ask({ valueOn: parseLocalDate('2021-05-07') })).toThrow(code('pool-top-up/in-future'));
  });

  it('is money of the pool and capital of its contributor once it is approved', () => {
    const { topUp, lines } = decideTopUp(requested, 'approve', { actorId: 'two', now });
    expect(topUp).toMatchObject({ status: 'posted', decidedBy: 'two' });
    expect(lines).toEqual([
      { account: 'POOL_CASH', amountFen: 213_333_333n },
      { account: 'CAPITAL.CITY', amountFen: -213_333_333n },
    ]);
    expect(decideTopUp(requested, 'reject', { actorId: 'two', now }).lines).toEqual([]);
  });

  const decisions = ['approve', 'reject'] as const;

  it.each(decisions)('is not for the one who asked to %s', (decision) => {
    const decide = () => decideTopUp(requested, decision, { actorId: 'one', now });
    expect(decide).toThrow(code('pool-top-up/four-eyes'));
  });

  it.each(decisions.flatMap((decision) => TOP_UP_STATUSES.map((status) => [decision, status] as const)))(
    'meets the decision %s only while it is requested: %s',
    (decision, status) => {
      const decide = () => decideTopUp({ ...requested, status }, decision, { actorId: 'two', now });
      if (status === 'requested') expect(decide).not.toThrow();
      else expect(decide).toThrow(code('pool-top-up/move-not-legal'));
    },
  );
});

describe('the ledger of a pool', () => {
  it('takes nothing that does not add up to zero, and no cash that is not there', () => {
    expect(() => continueAccounts([], [{ account: 'A', amountFen: 1n }])).toThrow('add up to zero');
    const overdrawn = [
      { account: POOL_CASH, amountFen: -1n },
      { account: 'CAPITAL.CITY', amountFen: 1n },
    ];
    expect(() => continueAccounts([], overdrawn)).toThrow(code('pool/cash-short'));
  });

  it(`is a chain per account whose balances always add up to zero (I-09, I-20) [seed ${SEED}]`, () => {
    const postings = fc.array(
      fc.tuple(fc.constantFrom('CITY', 'DISTRICT'), fc.bigInt({ min: 1n, max: 10n ** 12n })),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(postings, (all) => {
        let balances = new Map<string, AccountBalance>();
        let paidFen = 0n;
        for (const [level, amountFen] of all) {
          const entries = continueAccounts(
            [...balances.values()],
            [
              { account: POOL_CASH, amountFen },
              { account: `CAPITAL.${level}`, amountFen: -amountFen },
            ],
          );
          for (const entry of entries) {
            const before = balances.get(entry.account) ?? { balanceFen: 0n, version: 0n };
            must(entry.previousBalanceFen === before.balanceFen);
            must(entry.balanceFen === before.balanceFen + entry.amountFen);
            must(entry.accountVersion === before.version + 1n);
          }
          const moved = entries.map(
            (entry) => [entry.account, { ...entry, version: entry.accountVersion }] as const,
          );
          balances = new Map([...balances, ...moved]);
          paidFen += amountFen;
        }
        const { cashFen, capitalFen } = positionOf([...balances.values()]);
        must(cashFen === paidFen && capitalFen === paidFen);
      }),
      MANY,
    );
  });
});
