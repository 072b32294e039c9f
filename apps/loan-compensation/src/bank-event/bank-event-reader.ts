import { addDays, localDateOf } from '@gusu/values';
import { FIVE_CLASSES, type BankEvent, type LoanFact } from './bank-event.js';
import { EventDefect, Fields, requireExactNumbers } from './bank-event-fields.js';

const GUARANTEES = ['CREDIT', 'IP_PLEDGE', 'AR_PLEDGE', 'GUARANTEE', 'MORTGAGE', 'MIXED'] as const;
const SOURCES = ['BORROWER', 'GUARANTOR', 'REFINANCE', 'DEDUCT'] as const;
/** 科贷通 itself, where a bank names no programme. */
const DEFAULT_PROGRAMME = 'KDT';
const LONGEST_TENOR_MONTHS = 600;
const LARGEST_PPM = 1_000_000;
const MOST_DAYS = 36_500;

const READERS: Record<string, (data: Fields, envelope: Fields) => LoanFact> = {
  'filing.submitted': (data) => {
    data.text('purpose');
    return {
      type: 'filing.submitted',
      creditCode: data.creditCode('uscc'),
      contractNo: data.id('contractNo'),
      plannedAmountFen: data.fen('plannedAmountFen', 1n),
      ratePpm: data.integer('ratePpm', 0, LARGEST_PPM),
      tenorMonths: data.integer('tenorMonths', 1, LONGEST_TENOR_MONTHS),
      guaranteeMode: data.oneOf('guaranteeMode', GUARANTEES),
      creditPortionBps: data.integer('creditPortionBps', 0, 10_000),
      isFirstLoan: data.flag('isFirstLoan'),
      programme: data.has('programme') ? data.id('programme') : DEFAULT_PROGRAMME,
    };
  },
  'loan.disbursed': (data) => {
    requireYuan(data);
    data.oneOf('rateType', ['FIXED', 'FLOATING']);
    data.text('repayMethod');
    return {
      type: 'loan.disbursed',
      amountFen: data.fen('amountFen', 1n),
      disbursedOn: data.day('disbursedOn'),
      maturity: data.day('maturity'),
      ratePpm: data.integer('ratePpm', 0, LARGEST_PPM),
      ...(data.has('uscc') ? { creditCode: data.creditCode('uscc') } : {}),
    };
  },
  'loan.repaid': (data) => {
    requireYuan(data);
    data.oneOf('source', SOURCES);
    const [principalFen, interestFen, penaltyFen] = ['principalFen', 'interestFen', 'penaltyFen'].map(
      (name) => data.fen(name),
    ) as [bigint, bigint, bigint];
    const sum = principalFen + interestFen + penaltyFen;
    if (data.fen('totalFen') !== sum) throw data.defect('SUM_MISMATCH', 'totalFen');
    return {
      type: 'loan.repaid',
      principalFen,
      interestFen,
      penaltyFen,
      balanceAfterFen: data.fen('balanceAfterFen'),
    };
  },
  'loan.overdue': (data) => {
    const principalDays = data.integer('principalArrearsDays', 0, MOST_DAYS);
    const interestDays = data.integer('interestArrearsDays', 0, MOST_DAYS);
    return {
      type: 'loan.overdue',
      asOf: data.day('asOf'),
      principalArrearsFen: data.fen('principalArrearsFen'),
      interestArrearsFen: data.fen('interestArrearsFen'),
      days: Math.max(principalDays, interestDays),
    };
  },
  'loan.cured': (data) => ({ type: 'loan.cured', asOf: data.day('asOf') }),
  'loan.reclassified': (data) => ({
    type: 'loan.reclassified',
    asOf: data.day('asOf'),
    to: data.oneOf('to', FIVE_CLASSES),
  }),
  'loan.extended': (data) => ({ type: 'loan.extended', newMaturity: data.day('newMaturity') }),
  'loan.rate_changed': (data) => ({
    type: 'loan.rate_changed',
    newRatePpm: data.integer('newRatePpm', 0, LARGEST_PPM),
  }),
  'loan.accelerated': (data) => ({ type: 'loan.accelerated', on: data.day('on') }),
  'loan.defaulted': (data) => ({ type: 'loan.defaulted', asOf: data.day('asOf') }),
  'loan.settled': (data) => ({ type: 'loan.settled', settledOn: data.day('settledOn') }),
  'event.reversed': (data, envelope) => ({
    type: 'event.reversed',
    reversalOf: envelope.id('reversalOf'),
    reason: data.text('reason', 500),
  }),
};

function requireYuan(data: Fields): void {
  if (data.has('currency') && data.text('currency') !== 'CNY')
    throw data.defect('CURRENCY_NOT_CNY', 'currency');
}

/**
 * Reads one bank event (funding.md §5). Types of later issues and unknown ones are accepted as `unsupported`; members nobody knows are left
 * alone, the raw body is kept anyway.
 * @throws EventDefect with the code and pointer of the first defect
 */
export function readBankEvent(value: unknown): BankEvent {
  const envelope = Fields.of(value, '');
  envelope.oneOf('specVersion', ['1.0']);
  const type = envelope.text('type', 64);
  const event = {
    bankCode: envelope.id('bankCode'),
    eventId: envelope.id('eventId'),
    dueBillNo: envelope.id('dueBillNo'),
    ...(envelope.has('seq') ? { seq: envelope.integer('seq', 0, Number.MAX_SAFE_INTEGER) } : {}),
    occurredAt: envelope.instant('occurredAt'),
    valueDate: envelope.day('valueDate'),
  };
  const reader = READERS[type];
  const fact: LoanFact = reader
    ? reader(envelope.object('data'), envelope)
    : { type: 'unsupported', name: type };
  // Only a reversal names a target; a repayment that does was meant to be one and would count twice.
  if (reader && fact.type !== 'event.reversed' && envelope.has('reversalOf'))
    throw new EventDefect('EVENT_SCHEMA', '/reversalOf');
  if (fact.type === 'loan.disbursed' && fact.maturity <= fact.disbursedOn)
    throw new EventDefect('DATE_FORMAT', '/data/maturity');
  requireExactNumbers(value);
  return { ...event, fact };
}

/**
 * I-21: the value date is at most a day after the day of receipt, the time of occurrence at most 300 s after it. Asked once, when the event
 * arrives: what was accepted is read again by a later fold, whatever the clock says then.
 * @throws EventDefect VALUE_DATE_FUTURE
 */
export function requirePast(event: BankEvent, now: Date): void {
  if (event.valueDate > addDays(localDateOf(now), 1))
    throw new EventDefect('VALUE_DATE_FUTURE', '/valueDate');
  if (Date.parse(event.occurredAt) > now.getTime() + 300_000)
    throw new EventDefect('VALUE_DATE_FUTURE', '/occurredAt');
}
