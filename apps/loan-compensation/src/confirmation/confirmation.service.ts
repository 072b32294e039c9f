import { refuse } from '@gusu/contracts';
import { audit, type Database, type Tx } from '@gusu/database';
import type { Actor, Clock } from '@gusu/values';
import { EventDefect, Fields } from '../bank-event/bank-event-fields.js';
import type { EventRecorderService } from '../bank-event/event-recorder.service.js';
import { parseMessage } from '../bank-event/received-event.js';
import type { PartnerBankService } from '../partner-bank/partner-bank.service.js';
import type { SignatureHeaders } from '../partner-bank/signature.js';
import type { AskedConfirmation, Confirmation, DoubtfulEvent } from './confirmation.js';
import { confirmEvent } from './confirmation.rules.js';
import type { ConfirmationRepository } from './confirmation.repository.js';

const LONGEST_REASON = 500;

/** What was said, what now stands of the event, and whether it was said before. */
export interface Confirmed {
  confirmation: Confirmation;
  event: DoubtfulEvent;
  isRepeated: boolean;
}

/** Settles doubts about events that look like one sent before. */
export class ConfirmationService {
  constructor(
    private readonly database: Database,
    private readonly confirmations: ConfirmationRepository,
    private readonly recorder: EventRecorderService,
    private readonly banks: PartnerBankService,
    private readonly clock: Clock,
  ) {}

  /**
   * A signed message of the bank whose event it is. It names the event itself, because the address is not signed.
   * @throws Refusal for a message the bank has not signed, and those of {@link confirm}
   */
  async confirmSigned(
    eventId: string,
    bytes: Buffer,
    headers: SignatureHeaders,
    caller?: Actor,
  ): Promise<Confirmed> {
    const bankCode = await this.banks.authenticate(bytes, headers, caller);
    const asked = readConfirmation(bytes, bankCode, eventId);
    const by = caller ?? { id: `bank:${bankCode}`, roles: ['bank'] as const, bank: bankCode };
    return this.database.transaction((tx) => this.confirm(tx, { bankCode, eventId }, asked, by));
  }

  /** @throws Refusal bank-event/not-found, bank-event/already-confirmed, bank-event/not-in-doubt */
  async confirm(
    tx: Tx,
    { bankCode, eventId }: { bankCode: string; eventId: string },
    asked: AskedConfirmation,
    by: Actor,
  ): Promise<Confirmed> {
    const event = await this.confirmations.lockEvent(tx, bankCode, eventId);
    const earlier = await this.confirmations.find(tx, bankCode, eventId);
    const confirmation = confirmEvent(event, earlier, asked, { by, now: this.clock.now() });
    if (earlier) return { confirmation, event, isRepeated: true };
    await this.confirmations.add(tx, confirmation);
    await this.recorder.refold(tx, [event]);
    audit.append(tx, {
      at: confirmation.confirmedAt,
      actorId: by.id,
      action: 'bank-event.confirm',
      objectType: 'bankEvent',
      objectId: `${bankCode}:${eventId}`,
      before: { status: event.status, code: event.code },
      after: { isSeparate: confirmation.isSeparate },
      reason: confirmation.reason,
    });
    const after = await this.confirmations.lockEvent(tx, bankCode, eventId);
    return { confirmation, event: after, isRepeated: false };
  }
}

function readConfirmation(bytes: Buffer, bankCode: string, eventId: string): AskedConfirmation {
  try {
    const fields = Fields.of(parseMessage(bytes), '');
    if (fields.id('bankCode') !== bankCode) throw refuse('SIGNATURE_INVALID');
    if (fields.id('eventId') !== eventId) throw fields.defect('ID_FORMAT', 'eventId');
    return { isSeparate: fields.flag('isSeparate'), reason: fields.text('reason', LONGEST_REASON) };
  } catch (error) {
    if (!(error instanceof EventDefect)) throw error;
    throw refuse(error.code, { field: error.pointer }, [{ pointer: error.pointer, code: error.code }]);
  }
}
