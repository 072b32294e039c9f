import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { RunMemory } from '@gusu/testing';

interface Bank {
  base: string;
  bankCode: string;
  secret: string;
  /** An enterprise that the loan service knows. */
  borrower: string;
}

interface Event {
  eventId: string;
  [member: string]: unknown;
}

const RETRY_MILLIS = 50;
// Enough to have many in flight at any moment, and few enough that looking at them all afterwards takes no time.
const BREATH_MILLIS = 20;
const SINGLE_CALLERS = 8;
const BATCH_CALLERS = 2;
const LOANS_OF_A_BATCH = 20;
const DAY = '2021-06-01';

/** A bank's systems at work on many loans at once, which remember what they were told. */
export class BankStorm {
  readonly receipts = new Map<string, string>();
  readonly unanswered: { bankCode: string; eventIds: string[] }[] = [];
  /** How often each status was answered; 0 stands for no answer. */
  readonly statuses = new Map<number, number>();
  private readonly sent = new Map<string, Event>();
  private readonly run = randomUUID().slice(0, 8);
  private isOver = false;
  private next = 0;
  private callers: Promise<void>[] = [];

  constructor(private readonly bank: Bank) {}

  start(): void {
    this.callers = [
      ...Array.from({ length: SINGLE_CALLERS }, () => this.reportLoans()),
      ...Array.from({ length: BATCH_CALLERS }, () => this.reportBatches()),
    ];
  }

  /** Lets everybody finish the loan at hand: what was not acknowledged is sent until it is. */
  async end(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.callers);
  }

  get memory(): RunMemory {
    const { bankCode } = this.bank;
    const acknowledged = [...this.receipts.keys()].map((eventId) => ({ bankCode, eventId }));
    return { acknowledged, unanswered: this.unanswered };
  }

  /** Sends again what was acknowledged, and returns what is now answered otherwise. */
  async changedReceipts(count: number): Promise<string[]> {
    const changed: string[] = [];
    for (const [eventId, receiptNo] of [...this.receipts].slice(-count)) {
      const { status, body } = await this.post('events', this.sent.get(eventId));
      if (status !== 200 || body.receiptNo !== receiptNo)
        changed.push(`${eventId}: ${status} ${body.receiptNo}`);
    }
    return changed;
  }

  private async reportLoans(): Promise<void> {
    while (!this.isOver)
      for (const event of this.loan()) {
        // Every tenth is not sent again when no answer came: it is there wholly or not at all.
        const isStubborn = Number.parseInt(event.eventId.slice(-1), 36) % 10 !== 0;
        await sleep(BREATH_MILLIS);
        if (!(await this.sendSingle(event)) && !isStubborn) break;
        while (isStubborn && !this.receipts.has(event.eventId)) {
          await sleep(RETRY_MILLIS);
          await this.sendSingle(event);
        }
      }
  }

  private async sendSingle(event: Event): Promise<boolean> {
    const { status, body } = await this.post('events', event);
    if (status !== 202 && status !== 200) return false;
    this.remember(event, body.receiptNo);
    return true;
  }

  private async reportBatches(): Promise<void> {
    while (!this.isOver) {
      const sound = Array.from({ length: LOANS_OF_A_BATCH }, () => this.loan()).flat();
      const malformed = { ...sound[0], eventId: `${this.run}-malformed`, data: {} };
      const { status, body } = await this.post('events:batch', { events: [...sound, malformed] });
      if (status === 200) {
        const items = body.items as { receiptNo?: string; httpStatus: number }[];
        sound.forEach((event, n) => this.remember(event, items[n]?.receiptNo));
        if (items.at(-1)?.httpStatus !== 400) throw new Error('a malformed event was taken');
      } else {
        this.unanswered.push({
          bankCode: this.bank.bankCode,
          eventIds: sound.map(({ eventId }) => eventId),
        });
      }
      await sleep(BREATH_MILLIS);
    }
  }

  private remember(event: Event, receiptNo: unknown): void {
    if (typeof receiptNo !== 'string') throw new Error(`${event.eventId} was taken without a receipt`);
    const earlier = this.receipts.get(event.eventId);
    if (earlier !== undefined && earlier !== receiptNo) throw new Error(`${event.eventId} has two receipts`);
    this.receipts.set(event.eventId, receiptNo);
    this.sent.set(event.eventId, event);
  }

  /** Filing, disbursement, two repayments out of order, and every other time the reversal of one. */
  private loan(): Event[] {
    const n = (this.next += 1);
    const of = (what: string, type: string, data: object, more: object = {}): Event => ({
      specVersion: '1.0',
      type,
      bankCode: this.bank.bankCode,
      eventId: `${this.run}-${n}-${what}`,
      dueBillNo: `${this.run}-${n}`,
      occurredAt: `${DAY}T09:00:00+08:00`,
      valueDate: DAY,
      data,
      ...more,
    });
    const repaid = (principalFen: number, balanceAfterFen: number) => ({
      ...{ principalFen, interestFen: 0, penaltyFen: 0, totalFen: principalFen, balanceAfterFen },
      source: 'BORROWER',
    });
    const filing = {
      uscc: this.bank.borrower,
      contractNo: `HT-${n}`,
      plannedAmountFen: 1_000,
      ratePpm: 43_500,
    };
    const terms = { tenorMonths: 12, guaranteeMode: 'CREDIT', creditPortionBps: 10_000, isFirstLoan: true };
    const disbursed = { amountFen: 1_000, disbursedOn: DAY, maturity: '2022-05-31', ratePpm: 43_500 };
    const events = [
      of('0', 'filing.submitted', { ...filing, ...terms, purpose: '研发' }),
      of('3', 'loan.repaid', repaid(300, 600), { valueDate: '2021-06-12' }),
      of('1', 'loan.disbursed', { ...disbursed, rateType: 'FIXED', repayMethod: 'BULLET' }),
      of('2', 'loan.repaid', repaid(100, 900), { valueDate: '2021-06-11' }),
    ];
    const reversal = { valueDate: '2021-06-13', reversalOf: `${this.run}-${n}-3` };
    return n % 2 ? events : [...events, of('4', 'event.reversed', { reason: '录入错误' }, reversal)];
  }

  private async post(path: string, value: unknown) {
    const body = JSON.stringify(value);
    const id = randomUUID();
    const at = new Date();
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': `${Math.floor(at.getTime() / 1_000)}`,
      'webhook-signature': new Webhook(this.bank.secret).sign(id, at, body),
    };
    const url = `${this.bank.base}/api/loan-compensation/v1/bank/v1/${path}`;
    const answer = await fetch(url, { method: 'POST', headers, body })
      .then(async (response) => ({
        status: response.status,
        body: (await response.json()) as Record<string, unknown>,
      }))
      .catch(() => ({ status: 0, body: {} as Record<string, unknown> }));
    this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1);
    return answer;
  }
}
