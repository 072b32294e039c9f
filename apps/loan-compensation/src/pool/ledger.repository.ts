import { type DomainEvent, PoolPositionChanged } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import { fenToJson, type LocalDate, localDateOf } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { AccountBalance, LedgerEntry, LedgerLine, LedgerPosting } from './ledger.js';
import { continueAccounts, positionOf } from './ledger.rules.js';

/** What is to be posted, without where it will stand in the ledger. */
export interface NewPosting extends Pick<
  LedgerPosting,
  'poolCode' | 'kind' | 'reference' | 'valueOn' | 'postedBy' | 'postedAt'
> {
  lines: readonly LedgerLine[];
}

/** An entry as it is read, with what it was posted for. */
export interface PostedEntry extends LedgerEntry {
  ledgerVersion: bigint;
  kind: string;
  reference: string;
  postedOn: LocalDate;
  valueOn: LocalDate;
  postedBy: string;
}

const LATEST = `select distinct on (account) account, balance_fen as "balanceFen", account_version as version
  from ledger_entry where pool_code = $1`;

/** The ledger of the pools: it is written once and read for ever. */
@Injectable()
export class LedgerRepository {
  constructor(private readonly database: Database) {}

  /** Where the accounts of a locked pool stand now. */
  balances(tx: Tx, poolCode: string): Promise<AccountBalance[]> {
    return tx.query<AccountBalance>(`${LATEST} order by account, account_version desc`, [poolCode]);
  }

  /** Where they stood at the end of a day; postings are never dated back. */
  balancesOn(poolCode: string, day: LocalDate): Promise<AccountBalance[]> {
    return this.database.query<AccountBalance>(
      `${LATEST} and posted_on <= $2 order by account, account_version desc`,
      [poolCode, day],
    );
  }

  /**
   * Posts lines behind everything that the ledger of a locked pool holds, and returns the event that tells of it.
   * @throws Refusal pool/cash-short
   */
  async post(tx: Tx, { lines, ...posting }: NewPosting): Promise<DomainEvent> {
    const { poolCode, postedAt } = posting;
    const before = await this.balances(tx, poolCode);
    const entries = continueAccounts(before, lines);
    const [pool] = await tx.query<{ ledgerVersion: bigint }>(
      'update risk_pool set ledger_version = ledger_version + 1 where pool_code = $1 returning ledger_version as "ledgerVersion"',
      [poolCode],
    );
    const ledgerVersion = pool?.ledgerVersion ?? 0n;
    const postedOn = localDateOf(postedAt);
    await this.append(tx, { ...posting, postingId: randomUUID(), ledgerVersion, postedOn, entries });
    const after = new Map([...before, ...entries].map((each) => [each.account, each]));
    const { cashFen, capitalFen } = positionOf([...after.values()]);
    const position = { cashFen: fenToJson(cashFen), capitalFen: fenToJson(capitalFen) };
    const told = { poolCode, ...position, ledgerVersion: Number(ledgerVersion) };
    return PoolPositionChanged.of(poolCode, told, postedAt);
  }

  private async append(tx: Tx, { entries, ...posting }: LedgerPosting): Promise<void> {
    await tx.execute(
      `insert into ledger_posting (posting_id, pool_code, ledger_version, kind, reference, posted_on, value_on, posted_by, posted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        posting.postingId,
        posting.poolCode,
        posting.ledgerVersion,
        posting.kind,
        posting.reference,
        posting.postedOn,
        posting.valueOn,
        posting.postedBy,
        posting.postedAt,
      ],
    );
    await tx.execute(
      `insert into ledger_entry (posting_id, pool_code, posted_on, entry_no, account, amount_fen, previous_balance_fen, balance_fen,
                                 account_version)
         select $1, $2, $3, n, a, f, p, b, v
           from unnest($4::int[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[]) as e (n, a, f, p, b, v)`,
      [
        posting.postingId,
        posting.poolCode,
        posting.postedOn,
        entries.map(({ entryNo }) => entryNo),
        entries.map(({ account }) => account),
        entries.map(({ amountFen }) => amountFen),
        entries.map(({ previousBalanceFen }) => previousBalanceFen),
        entries.map(({ balanceFen }) => balanceFen),
        entries.map(({ accountVersion }) => accountVersion),
      ],
    );
  }

  /** In the order of the ledger, from behind a posting on. */
  entries(poolCode: string, afterVersion: number, limit: number): Promise<PostedEntry[]> {
    return this.database.query<PostedEntry>(
      `select p.ledger_version as "ledgerVersion", kind, reference, p.posted_on as "postedOn", value_on as "valueOn",
              posted_by as "postedBy", entry_no as "entryNo", account, amount_fen as "amountFen",
              previous_balance_fen as "previousBalanceFen", balance_fen as "balanceFen", account_version as "accountVersion"
         from (select * from ledger_posting where pool_code = $1 and ledger_version > $2 order by ledger_version limit $3) p
         join ledger_entry e using (posting_id) order by p.ledger_version, entry_no`,
      [poolCode, afterVersion, limit],
    );
  }
}
