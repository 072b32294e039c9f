import type { Pool, PoolClient } from 'pg';
import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { toDatabaseError } from './database-error.js';
import { runStatement } from './statement.js';
import { Transaction } from './transaction.js';
import type { Tx } from './tx.js';
import { valueTypes } from './value-types.js';

export interface DatabaseOptions {
  /** Of the role that runs the service, not of the one that migrates. */
  url: string;
  applicationName: string;
  poolSize?: number;
  rows?: MixedList<(new () => object) | EntitySchema>;
}

const CONNECT_MILLIS = 5_000;
const IDLE_MILLIS = 60_000;

/** The service's own database. Every write goes through {@link transaction}; it has exactly one opener per use case. */
export class Database {
  private constructor(readonly dataSource: DataSource) {}

  /** @throws DatabaseUnavailable when the server does not answer */
  static async connect({
    url,
    applicationName,
    poolSize = 10,
    rows = [],
  }: DatabaseOptions): Promise<Database> {
    const dataSource = new DataSource({
      type: 'postgres',
      url,
      applicationName,
      poolSize,
      connectTimeoutMS: CONNECT_MILLIS,
      entities: rows as never,
      // A lost idle connection is replaced at its next use; the loss is not worth a crash.
      poolErrorHandler: () => undefined,
      extra: { types: valueTypes, idleTimeoutMillis: IDLE_MILLIS, keepAlive: true },
    });
    try {
      return new Database(await dataSource.initialize());
    } catch (error) {
      throw toDatabaseError(error);
    }
  }

  /**
   * Runs `work` in one transaction and commits it. When `work` throws, everything is rolled back and the error goes on.
   * @throws DatabaseUnavailable when the connection is lost, the pool is exhausted, a lock is not to be had in time, or
   * (reason `outcomeUnknown`) the connection broke while COMMIT was on its way
   */
  async transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    let transaction: Transaction | undefined;
    try {
      transaction = new Transaction(runner, (await runner.connect()) as PoolClient);
      await transaction.begin();
      const result = await work(transaction);
      await transaction.commit();
      return result;
    } catch (error) {
      // A connection that cannot even roll back is broken; the server rolls back by itself.
      await transaction?.rollback().catch(() => undefined);
      throw toDatabaseError(error);
    } finally {
      await runner.release();
    }
  }

  /** One statement in its own transaction. */
  async query<Row extends object = Record<string, unknown>>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<Row[]> {
    try {
      return (await runStatement(this.pool as unknown as PoolClient, sql, values)).rows as Row[];
    } catch (error) {
      throw toDatabaseError(error);
    }
  }

  /** How many callers wait for a connection. */
  get waiting(): number {
    return this.pool.waitingCount;
  }

  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }
}
