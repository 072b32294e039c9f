import { BANK_EXCEPTIONS, type BankExceptionCode } from '@gusu/contracts';
import { addDays, localDateOf, type LocalDate } from '@gusu/values';

export const SEVERITIES = ['high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What is refused, and is a matter for a person all the same (AT-06, funding.md §10.18). */
export const REFUSED_FINDINGS = ['EVENT_ID_REUSED', 'FILED_AFTER_OVERDUE'] as const;
export type DiscrepancyCode = BankExceptionCode | (typeof REFUSED_FINDINGS)[number];

/** One thing found in the data of a bank; about one event, or about the loan as a whole. */
export interface Finding {
  bankCode: string;
  dueBillNo: string;
  code: DiscrepancyCode;
  eventId?: string;
}

/** All that a look at a due bill found, and how far it looked: at everything, or only at what came last. */
export interface Look {
  bankCode: string;
  dueBillNo: string;
  isComplete: boolean;
  findings: Finding[];
  /** Whether there may be findings from before. */
  mayHaveOlder: boolean;
}

/** That a loan was lent or closed: an old one closed and a new one lent on one day to one borrower are looked at. */
export interface Turn {
  bankCode: string;
  dueBillNo: string;
  creditCode: string;
  closedOn?: LocalDate | undefined;
  disbursedOn?: LocalDate | undefined;
}

export interface Discrepancy {
  discrepancyId: string;
  bankCode: string;
  dueBillNo: string;
  eventId: string | null;
  code: DiscrepancyCode;
  severity: Severity;
  status: 'open' | 'resolved';
  openedAt: Date;
  dueOn: LocalDate;
  resolution: 'vanished' | 'accepted' | null;
  resolvedAt: Date | null;
  resolvedBy: string | null;
  reason: string | null;
}

/** Calendar days to settle an exception; a city may want others, so they are an assembled default like the rest of `KDT/1`. */
const DAYS_TO_SETTLE: Record<Severity, number> = { high: 3, medium: 10, low: 30 };

export function severityOf(code: DiscrepancyCode): Severity {
  return code in BANK_EXCEPTIONS ? BANK_EXCEPTIONS[code as BankExceptionCode].severity : 'high';
}

/** The last day on which an exception opened at this moment is settled in time. */
export function dueOnOf(code: DiscrepancyCode, openedAt: Date): LocalDate {
  return addDays(localDateOf(openedAt), DAYS_TO_SETTLE[severityOf(code)]);
}
