import type { CreditEventType, FactSource } from '@gusu/policies';
import type { CreditCode, LocalDate } from '@gusu/values';

/** Who may have published it; an enterprise does not record events against itself. */
export const CREDIT_SOURCES = [
  'BUREAU',
  'REGISTRY',
  'TAX',
  'PUBLIC',
] as const satisfies readonly FactSource[];
export type CreditSource = (typeof CREDIT_SOURCES)[number];

/** What an officer writes down, or a list says, about an enterprise. */
export interface CreditRecord {
  type: CreditEventType;
  occurredOn: LocalDate;
  source: CreditSource;
  /** 文号 of the decision; together with type and day it says which event this is. */
  documentNo: string;
  note?: string;
  evidenceIds: readonly string[];
}

/** 信用事件: something that stands against an enterprise until it is removed (cultivation-talent.md §2). */
export interface CreditEvent extends CreditRecord {
  creditEventId: string;
  creditCode: CreditCode;
  recordedBy: string;
  recordedAt: Date;
  /** The first day on which it no longer stands. */
  removedOn?: LocalDate;
  removalReason?: string;
  removedBy?: string;
  removalRecordedAt?: Date;
}
