import { createHmac } from 'node:crypto';
import { syntheticCode } from './synthetic-register.js';

export const BANK = 'C1000000000001';

const PLANNED_FEN = 500_000_000;
const EACH_FEN = 100_000_000;
/** Filing, disbursement, and four repayments of a fifth each. */
export const EVENTS_PER_LOAN = 6;

const day = (date: string) => ({ occurredAt: `${date}T09:00:00+08:00`, valueDate: date });

/** The nth message in the life of a due bill; amounts in fen. */
export function loanEvent(dueBillNo: string, borrower: number, n: number): object {
  const envelope = { specVersion: '1.0', bankCode: BANK, eventId: `${dueBillNo}-${n}`, dueBillNo };
  if (n === 0) {
    const data = {
      uscc: syntheticCode(borrower),
      contractNo: `HT-${dueBillNo}`,
      plannedAmountFen: PLANNED_FEN,
      ratePpm: 43_500,
      tenorMonths: 12,
      guaranteeMode: 'CREDIT',
      creditPortionBps: 10_000,
      isFirstLoan: true,
      purpose: '研发',
    };
    return { ...envelope, type: 'filing.submitted', ...day('2021-05-30'), data };
  }
  if (n === 1) {
    const terms = { disbursedOn: '2021-06-01', maturity: '2022-05-31', ratePpm: 43_500, rateType: 'FIXED' };
    const data = { amountFen: PLANNED_FEN, ...terms, repayMethod: 'BULLET', payeeMode: '受托支付' };
    return { ...envelope, type: 'loan.disbursed', ...day('2021-06-01'), data };
  }
  const repaid = n - 1;
  const data = {
    principalFen: EACH_FEN,
    interestFen: 0,
    penaltyFen: 0,
    totalFen: EACH_FEN,
    balanceAfterFen: PLANNED_FEN - repaid * EACH_FEN,
    source: 'BORROWER',
  };
  return { ...envelope, type: 'loan.repaid', ...day(`2021-0${5 + repaid}-10`), data };
}

export interface SignedMessage {
  body: string;
  headers: Record<string, string>;
}

/** Signs as banks do (Standard Webhooks, HMAC). @param secret `whsec_` and base64 */
export function signer(secret: string): (id: string, body: string) => SignedMessage {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return (id, body) => {
    const timestamp = `${Math.floor(Date.now() / 1_000)}`;
    const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${mac}`,
    };
    return { body, headers };
  };
}
