import type { Tx } from '@gusu/database';
import type { BankEventRepository } from './bank-event.repository.js';
import type { EventRecorderService } from './event-recorder.service.js';

/** Filings that came before their enterprise was known: tried again when the registry tells of it. */
export class WaitingFilingService {
  constructor(
    private readonly events: BankEventRepository,
    private readonly recorder: EventRecorderService,
  ) {}

  async retry(tx: Tx, creditCodes: readonly string[]): Promise<void> {
    const dueBills = await this.events.waitingFor(tx, creditCodes);
    if (dueBills.length > 0) await this.recorder.refold(tx, dueBills);
  }
}
