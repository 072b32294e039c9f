import { Database, type Tx } from '@gusu/database';
import type { LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { AccountBalance, LedgerEntry, LedgerPosting } from './ledger.js';

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

  async post(tx: Tx, { entries, ...posting }: LedgerPosting): Promise<void> {
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
    await tx.execute('update risk_pool set ledger_version = $2 where pool_code = $1', [
      posting.poolCode,
      posting.ledgerVersion,
    ]);
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
