import {
  FIVE_CLASSES,
  RECOVERY_CHANNELS,
  REPAYMENT_SOURCES,
  type LoanFact,
  type Replacement,
} from './bank-event.js';
import type { Fields } from './bank-event-fields.js';

const GUARANTEES = ['CREDIT', 'IP_PLEDGE', 'AR_PLEDGE', 'GUARANTEE', 'MORTGAGE', 'MIXED'] as const;
/** 科贷通 itself, where a bank names no programme. */
const DEFAULT_PROGRAMME = 'KDT';
const LONGEST_TENOR_MONTHS = 600;
const LARGEST_PPM = 1_000_000;
const MOST_DAYS = 36_500;
const MOST_EXTENSIONS = 100;
const MOST_VOUCHERS = 100;

/** Reads what is particular to a type: its data, and of the envelope what names another event. */
type FactReader = (data: Fields, envelope: Fields) => LoanFact;

const LOAN_READERS: Record<string, FactReader> = {
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
      ...(data.has('agreedShareBps') ? { agreedShareBps: data.integer('agreedShareBps', 0, 10_000) } : {}),
      programme: data.has('programme') ? data.id('programme') : DEFAULT_PROGRAMME,
      ...(data.has('renewedFrom') ? { renewedFrom: data.id('renewedFrom') } : {}),
    };
  },
  'loan.disbursed': (data) => {
    requireYuan(data);
    data.oneOf('rateType', ['FIXED', 'FLOATING']);
    data.text('repayMethod');
    const disbursedOn = data.day('disbursedOn');
    const maturity = data.day('maturity');
    if (maturity <= disbursedOn) throw data.defect('DATE_FORMAT', 'maturity');
    return {
      type: 'loan.disbursed',
      amountFen: data.fen('amountFen', 1n),
      disbursedOn,
      maturity,
      ratePpm: data.integer('ratePpm', 0, LARGEST_PPM),
      ...(data.has('uscc') ? { creditCode: data.creditCode('uscc') } : {}),
    };
  },
  'loan.repaid': (data) => {
    requireYuan(data);
    const source = data.oneOf('source', REPAYMENT_SOURCES);
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
      source,
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
  'loan.extended': (data) => {
    if (data.has('count')) data.integer('count', 1, MOST_EXTENSIONS);
    return { type: 'loan.extended', newMaturity: data.day('newMaturity') };
  },
  'loan.rate_changed': (data) => ({
    type: 'loan.rate_changed',
    newRatePpm: data.integer('newRatePpm', 0, LARGEST_PPM),
  }),
  'loan.accelerated': (data) => ({ type: 'loan.accelerated', on: data.day('on') }),
  'loan.defaulted': (data) => {
    data.fen('interestFen');
    return { type: 'loan.defaulted', asOf: data.day('asOf'), principalFen: data.fen('principalFen') };
  },
  'loan.renewed': (data) => ({
    type: 'loan.renewed',
    newDueBillNo: data.id('newDueBillNo'),
    amountFen: data.fen('amountFen', 1n),
  }),
  'loan.restructured': (data) => {
    data.text('terms', 500);
    return { type: 'loan.restructured' };
  },
  'loan.settled': (data) => ({ type: 'loan.settled', settledOn: data.day('settledOn') }),
  'loan.recovered': (data) => ({
    type: 'loan.recovered',
    grossFen: data.fen('grossFen', 1n),
    costFen: data.fen('costFen'),
    isCostVouchered: data.has('costVouchers') && data.texts('costVouchers', MOST_VOUCHERS).length > 0,
    receivedOn: data.day('receivedOn'),
    channel: data.oneOf('channel', RECOVERY_CHANNELS),
  }),
  'loan.written_off': (data) => ({
    type: 'loan.written_off',
    amountFen: data.fen('amountFen', 1n),
    on: data.day('on'),
  }),
};

/** A filing is bound for ever once it is decided, so another one is filed in its place; everything else of a loan can be corrected. */
const CORRECTABLE = Object.keys(LOAN_READERS).filter((type) => type.startsWith('loan.'));

const EVENT_READERS: Record<string, FactReader> = {
  'event.reversed': (data, envelope) => ({
    type: 'event.reversed',
    reversalOf: envelope.id('reversalOf'),
    reason: data.text('reason', 500),
  }),
  'event.corrected': (data, envelope) => ({
    type: 'event.corrected',
    reversalOf: envelope.id('reversalOf'),
    reason: data.text('reason', 500),
    replacement: replacementIn(data.object('replacement'), envelope),
  }),
  'master.changed': (data) => {
    const field = data.text('field', 64);
    if (!isMasterField(field)) return { type: 'unsupported', name: 'master.changed' };
    data.text('old', 500);
    data.text('new', 500);
    return { type: 'master.changed', field };
  },
};

/** A reader for every type of bank event that is understood (funding.md §5). */
export const FACT_READERS: Readonly<Record<string, FactReader>> = { ...LOAN_READERS, ...EVENT_READERS };

function replacementIn(data: Fields, envelope: Fields): Replacement {
  const fact = LOAN_READERS[data.oneOf('type', CORRECTABLE)]?.(data.object('data'), envelope);
  if (!fact) throw data.defect('EVENT_SCHEMA', 'type');
  return data.has('valueDate') ? { fact, valueDate: data.day('valueDate') } : { fact };
}

// A due bill or a bank under another number is a mapping that two people sign, not an event (funding.md §10.24).
function isMasterField(field: string): field is 'name' | 'uscc' | 'branch' {
  return ['name', 'uscc', 'branch'].includes(field);
}

function requireYuan(data: Fields): void {
  if (data.has('currency') && data.text('currency') !== 'CNY')
    throw data.defect('CURRENCY_NOT_CNY', 'currency');
}
