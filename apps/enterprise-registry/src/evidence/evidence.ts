import type { CreditCode, LocalDate } from '@gusu/values';

export const EVIDENCE_KINDS = [
  'BUSINESS_LICENCE',
  'AUDIT_REPORT',
  'TAX_RETURN',
  'IP_CERTIFICATE',
  'AWARD_CERTIFICATE',
  'INSTITUTION_APPROVAL',
  'STANDARD_TEXT',
  'MARKET_STUDY',
  'CERTIFICATE',
  'INVESTMENT_AGREEMENT',
  'BANK_RECEIPT',
  'FUND_FILING',
  'PLATFORM_SCORE',
  'CREDIT_DOCUMENT',
  'IDENTITY_DOCUMENT',
  'OTHER',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export const CONFIDENTIALITIES = ['PUBLIC', 'INTERNAL', 'COMMERCIAL', 'PERSONAL'] as const;
export type Confidentiality = (typeof CONFIDENTIALITIES)[number];

/** Every reading of such a file is recorded (cultivation-talent.md §14). */
export const READINGS_ARE_AUDITED: readonly Confidentiality[] = ['COMMERCIAL', 'PERSONAL'];

/** cultivation-talent.md §18: a larger file is refused. */
export const MOST_BYTES = 50 * 1024 * 1024;

/** What a file is for, said by whoever uploads it. */
export interface EvidenceLabel {
  creditCode: CreditCode;
  kind: EvidenceKind;
  confidentiality: Confidentiality;
  /** Shown and used for the download; numbers of persons in it are masked. */
  fileName: string;
  /** The last day on which the content is kept. */
  deleteAfter?: LocalDate;
}

/** One stored file. Its content may be deleted, its hash stays. */
export interface Evidence extends EvidenceLabel {
  evidenceId: string;
  sha256: string;
  mime: string;
  byteLength: number;
  status: 'stored' | 'deleted';
  uploadedBy: string;
  uploadedAt: Date;
}
