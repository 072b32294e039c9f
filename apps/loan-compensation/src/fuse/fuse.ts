import type { Fen, LocalDate, Moves } from '@gusu/values';

/** 熔断等级, from harmless to strict (funding.md §6.6). */
export const FUSE_LEVELS = ['NORMAL', 'WARN', 'STOP_NEW', 'STOP_COMPENSATION'] as const;
export type FuseLevel = (typeof FUSE_LEVELS)[number];

/** What a fuse looks at, in fen; a ratio is never stored (I-18). */
export interface FuseMeasure {
  numeratorFen: Fen;
  denominatorFen: Fen;
  loans: number;
}

export interface FuseReading extends FuseMeasure {
  level: FuseLevel;
  /** 样本不足: too few loans or too little money to stop anything. */
  isSampleTooSmall: boolean;
}

/** One covered loan as a fuse sees it. */
export interface FuseLoan {
  standing: 'live' | 'nonPerforming' | 'compensated' | 'ended' | 'revoked';
  coveredFen: Fen;
  /** Of a compensated loan: what the pool paid and has not had back. */
  unrecoveredFen: Fen;
}

/** A fuse that changed its level, and what it was read from. */
export interface FuseChange extends FuseMeasure {
  poolCode: string;
  /** Empty for the pool as a whole. */
  bankCode: string;
  previousLevel: FuseLevel;
  level: FuseLevel;
  policyId: string;
  changedBy: string;
  changedAt: Date;
}

export const LIFT_STATUSES = ['requested', 'granted', 'rejected'] as const;
export type LiftStatus = (typeof LIFT_STATUSES)[number];

export const LIFT_MOVES = {
  grant: { from: ['requested'], to: 'granted' },
  reject: { from: ['requested'], to: 'rejected' },
} as const satisfies Moves<LiftStatus>;

/** A decision to take a fuse back: asked for by one person, decided by another. */
export interface FuseLift {
  liftId: string;
  poolCode: string;
  bankCode: string;
  /** The level it was asked for at. */
  level: FuseLevel;
  docNo: string;
  reason: string;
  status: LiftStatus;
  requestedBy: string;
  requestedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
}

/** What a fuse read at the end of a month. */
export interface MonthEnd extends FuseMeasure {
  monthEnd: LocalDate;
}

/** Covered loans that are overdue and would be the next to go bad. */
export interface NextToDefault {
  /** Empty for the pool as a whole. */
  bankCode: string;
  loans: number;
  coveredFen: Fen;
}
