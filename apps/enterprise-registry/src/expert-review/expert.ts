import type { CreditCode, Moves } from '@gusu/values';

/** Who may be drawn to review applications. A person is known here by the account alone. */
export interface Expert {
  expertId: string;
  /** 财务专家: a panel needs at least as many as its policy says. */
  isFinance: boolean;
  isActive: boolean;
  /** Enterprises that this expert must not review. */
  conflicts: readonly CreditCode[];
}

export const EXPERT_REVIEW_STATUSES = ['drawn', 'conflicted', 'marked'] as const;
export type ExpertReviewStatus = (typeof EXPERT_REVIEW_STATUSES)[number];

/** A conflict is declared before marks are given, and marks are given once (cultivation-talent.md §17, §18). */
export const EXPERT_REVIEW_MOVES = {
  declareConflict: { from: ['drawn'], to: 'conflicted' },
  mark: { from: ['drawn'], to: 'marked' },
} as const satisfies Moves<ExpertReviewStatus>;
export type ExpertReviewMove = keyof typeof EXPERT_REVIEW_MOVES;

/** The part of one expert in the review of one application. */
export interface ExpertReview {
  assessmentId: string;
  expertId: string;
  isFinance: boolean;
  status: ExpertReviewStatus;
  /** Whole points by indicator; nobody but the expert sees them before all are in. */
  marks?: Readonly<Record<string, number>>;
  opinion?: string;
  recordedAt: Date;
}

/** How the experts of an application were drawn: the seed and the order it gave, so that anybody can draw again. */
export interface ExpertPanel {
  assessmentId: string;
  seed: string;
  drawnBy: string;
  drawnAt: Date;
}
