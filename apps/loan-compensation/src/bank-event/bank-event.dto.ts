import { BANK_EXCEPTIONS, BANK_REFUSALS } from '@gusu/contracts';
import type { EventVerdict } from './bank-event.js';

/** What a bank reads about one event. */
export interface VerdictView {
  httpStatus: number;
  eventId?: string;
  receiptNo?: string;
  status: string;
  duplicate?: true;
  code?: string;
  messageZh?: string;
  field?: string;
}

export function verdictView(verdict: EventVerdict): VerdictView {
  if (verdict.kind === 'refused') {
    const { status, zh } = BANK_REFUSALS[verdict.code];
    const { eventId, code, pointer } = verdict;
    const where = { ...(eventId === undefined ? {} : { eventId }), ...(pointer ? { field: pointer } : {}) };
    return { httpStatus: status, ...where, status: 'REJECTED', code, messageZh: zh };
  }
  const { receipt } = verdict;
  const words =
    receipt.code === undefined
      ? {}
      : { messageZh: { ...BANK_REFUSALS, ...BANK_EXCEPTIONS }[receipt.code].zh };
  return verdict.kind === 'duplicate'
    ? { httpStatus: 200, ...receipt, duplicate: true, ...words }
    : { httpStatus: 202, ...receipt, ...words };
}
