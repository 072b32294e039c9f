import type { Pool, PoolClient } from 'pg';
import { DataSource, type EntitySchema, type MixedList, type QueryRunner } from 'typeorm';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailable, toDatabaseError } from './database-error.js';
import { runStatement } from './statement.js';
import { Transaction } from './transaction.js';
import type { Tx } from './tx.js';
import { valueTypes } from './value-types.js';

export interface DatabaseOptions {
  /** Of the role that runs the service, not of the one that migrates. */
  url: string;
  applicationName: string;
  /** 10 by default: on two cores more sessions were never faster. */
  poolSize?: number;
  /** How long a caller waits for a connection before it is told that the database is unavailable. */
  acquireMillis?: number;
  /** How long {@link Database.connect} waits for a server that is not up yet. */
  startupMillis?: number;
  rows?: MixedList<(new () => object) | EntitySchema>;
}

const ACQUIRE_MILLIS = 2_000;
const STARTUP_MILLIS = 30_000;
const STARTUP_POLL_MILLIS = 100;
// A new session costs a password exchange and all its prepared statements.
const IDLE_MILLIS = 300_000;

/** The service's own database. Every write goes through {@link transaction}; it has exactly one opener per use case. */
export class Database {
  private constructor(readonly dataSource: DataSource) {}

  /** @throws DatabaseUnavailable when the server does not answer within `startupMillis` */
  static async connect(options: DatabaseOptions): Promise<Database> {
    const deadline = Date.now() + (options.startupMillis ?? STARTUP_MILLIS);
    for (;;) {
      try {
        return new Database(await dataSourceOf(options).initialize());
      } catch (error) {
        const failure = toDatabaseError(error);
        if (!(failure instanceof DatabaseUnavailable) || Date.now() >= deadline) throw failure;
        await sleep(STARTUP_POLL_MILLIS);
      }
    }
  }

  /**
   * Runs `work` in one transaction and commits it. When `work` throws, everything is rolled back and the error goes on.
   * @throws DatabaseUnavailable when the connection is lost, the pool is exhausted, a lock is not to be had in time, or
   * (reason `outcomeUnknown`) the connection broke while COMMIT was on its way
   */
  async transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    const transaction = new Transaction(runner, await connectionOf(runner));
    let result: Result;
    try {
      await transaction.begin();
      result = await work(transaction);
      await transaction.commit();
    } catch (error) {
      await transaction.rollback(error);
      throw toDatabaseError(error);
    } finally {
      await runner.release();
    }
    transaction.runEffects();
    return result;
  }

  /** One statement in its own transaction. After {@link DatabaseUnavailable} a writing statement may have been committed. */
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

async function connectionOf(runner: QueryRunner): Promise<PoolClient> {
  try {
    return (await runner.connect()) as PoolClient;
  } catch (error) {
    throw toDatabaseError(error);
  }
}

function dataSourceOf(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: options.acquireMillis ?? ACQUIRE_MILLIS,
    entities: (options.rows ?? []) as never,
    installExtensions: false,
    // A lost idle connection is replaced at its next use; the loss is not worth a crash.
    poolErrorHandler: () => undefined,
    extra: { types: valueTypes, idleTimeoutMillis: IDLE_MILLIS, keepAlive: true },
  });
}
