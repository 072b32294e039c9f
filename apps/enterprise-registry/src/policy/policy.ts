import type { Moves, Programme } from '@gusu/values';

export const POLICY_STATUSES = ['proposed', 'approved', 'rejected', 'withdrawn'] as const;
export type PolicyStatus = (typeof POLICY_STATUSES)[number];

/** A policy of the bureau's own. From the first day of its period on it is in force; nobody has to switch it on. */
export const POLICY_MOVES = {
  approve: { from: ['proposed'], to: 'approved' },
  reject: { from: ['proposed'], to: 'rejected' },
  withdraw: { from: ['proposed'], to: 'withdrawn' },
} as const satisfies Moves<PolicyStatus>;
export type PolicyMove = keyof typeof POLICY_MOVES;

/** What a person writes: the text of a policy file, and the examples it is held to. */
export interface WrittenPolicy {
  text: string;
  goldenCases: string;
}

/** A policy that was proposed here. Its text is never changed; another text is another proposal. */
export interface PolicyProposal extends WrittenPolicy {
  policyId: string;
  programme: Programme;
  hash: string;
  status: PolicyStatus;
  proposedBy: string;
  proposedAt: Date;
  decidedBy?: string;
  decidedAt?: Date;
  decisionReason?: string;
}
