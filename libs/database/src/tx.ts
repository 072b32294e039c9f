import type { EntityManager } from 'typeorm';

/** What is written last, in this order, so that every transaction takes its last locks in the same order. */
export type LastStep = 'outbox' | 'audit';

/**
 * One open transaction. Statements with values are prepared and named; int8 arrives as bigint, date as `YYYY-MM-DD`.
 * Errors: {@link DatabaseUnavailable} where the same call may succeed later.
 */
export interface Tx {
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
  /** Runs a statement and returns the number of rows it touched. */
  execute(sql: string, values?: readonly unknown[]): Promise<number>;
  /** TypeORM on the same connection, for rows without rules. */
  readonly manager: EntityManager;
  /** Writes just before COMMIT, after all of the work; a transaction that fails writes nothing. */
  beforeCommit(step: LastStep, write: (tx: Tx) => Promise<void>): void;
  /** Runs once the transaction is durable; never when it is rolled back. */
  afterCommit(effect: () => void): void;
}
