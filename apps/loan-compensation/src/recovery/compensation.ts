import type { Fen, LocalDate, SignedFen } from '@gusu/values';
import type { SharingEpoch } from './sharing.js';

export const POOL = 'POOL';
export const BANK = 'BANK';

/** One level of the pool's contributors, with an amount. */
export interface LevelAmount {
  level: string;
  amountFen: SignedFen;
}

/** One party of a loss, with an amount. */
export interface PartyShare {
  party: string;
  amountFen: SignedFen;
}

export type CompensationStatus = 'interim' | 'recovering' | 'closed';

/**
 * What is borne of one loan since the pool paid: by the pool level by level, by guarantors, and by the bank. It outlives each of its claims. Amounts in
 * fen.
 */
export interface Compensation {
  /** The first claim that was paid, whose number it goes by. */
  firstClaimNo: string;
  bankCode: string;
  dueBillNo: string;
  poolCode: string;
  status: CompensationStatus;
  /** Of an interim payment: what is valued later and up to the final cut-off is netted from the loss. */
  interimCutoffOn: LocalDate | null;
  cutoffOn: LocalDate;
  /** What the bank certified when the loss was measured. */
  certifiedPrincipalFen: Fen;
  lossFen: Fen;
  uncoveredFen: Fen;
  /** What the pool was entitled to bear when the final claim was decided. */
  entitledFen: Fen;
  /** Of its shortfall, what a supplementary claim may still bring. */
  carriedForwardFen: Fen;
  supplementedFen: Fen;
  guarantors: readonly PartyShare[];
  /** What each level has paid, less what was clawed back. */
  layers: readonly LevelAmount[];
  /** The version of the loan that was followed last. */
  loanVersion: bigint;
  openedAt: Date;
  closedAt: Date | null;
}

/** An epoch with what each level of the pool bears in it. */
export interface OpenEpoch extends SharingEpoch {
  layers: readonly LevelAmount[];
}

/** A receipt, or what changes about one, as it was booked: written once. */
export interface Recovery {
  recoveryNo: string;
  firstClaimNo: string;
  /** Absent from what was netted from the loss instead of shared. */
  epochNo: number | null;
  bankCode: string;
  dueBillNo: string;
  eventId: string;
  /** The event that was booked first of a chain of corrections. */
  rootEventId: string;
  kind: 'receipt' | 'correction';
  /** What the bank called it, where it called it something else than a recovery. */
  retypedFrom: string | null;
  channel: string | null;
  grossFen: SignedFen;
  costFen: SignedFen;
  allowedCostFen: SignedFen;
  disallowedCostFen: SignedFen;
  netFen: SignedFen;
  shares: readonly PartyShare[];
  layers: readonly LevelAmount[];
  poolFen: SignedFen;
  /** Of guarantors and bank together. */
  othersFen: SignedFen;
  uncoveredFen: SignedFen;
  excessFen: SignedFen;
  receivedOn: LocalDate;
  bookedAt: Date;
}

export const ADJUSTMENT_REASONS = [
  'LATE_EVENT',
  'REVERSAL',
  'AUDIT',
  'BANK_ERROR',
  'COURT',
  'FINAL_CLAIM',
] as const;
export type AdjustmentReason = (typeof ADJUSTMENT_REASONS)[number];

/** 补偿调整: what late facts make of a loss that was paid (funding.md §7.9). */
export interface PaidAdjustment {
  firstClaimNo: string;
  adjustmentNo: number;
  reason: AdjustmentReason;
  oldLossFen: Fen;
  newLossFen: Fen;
  oldPaidFen: Fen;
  newEntitledFen: Fen;
  clawbackFen: Fen;
  layers: readonly LevelAmount[];
  adjustedAt: Date;
}

/** Everything that is known of one compensation, under lock. */
export interface CompensationBook {
  compensation: Compensation;
  epoch: OpenEpoch | undefined;
  recoveries: readonly Recovery[];
  adjustments: number;
}

/** Money that a bank received, as one of its events tells. */
export interface BankReceipt {
  eventId: string;
  grossFen: Fen;
  /** Costs with a voucher; others do not count. */
  costFen: Fen;
  receivedOn: LocalDate;
  retypedFrom: string | null;
  channel: string | null;
  /** The event whose place it takes. */
  corrects: string | null;
}
