import { FILING_REASONS } from '@gusu/contracts';
import type { FilingReceipt, LoanFiling } from './filing.js';

/** The decision in the words of a receipt: of what is bound, nothing that can still change. */
export function filingReceipt(filing: LoanFiling): FilingReceipt {
  const { filingNo, policyId, tier, filedFen, poolBps, bankBps, rateCapPpm, conditionalUntil } = filing;
  const version = policyId === null ? {} : { policyId };
  if (filing.reasons.length > 0 || tier === null || rateCapPpm === null) {
    const reasons = filing.reasons.map((code) => ({ code, messageZh: FILING_REASONS[code].zh }));
    return { filingNo, decision: 'refused', ...version, reasons };
  }
  const terms = { tier, filedFen: Number(filedFen), poolBps, bankBps, rateCapPpm };
  const condition = conditionalUntil === null ? {} : { conditionalUntil };
  return { filingNo, decision: 'confirmed', ...version, ...terms, ...condition };
}
