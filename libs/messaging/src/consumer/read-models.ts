import type { Database } from '@gusu/database';
import { rebuild, type RebuildPlan } from './rebuild.js';

/** The read models that a service keeps of other services' events, and how they are built anew. */
export class ReadModels {
  /** @param logUrls service → URL of its database for the role that reads its event log, whatever the transport */
  constructor(
    private readonly database: Database,
    private readonly group: string,
    private readonly logUrls: Readonly<Record<string, string>>,
  ) {}

  /**
   * Builds a read model anew from the producer's log while events flow on, and tells how many events it was made of.
   * @throws Error when EVENT_LOG_URLS does not name the producer's log
   */
  async rebuild<Model>(plan: RebuildPlan<Model>): Promise<{ events: number }> {
    const producer = plan.topic.slice(0, plan.topic.indexOf('.'));
    const logUrl = this.logUrls[producer];
    if (!logUrl) throw new Error(`EVENT_LOG_URLS names no log of ${producer}`);
    return rebuild({ database: this.database, group: this.group, logUrl }, plan);
  }
}
