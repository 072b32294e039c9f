import type { BankExceptionCode, BankRefusalCode } from '@gusu/contracts';
import type { Bps, CreditCode, Fen, LocalDate, Ppm } from '@gusu/values';
import type { FilingReceipt } from '../filing/filing.js';

/** What the fold understands of a bank event (funding.md §5); amounts in fen, days in Asia/Shanghai. */
export type LoanFact =
  | {
      type: 'filing.submitted';
      creditCode: CreditCode;
      contractNo: string;
      plannedAmountFen: Fen;
      ratePpm: Ppm;
      tenorMonths: number;
      guaranteeMode: string;
      creditPortionBps: Bps;
      isFirstLoan: boolean;
      /** 信贷产品; where a bank names none, 科贷通 itself. */
      programme: string;
    }
  | {
      type: 'loan.disbursed';
      amountFen: Fen;
      disbursedOn: LocalDate;
      maturity: LocalDate;
      ratePpm: Ppm;
      creditCode?: CreditCode;
    }
  | { type: 'loan.repaid'; principalFen: Fen; interestFen: Fen; penaltyFen: Fen; balanceAfterFen: Fen }
  | {
      type: 'loan.overdue';
      asOf: LocalDate;
      principalArrearsFen: Fen;
      interestArrearsFen: Fen;
      days: number;
    }
  | { type: 'loan.cured'; asOf: LocalDate }
  | { type: 'loan.reclassified'; asOf: LocalDate; to: FiveClass }
  | { type: 'loan.extended'; newMaturity: LocalDate }
  | { type: 'loan.rate_changed'; newRatePpm: Ppm }
  | { type: 'loan.accelerated'; on: LocalDate }
  | { type: 'loan.defaulted'; asOf: LocalDate }
  | { type: 'loan.settled'; settledOn: LocalDate }
  | { type: 'event.reversed'; reversalOf: string; reason: string }
  /** A type that has its own issue or that nobody knows: kept as it came, not folded. */
  | { type: 'unsupported'; name: string };

/** 五级分类: 01 正常, 02 关注, 03 次级, 04 可疑, 05 损失. */
export const FIVE_CLASSES = ['01', '02', '03', '04', '05'] as const;
export type FiveClass = (typeof FIVE_CLASSES)[number];

/** One event of a bank about one due bill (借据). */
export interface BankEvent {
  bankCode: string;
  eventId: string;
  dueBillNo: string;
  seq?: number;
  /** RFC 3339 with offset, as the bank wrote it. */
  occurredAt: string;
  valueDate: LocalDate;
  fact: LoanFact;
}

/** A bank event as it came: what was understood, the bytes, and their fingerprint. */
export interface ReceivedEvent {
  event: BankEvent;
  body: string;
  /** SHA-256 of the canonical body: the same id with another fingerprint is another event. */
  fingerprint: Buffer;
}

export type EventStatus = 'APPLIED' | 'PARKED';

/** What a bank is told about one event; stored, so that the same event gets the same answer for ever. */
export interface EventReceipt {
  eventId: string;
  receiptNo: string;
  status: EventStatus;
  /** Why it is parked, or what was noticed although it was applied. */
  code?: BankExceptionCode | BankRefusalCode;
  /** Of a filing that took effect: whether it is covered and on which terms, or why not. */
  filing?: FilingReceipt;
}

/** The verdict on one event of a request. */
export type EventVerdict =
  | { kind: 'recorded'; receipt: EventReceipt }
  | { kind: 'duplicate'; receipt: EventReceipt }
  | { kind: 'refused'; eventId: string | undefined; code: BankRefusalCode; pointer?: string };

export const loanKey = (bankCode: string, dueBillNo: string): string => `${bankCode}:${dueBillNo}`;
