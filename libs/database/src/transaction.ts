import type { PoolClient } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import { DatabaseUnavailable, isConnectionError, toDatabaseError } from './database-error.js';
import { runStatement } from './statement.js';
import type { LastStep, Tx } from './tx.js';

const LAST_STEPS: readonly LastStep[] = ['outbox', 'audit'];

/** The one transaction of a use case: opened, worked in, finished once. */
export class Transaction implements Tx {
  private readonly last: Record<LastStep, ((tx: Tx) => Promise<void>)[]> = { outbox: [], audit: [] };
  private readonly effects: (() => void)[] = [];
  private isOpen = true;
  private step = 0;

  constructor(
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
  ) {}

  get manager(): EntityManager {
    return this.runner.manager;
  }

  async query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]> {
    return (await this.run(sql, values)).rows as Row[];
  }

  async execute(sql: string, values?: readonly unknown[]): Promise<number> {
    return (await this.run(sql, values)).rowCount ?? 0;
  }

  beforeCommit(step: LastStep, write: (tx: Tx) => Promise<void>): void {
    this.requireOpen();
    if (LAST_STEPS.indexOf(step) < this.step)
      throw new Error(`the '${step}' writes of this transaction are done already`);
    this.last[step].push(write);
  }

  afterCommit(effect: () => void): void {
    this.requireOpen();
    this.effects.push(effect);
  }

  async begin(): Promise<void> {
    // Through TypeORM, so that its manager knows not to open another one.
    await this.runner.startTransaction().catch((error: unknown) => {
      throw toDatabaseError(error);
    });
  }

  /** Writes the last steps and commits. A COMMIT that PostgreSQL answers with ROLLBACK is a failure, not a success. */
  async commit(): Promise<void> {
    for (const [index, step] of LAST_STEPS.entries()) {
      this.step = index;
      for (const write of this.last[step]) await write(this);
    }
    this.isOpen = false;
    const { command } = await this.client.query('commit').catch((error: unknown) => {
      throw isConnectionError(error) ? new DatabaseUnavailable('outcomeUnknown', error) : error;
    });
    if (command !== 'COMMIT')
      throw new Error('the transaction had failed: COMMIT was answered with ROLLBACK');
  }

  /** Runs the effects. The commit stands whatever they do: a failing wake-up must not look like a failed request. */
  runEffects(): void {
    for (const effect of this.effects) {
      try {
        effect();
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : String(error));
      }
    }
  }

  /** A session that is lost or cannot roll back is ended, so that the pool never hands out an open transaction. */
  async rollback(cause: unknown): Promise<void> {
    this.isOpen = false;
    const failure = toDatabaseError(cause);
    if (failure instanceof DatabaseUnavailable && failure.reason !== 'contention') return this.endSession();
    await this.client.query('rollback').catch(() => this.endSession());
  }

  private endSession(): void {
    // PoolClient does not declare `end`; the pool drops a client that is ending when it is released.
    const session = this.client as PoolClient & { end(): Promise<void> };
    session.end().catch(() => undefined);
  }

  private async run(sql: string, values?: readonly unknown[]) {
    this.requireOpen();
    try {
      return await runStatement(this.client, sql, values);
    } catch (error) {
      throw toDatabaseError(error);
    }
  }

  private requireOpen(): void {
    if (!this.isOpen) throw new Error('the transaction is already finished');
  }
}
