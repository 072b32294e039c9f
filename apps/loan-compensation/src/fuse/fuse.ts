import type { Fen } from '@gusu/values';

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
