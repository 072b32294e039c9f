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
      /** The pool's share as the parties agreed it for this loan alone. */
      agreedShareBps?: Bps;
      /** 信贷产品; where a bank names none, 科贷通 itself. */
      programme: string;
      /** The due bill that this loan renews (无还本续贷, 借新还旧), when the bank declares one. */
      renewedFrom?: string;
    }
  | {
      type: 'loan.disbursed';
      amountFen: Fen;
      disbursedOn: LocalDate;
      maturity: LocalDate;
      ratePpm: Ppm;
      creditCode?: CreditCode;
    }
  | {
      type: 'loan.repaid';
      principalFen: Fen;
      interestFen: Fen;
      penaltyFen: Fen;
      balanceAfterFen: Fen;
      source: RepaymentSource;
    }
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
  | { type: 'loan.defaulted'; asOf: LocalDate; principalFen: Fen }
  | { type: 'loan.renewed'; newDueBillNo: string; amountFen: Fen }
  | { type: 'loan.restructured' }
  | { type: 'loan.settled'; settledOn: LocalDate }
  | {
      type: 'loan.recovered';
      grossFen: Fen;
      costFen: Fen;
      isCostVouchered: boolean;
      receivedOn: LocalDate;
      channel: RecoveryChannel;
    }
  | { type: 'loan.written_off'; amountFen: Fen; on: LocalDate }
  | { type: 'event.reversed'; reversalOf: string; reason: string }
  | { type: 'event.corrected'; reversalOf: string; reason: string; replacement: Replacement }
  /** A new name, credit code or branch: kept as it came; a loan stays with what was frozen when it was filed. */
  | { type: 'master.changed'; field: 'name' | 'uscc' | 'branch' }
  /** A type that has its own issue or that nobody knows: kept as it came, not folded. */
  | { type: 'unsupported'; name: string };

/** What stands in the place of a corrected event: on its day, unless another is named. */
export interface Replacement {
  fact: LoanFact;
  valueDate?: LocalDate;
}

/** Who paid: the borrower, its guarantor, another loan, or the bank itself out of an account. */
export const REPAYMENT_SOURCES = ['BORROWER', 'GUARANTOR', 'REFINANCE', 'DEDUCT'] as const;
export type RepaymentSource = (typeof REPAYMENT_SOURCES)[number];

/** How money was recovered: cash, auction, set-off, payment by a guarantor, distribution in a bankruptcy, sale of assets. */
export const RECOVERY_CHANNELS = [
  'CASH',
  'AUCTION',
  'SET_OFF',
  'GUARANTOR_PAY',
  'BANKRUPTCY_DIST',
  'ASSET_SALE',
] as const;
export type RecoveryChannel = (typeof RECOVERY_CHANNELS)[number];

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
