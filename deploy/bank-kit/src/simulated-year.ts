import { addDays, type LocalDate } from '@gusu/values';
import { Chance } from './chance.js';
import { SimulatedLoan, type Books, type CoreEvent } from './simulated-loan.js';

export interface YearPlan {
  seed: number;
  bankCode: string;
  /** Credit codes of enterprises that the register knows. */
  borrowers: readonly string[];
  loans: number;
  from: LocalDate;
  /** Told apart from the loans of other runs by this. */
  run: string;
}

export interface SimulatedYear {
  /** Everything in the order in which it is sent: late, out of order, and some of it twice. */
  sent: CoreEvent[];
  books: Books[];
  repeated: number;
  late: number;
}

const LATE = 0.07;
const REPEATED = 0.05;

/** A bank's year with the flaws that years of banks have (funding.md §10); the same seed gives the same year. */
export function simulateYear({ seed, bankCode, borrowers, loans, from, run }: YearPlan): SimulatedYear {
  const chance = new Chance(seed);
  const books: Books[] = [];
  const timed: { event: CoreEvent; sentOn: LocalDate; order: number }[] = [];
  let [repeated, late] = [0, 0];
  const send = (event: CoreEvent, delay: number) =>
    timed.push({ event, sentOn: addDays(event.valueDate, delay), order: chance.next() });
  for (let n = 0; n < loans; n += 1) {
    const borrower = borrowers[n % borrowers.length] ?? '';
    const dueBillNo = `${run}-${String(n + 1).padStart(6, '0')}`;
    const filedOn = addDays(from, chance.between(0, 60));
    const loan = new SimulatedLoan({ bankCode, dueBillNo, borrower, filedOn }, chance);
    books.push(loan.live());
    for (const event of loan.events) {
      const isLate = chance.is(LATE);
      if (isLate) late += 1;
      send(event, isLate ? chance.between(4, 40) : chance.between(0, 1));
      if (!chance.is(REPEATED)) continue;
      repeated += 1;
      send(event, chance.between(1, 120));
    }
  }
  timed.sort((a, b) => (a.sentOn === b.sentOn ? a.order - b.order : a.sentOn < b.sentOn ? -1 : 1));
  return { sent: timed.map(({ event }) => event), books, repeated, late };
}
