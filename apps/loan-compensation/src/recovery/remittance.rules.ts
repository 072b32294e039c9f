import { refuse } from '@gusu/contracts';
import { type LocalDate, move } from '@gusu/values';
import type { Claim } from '../claim/claim.js';
import {
  outstandingOf,
  type Remittance,
  REMITTANCE_MOVES,
  type RemittancePayment,
  type RemittanceStatus,
} from './remittance.js';

function moved(remittance: Remittance, name: keyof typeof REMITTANCE_MOVES): Remittance {
  const { status: before } = remittance;
  const status = move<RemittanceStatus, keyof typeof REMITTANCE_MOVES>(REMITTANCE_MOVES, name, before);
  if (!status) throw refuse('remittance/move-not-legal', { status: before, move: name });
  return { ...remittance, status };
}

/** Money that came from the bank, in part or the rest of it. @throws Refusal remittance/move-not-legal, remittance/too-much */
export function recordRemittance(remittance: Remittance, { amountFen }: RemittancePayment): Remittance {
  const leftFen = outstandingOf(remittance);
  const after = moved(remittance, amountFen >= leftFen ? 'remit' : 'remitPart');
  if (amountFen > leftFen) throw refuse('remittance/too-much', { leftFen: Number(leftFen) });
  return { ...after, remittedFen: remittance.remittedFen + amountFen };
}

/** Another person finds the payments on the statement of the account. @throws Refusal remittance/four-eyes */
export function reconcileRemittance(
  remittance: Remittance,
  { actorId, recordedBy }: { actorId: string; recordedBy: readonly string[] },
): Remittance {
  const after = moved(remittance, 'reconcile');
  if (recordedBy.includes(actorId)) throw refuse('remittance/four-eyes');
  return after;
}

/** What the clock does at the end of the last day. */
export function missRemittance(remittance: Remittance, today: LocalDate): Remittance {
  return today > remittance.dueOn ? moved(remittance, 'miss') : remittance;
}

/**
 * What is overdue is taken from the next payment to the bank (funding.md §6.4); it takes no more than that payment brings.
 * @throws Refusal remittance/not-yet-overdue, remittance/no-payable-claim
 */
export function setOffRemittance(
  remittance: Remittance,
  claim: Pick<Claim, 'claimNo' | 'bankCode' | 'poolCode' | 'status' | 'quote'>,
  setOffFen: bigint,
): Remittance {
  if (remittance.status !== 'overdue')
    throw refuse('remittance/not-yet-overdue', { status: remittance.status });
  const isPayable =
    claim.status === 'payOrdered' &&
    claim.bankCode === remittance.bankCode &&
    claim.poolCode === remittance.poolCode &&
    (claim.quote?.payableFen ?? 0n) >= setOffFen + outstandingOf(remittance);
  if (!isPayable) throw refuse('remittance/no-payable-claim', { claimNo: claim.claimNo });
  return { ...moved(remittance, 'setOff'), setOffClaimNo: claim.claimNo };
}
