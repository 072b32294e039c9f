import { refuse } from '@gusu/contracts';
import type { Actor, Clock } from '@gusu/values';
import { PartnerBankService } from '../partner-bank/partner-bank.service.js';
import { verifySignature, type SignatureHeaders } from '../partner-bank/signature.js';
import { loanKey, type EventVerdict, type ReceivedEvent } from './bank-event.js';
import { EventDefect } from './bank-event-fields.js';
import { horizonOf } from './bank-event-reader.js';
import { EventRecorderService } from './event-recorder.service.js';
import { GroupCommit } from './group-commit.js';
import {
  claimedSender,
  foreignEvent,
  isFrom,
  memberOf,
  parseMessage,
  receiveFrom,
} from './received-event.js';

const MOST_EVENTS = 500;

/** Takes signed messages of banks: who sent it, what is in it, what became of it. */
export class BankEventService {
  private readonly group: GroupCommit<ReceivedEvent, EventVerdict>;

  constructor(
    private readonly banks: PartnerBankService,
    private readonly recorder: EventRecorderService,
    private readonly clock: Clock,
  ) {
    this.group = new GroupCommit({
      record: (events) => this.recorder.record(events),
      keyOf: ({ event }) => loanKey(event.bankCode, event.dueBillNo),
    });
  }

  /** @throws Refusal for a message that nobody we know has signed, or that is not an event */
  async post(bytes: Buffer, headers: SignatureHeaders, caller?: Actor): Promise<EventVerdict> {
    const bankCode = await this.authenticate(bytes, headers, caller);
    const value = parsed(bytes);
    if (!isFrom(bankCode, value)) throw refuse('SIGNATURE_INVALID');
    const received = receiveFrom(bankCode, value, horizonOf(this.clock.now()));
    return 'kind' in received ? received : this.group.record(received);
  }

  /**
   * One signature over a list of at most 500 events of one bank; a verdict for each, none of which depends on another's.
   * @throws Refusal when the message as a whole cannot be taken
   */
  async postBatch(bytes: Buffer, headers: SignatureHeaders, caller?: Actor): Promise<EventVerdict[]> {
    const bankCode = await this.authenticate(bytes, headers, caller);
    const value = parsed(bytes);
    const list = Array.isArray(value) ? (value as unknown[]) : eventsOf(value);
    if (list.length === 0 || list.length > MOST_EVENTS)
      throw refuse('EVENT_SCHEMA', { mostEvents: MOST_EVENTS });
    const horizon = horizonOf(this.clock.now());
    const received = list.map((item) => receiveFrom(bankCode, item, horizon));
    const sound = received.filter((one): one is ReceivedEvent => !('kind' in one));
    const verdicts = sound.length === 0 ? [] : await this.recorder.record(sound);
    let next = 0;
    return received.map((one) => ('kind' in one ? one : (verdicts[next++] ?? foreignEvent(one))));
  }

  /** Before anything of the message is read; returns the bank that signed it. */
  private async authenticate(bytes: Buffer, headers: SignatureHeaders, caller?: Actor): Promise<string> {
    const bankCode = claimedSender(bytes);
    if (bankCode === undefined) throw refuse('SIGNATURE_INVALID');
    const keys = await this.banks.validKeys(bankCode);
    verifySignature(headers, bytes, keys, this.clock.now());
    if (caller && caller.bank !== bankCode) throw refuse('bank/not-yours');
    return bankCode;
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return parseMessage(bytes);
  } catch (error) {
    if (error instanceof EventDefect) throw refuse(error.code);
    throw error;
  }
}

function eventsOf(value: unknown): unknown[] {
  const events = memberOf(value, 'events');
  return Array.isArray(events) ? (events as unknown[]) : [];
}
