import { refuse } from '@gusu/contracts';
import type { SignedFen } from '@gusu/values';
import { type AccountBalance, type LedgerEntry, type LedgerLine, POOL_CASH, RESERVED } from './ledger.js';

/**
 * Continues the balances of accounts by the lines of one posting (funding.md §4.1). Amounts in fen. I-09: the lines add up to zero, and cash
 * never falls below nothing.
 * @throws Refusal pool/cash-short
 */
export function continueAccounts(
  balances: readonly AccountBalance[],
  lines: readonly LedgerLine[],
): LedgerEntry[] {
  if (lines.reduce((sum, { amountFen }) => sum + amountFen, 0n) !== 0n)
    throw new Error('the lines of a posting add up to zero');
  const now = new Map(balances.map((each) => [each.account, each]));
  return lines.map(({ account, amountFen }, index) => {
    const { balanceFen: previousBalanceFen, version } = now.get(account) ?? { balanceFen: 0n, version: 0n };
    const balanceFen = previousBalanceFen + amountFen;
    if (account === POOL_CASH && balanceFen < 0n)
      throw refuse('pool/cash-short', { cashFen: Number(previousBalanceFen) });
    now.set(account, { account, balanceFen, version: version + 1n });
    const entryNo = index + 1;
    return { entryNo, account, amountFen, previousBalanceFen, balanceFen, accountVersion: version + 1n };
  });
}

/** What a pool has in cash, how much of it is set aside, and what its contributors paid in, from the balances of its accounts. */
export function positionOf(balances: readonly Pick<AccountBalance, 'account' | 'balanceFen'>[]): {
  cashFen: SignedFen;
  capitalFen: SignedFen;
  reservedFen: SignedFen;
} {
  const sumOf = (isOf: (account: string) => boolean) =>
    balances.reduce((sum, { account, balanceFen }) => (isOf(account) ? sum + balanceFen : sum), 0n);
  const cashFen = sumOf((account) => account === POOL_CASH);
  const reservedFen = -sumOf((account) => account === RESERVED);
  return { cashFen, capitalFen: -sumOf((account) => account.startsWith('CAPITAL.')), reservedFen };
}
