import { refuse } from '@gusu/contracts';
import type { Actor, Clock } from '@gusu/values';
import type { PartnerBankService } from '../partner-bank/partner-bank.service.js';
import { verifyStreamSignature, type SignatureHeaders } from '../partner-bank/signature.js';
import type { EventVerdict, ReceivedEvent } from './bank-event.js';
import { EventDefect } from './bank-event-fields.js';
import { horizonOf } from './bank-event-reader.js';
import type { EventRecorderService } from './event-recorder.service.js';
import {
  claimedSender,
  foreignEvent,
  parseMessage,
  receiveFrom,
  type RefusedEvent,
} from './received-event.js';
import { SpooledBody } from './spooled-body.js';

const LONGEST_LINE = 65_536;
/** Lines at work at once; what one stream holds in memory is bounded by it. */
const AT_ONCE = 1_000;
const LANES = 2;

type Line = ReceivedEvent | RefusedEvent;

/** The verdict on one line of a stream. */
export interface LineVerdict {
  line: number;
  verdict: EventVerdict;
}

/** Takes streams of events, one in a line: signed as a whole, judged line by line. */
export class EventStreamService {
  constructor(
    private readonly banks: PartnerBankService,
    private readonly recorder: EventRecorderService,
    private readonly clock: Clock,
  ) {}

  /**
   * Verdicts in the order of the lines; blank lines have none. A line that cannot be read is a verdict too, and costs the others nothing.
   * What was answered is recorded; of a stream that breaks off, the rest is sent again, and what was recorded is a duplicate then.
   * @throws Refusal for a stream that nobody we know has signed
   */
  async take(
    body: AsyncIterable<Buffer>,
    headers: SignatureHeaders,
    caller?: Actor,
  ): Promise<AsyncGenerator<LineVerdict>> {
    const spooled = await SpooledBody.of(body);
    try {
      const bankCode = await this.authenticate(spooled, headers, caller);
      return this.judge(spooled, bankCode);
    } catch (error) {
      await spooled.close();
      throw error;
    }
  }

  private async authenticate(
    spooled: SpooledBody,
    headers: SignatureHeaders,
    caller?: Actor,
  ): Promise<string> {
    const { value: start } = await spooled.pieces().next();
    const bankCode = start && claimedSender(start);
    if (bankCode === undefined) throw refuse('SIGNATURE_INVALID');
    const keys = await this.banks.validKeys(bankCode);
    await verifyStreamSignature(headers, spooled.pieces(), keys, this.clock.now());
    if (caller && caller.bank !== bankCode) throw refuse('bank/not-yours');
    return bankCode;
  }

  private async *judge(spooled: SpooledBody, bankCode: string): AsyncGenerator<LineVerdict> {
    try {
      let number = 0;
      let group: { line: number; of: Line }[] = [];
      for await (const bytes of spooled.lines(LONGEST_LINE)) {
        number += 1;
        if (bytes && isBlank(bytes)) continue;
        group.push({ line: number, of: this.read(bytes, bankCode) });
        if (group.length < AT_ONCE) continue;
        yield* await this.record(group);
        group = [];
      }
      yield* await this.record(group);
    } finally {
      await spooled.close();
    }
  }

  private read(bytes: Buffer | undefined, bankCode: string): Line {
    const unreadable = { kind: 'refused' as const, eventId: undefined };
    if (!bytes) return { ...unreadable, code: 'EVENT_SCHEMA' };
    try {
      return receiveFrom(bankCode, parseMessage(bytes), horizonOf(this.clock.now()));
    } catch (error) {
      if (!(error instanceof EventDefect)) throw error;
      return { ...unreadable, code: error.code };
    }
  }

  /** Two transactions at once, parted by due bill, so that what belongs together keeps its order. */
  private async record(group: readonly { line: number; of: Line }[]): Promise<LineVerdict[]> {
    const lanes = Array.from({ length: LANES }, () => [] as ReceivedEvent[]);
    for (const { of } of group) if (!('kind' in of)) lanes[laneOf(of)]?.push(of);
    const verdicts = new Map<ReceivedEvent, EventVerdict>();
    await Promise.all(
      lanes.map(async (lane) => {
        if (lane.length === 0) return;
        const given = await this.recorder.record(lane);
        lane.forEach((one, at) => verdicts.set(one, given[at] ?? foreignEvent(undefined)));
      }),
    );
    return group.map(({ line, of }) => ({
      line,
      verdict: 'kind' in of ? of : (verdicts.get(of) ?? foreignEvent(undefined)),
    }));
  }
}

const isBlank = (bytes: Buffer): boolean =>
  bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);

function laneOf({ event: { dueBillNo } }: ReceivedEvent): number {
  let sum = 0;
  for (let at = 0; at < dueBillNo.length; at += 1) sum = (sum * 31 + dueBillNo.charCodeAt(at)) % 65_521;
  return sum % LANES;
}
