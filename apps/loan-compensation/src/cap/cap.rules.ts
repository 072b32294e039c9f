import { refuse } from '@gusu/contracts';
import { exceeds, type Bps, type Fen } from '@gusu/values';
import type { CapCounter } from './cap.js';

export function roomOf({ limitFen, usedFen, reservedFen }: CapCounter): Fen {
  return limitFen - usedFen - reservedFen;
}

/** Sets an amount aside for an approved claim. I-08: used and reserved never exceed the limit. @throws Refusal cap/exhausted */
export function reserveCap(counter: CapCounter, amountFen: Fen): CapCounter {
  const roomFen = roomOf(counter);
  if (amountFen > roomFen)
    throw refuse('cap/exhausted', { capType: counter.capType, roomFen: Number(roomFen) });
  return { ...counter, reservedFen: counter.reservedFen + amountFen };
}

/**
 * Uses a reservation when money is paid; what was set aside beyond it becomes free again (funding.md §6.2).
 * @throws Refusal cap/not-reserved
 */
export function useCap(counter: CapCounter, reservedFen: Fen, paidFen: Fen): CapCounter {
  if (paidFen > reservedFen) throw refuse('cap/not-reserved', { capType: counter.capType });
  return { ...releaseCap(counter, reservedFen), usedFen: counter.usedFen + paidFen };
}

/** Frees a reservation of a claim that was withdrawn, lapsed or became smaller. @throws Refusal cap/not-reserved */
export function releaseCap(counter: CapCounter, amountFen: Fen): CapCounter {
  if (amountFen > counter.reservedFen) throw refuse('cap/not-reserved', { capType: counter.capType });
  return { ...counter, reservedFen: counter.reservedFen - amountFen };
}

/** Whether the losses of a bank's year exceed its part of what the bank enrolled in that year (funding.md §7.11, AT-13). */
export function isBankYearExceeded(
  { enrolledFen, lossFen }: { enrolledFen: Fen; lossFen: Fen },
  perBankAnnualLossBps: Bps,
): boolean {
  return exceeds(lossFen, enrolledFen, perBankAnnualLossBps);
}
