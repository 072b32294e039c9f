/** `initial` asks for a title, `review` (复核) for its next period. A policy says which of the two it rules. */
export const POLICY_ACTIONS = ['initial', 'review'] as const;
export type PolicyAction = (typeof POLICY_ACTIONS)[number];
