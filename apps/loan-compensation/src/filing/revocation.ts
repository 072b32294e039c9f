import type { Moves } from '@gusu/values';

export const REVOCATION_STATUSES = ['requested', 'granted', 'rejected'] as const;
export type RevocationStatus = (typeof REVOCATION_STATUSES)[number];

export const REVOCATION_MOVES = {
  grant: { from: ['requested'], to: 'granted' },
  reject: { from: ['requested'], to: 'rejected' },
} as const satisfies Moves<RevocationStatus>;

/** 撤销备案: asked for by one officer with what was found, decided by another. */
export interface Revocation {
  revocationId: string;
  filingNo: string;
  docNo: string;
  reason: string;
  status: RevocationStatus;
  requestedBy: string;
  requestedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
}
