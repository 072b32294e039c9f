import type { Tx } from '@gusu/database';
import { PolicyBook, shippedSources } from '@gusu/policies';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '../deadline/interval.js';
import { PolicyRepository } from './policy.repository.js';

/**
 * Keeps the one book of this instance current: the files that come with it, and what the bureau has approved. A policy begins at the
 * earliest on the day after its approval, so that an instance that learns of it by looking learns in time.
 */
@Injectable()
export class PolicyShelfService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('policy');
  private readonly interval = new Interval(
    () => this.refresh(),
    (error) => this.logger.error({ message: 'approved policies were not read', error }),
  );

  constructor(
    private readonly book: PolicyBook,
    private readonly policies: PolicyRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.refresh();
    this.interval.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.interval.stop();
  }

  /** Takes what was approved by any instance into the book that everybody holds. */
  async refresh(): Promise<void> {
    const approved = await this.policies.approved();
    const known = new Set(this.book.sources.map(({ file }) => file));
    if (approved.some(({ file }) => !known.has(file)))
      this.book.become(PolicyBook.of([...shippedSources(), ...approved]));
  }

  /** Everything approved so far as this transaction sees it. */
  async within(tx: Tx): Promise<PolicyBook> {
    return PolicyBook.of([...shippedSources(), ...(await this.policies.approved(tx))]);
  }
}
