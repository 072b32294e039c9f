import type { Fen, LocalDate, Moves } from '@gusu/values';

export const REMITTANCE_STATUSES = ['due', 'partial', 'remitted', 'reconciled', 'overdue', 'setOff'] as const;
export type RemittanceStatus = (typeof REMITTANCE_STATUSES)[number];

/** funding.md §6.4: `miss` is the clock's; what is overdue is set off against a payable claim of the bank, by approval. */
export const REMITTANCE_MOVES = {
  remitPart: { from: ['due', 'partial', 'overdue'], to: 'partial' },
  remit: { from: ['due', 'partial', 'overdue'], to: 'remitted' },
  reconcile: { from: ['remitted'], to: 'reconciled' },
  miss: { from: ['due', 'partial'], to: 'overdue' },
  setOff: { from: ['overdue'], to: 'setOff' },
} as const satisfies Moves<RemittanceStatus>;

/** 返还: what a bank owes the pool of a receipt or of a claw-back. Amounts in fen. */
export interface Remittance {
  remittanceNo: string;
  firstClaimNo: string;
  recoveryNo: string | null;
  adjustmentNo: number | null;
  poolCode: string;
  bankCode: string;
  status: RemittanceStatus;
  dueFen: Fen;
  remittedFen: Fen;
  dueOn: LocalDate;
  setOffClaimNo: string | null;
  openedAt: Date;
}

/** A payment as it stands on the statement of the pool's account. */
export interface RemittancePayment {
  voucherNo: string;
  amountFen: Fen;
  remittedOn: LocalDate;
}

export const outstandingOf = ({ dueFen, remittedFen }: Pick<Remittance, 'dueFen' | 'remittedFen'>): Fen =>
  dueFen - remittedFen;
