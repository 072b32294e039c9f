import { addDays, type LocalDate } from '@gusu/values';
import type { Chance } from './chance.js';

/** An event as a bank's core system writes it, before it is sent. */
export interface CoreEvent {
  specVersion: '1.0';
  type: string;
  bankCode: string;
  eventId: string;
  seq?: number;
  occurredAt: string;
  valueDate: LocalDate;
  dueBillNo: string;
  reversalOf: string | null;
  data: Record<string, unknown>;
}

/** What the bank's own books say of a loan at the end. Amounts in fen. */
export interface Books {
  dueBillNo: string;
  principalFen: number;
  isSettled: boolean;
}

export interface LoanTerms {
  bankCode: string;
  dueBillNo: string;
  borrower: string;
  filedOn: LocalDate;
}

const RATE_PPM = 43_500;
const MONTHS = 12;

/** One loan over a year, as it really goes: instalments, some missed, some booked wrongly and put right. */
export class SimulatedLoan {
  readonly events: CoreEvent[] = [];
  private readonly isNumbered: boolean;
  private principalFen = 0;

  constructor(
    private readonly terms: LoanTerms,
    private readonly chance: Chance,
  ) {
    // Some core systems number the events of a due bill, others do not.
    this.isNumbered = chance.is(0.5);
  }

  live(): Books {
    const { borrower, filedOn, dueBillNo } = this.terms;
    const amountFen = this.chance.between(50, 480) * 1_000_000;
    const lentOn = addDays(filedOn, this.chance.between(0, 5));
    this.write('filing.submitted', filedOn, {
      uscc: borrower,
      contractNo: `HT-${dueBillNo}`,
      plannedAmountFen: amountFen,
      ratePpm: RATE_PPM,
      tenorMonths: MONTHS,
      guaranteeMode: 'CREDIT',
      creditPortionBps: 10_000,
      isFirstLoan: this.chance.is(0.3),
      purpose: '研发投入',
    });
    const maturity = addDays(lentOn, 365);
    const rate = { ratePpm: RATE_PPM, rateType: 'FIXED', repayMethod: 'INSTALMENT', payeeMode: '受托支付' };
    this.write('loan.disbursed', lentOn, { amountFen, disbursedOn: lentOn, maturity, ...rate });
    this.principalFen = amountFen;
    const isSettled = this.repayAll(lentOn, Math.floor(amountFen / MONTHS));
    return { dueBillNo, principalFen: this.principalFen, isSettled };
  }

  private repayAll(lentOn: LocalDate, instalmentFen: number): boolean {
    let paidOn = lentOn;
    const failsAt = this.chance.is(0.08) ? this.chance.between(3, MONTHS) : 0;
    for (let month = 1; month <= MONTHS; month += 1) {
      const due = addDays(lentOn, month * 30);
      if (month === failsAt) {
        this.fail(due, instalmentFen);
        return false;
      }
      const amountFen = month === MONTHS ? this.principalFen : instalmentFen;
      const isMissed = this.chance.is(0.06);
      if (isMissed) this.miss(due, amountFen);
      paidOn = isMissed ? addDays(due, 12) : due;
      this.repay(paidOn, amountFen);
    }
    // A correction of the last payment comes a day after it.
    const settledOn = addDays(paidOn, 2);
    this.write('loan.settled', settledOn, { settledOn });
    return true;
  }

  /** Overdue for a while, and then paid. */
  private miss(due: LocalDate, arrearsFen: number): void {
    for (const days of [3, 10]) this.snapshot(addDays(due, days), arrearsFen, days);
  }

  /** Overdue for good: the class falls, the bank confirms the default, and gets back a part. */
  private fail(due: LocalDate, arrearsFen: number): void {
    for (const days of [5, 40, 75]) this.snapshot(addDays(due, days), arrearsFen, days);
    const bad = addDays(due, 95);
    this.snapshot(bad, arrearsFen, 95);
    this.write('loan.reclassified', bad, { from: '02', to: '03', asOf: bad, reason: '逾期超过90天' });
    this.write('loan.defaulted', bad, { asOf: bad, principalFen: this.principalFen, interestFen: 0 });
    const grossFen = Math.floor(this.principalFen / 5);
    const costFen = Math.floor(grossFen / 50);
    const receivedOn = addDays(bad, 30);
    const cost = { costFen, costVouchers: [`SF-${this.terms.dueBillNo}`] };
    this.write('loan.recovered', receivedOn, { grossFen, ...cost, channel: 'CASH', receivedOn });
    this.principalFen -= grossFen - costFen;
  }

  private repay(on: LocalDate, amountFen: number): void {
    const mishap = this.chance.next();
    // A digit too few, seen the next day and corrected.
    if (mishap < 0.02 && amountFen > 10) {
      const wrongFen = Math.floor(amountFen / 10);
      const wrong = this.repayment(on, wrongFen, this.principalFen - wrongFen);
      this.principalFen -= amountFen;
      const right = repaymentOf(amountFen, this.principalFen);
      const replacement = { type: 'loan.repaid', data: right };
      this.write('event.corrected', addDays(on, 1), { reason: '录入少一位', replacement }, wrong.eventId);
      return;
    }
    // Another borrower's payment, taken back the same day.
    if (mishap < 0.04) {
      const strangeFen = Math.floor(amountFen / 3);
      const strange = this.repayment(on, strangeFen, this.principalFen - strangeFen);
      this.write('event.reversed', on, { reason: '串户' }, strange.eventId);
    }
    this.repayment(on, amountFen, this.principalFen - amountFen);
    this.principalFen -= amountFen;
  }

  private repayment(on: LocalDate, principalFen: number, balanceAfterFen: number): CoreEvent {
    return this.write('loan.repaid', on, repaymentOf(principalFen, balanceAfterFen));
  }

  private snapshot(asOf: LocalDate, principalArrearsFen: number, days: number): void {
    const arrears = { principalArrearsFen, interestArrearsFen: 0 };
    this.write('loan.overdue', asOf, {
      asOf,
      ...arrears,
      principalArrearsDays: days,
      interestArrearsDays: 0,
    });
  }

  private write(
    type: string,
    valueDate: LocalDate,
    data: Record<string, unknown>,
    reversalOf: string | null = null,
  ): CoreEvent {
    const { bankCode, dueBillNo } = this.terms;
    const number = this.events.length + 1;
    const event: CoreEvent = {
      specVersion: '1.0',
      type,
      bankCode,
      eventId: `${dueBillNo}-${number}`,
      ...(this.isNumbered ? { seq: number } : {}),
      occurredAt: `${valueDate}T${String(9 + Math.min(number % 9, 8)).padStart(2, '0')}:00:00+08:00`,
      valueDate,
      dueBillNo,
      reversalOf,
      data,
    };
    this.events.push(event);
    return event;
  }
}

function repaymentOf(principalFen: number, balanceAfterFen: number): Record<string, unknown> {
  const parts = { principalFen, interestFen: 0, penaltyFen: 0, totalFen: principalFen };
  return { ...parts, balanceAfterFen, source: 'BORROWER' };
}
