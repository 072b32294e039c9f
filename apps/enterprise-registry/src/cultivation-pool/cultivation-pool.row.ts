import type { CreditCode, LocalDate, Programme } from '@gusu/values';
import type { LeavingReason, PoolPlace } from './cultivation-pool.js';

export interface PoolPlaceRow {
  credit_code: CreditCode;
  stage: Programme;
  entered_on: LocalDate;
  left_on: LocalDate | null;
  reason: LeavingReason | null;
}

export const POOL_COLUMNS = 'credit_code, stage, entered_on, left_on, reason';

export function placeOf(row: PoolPlaceRow): PoolPlace {
  return {
    creditCode: row.credit_code,
    stage: row.stage,
    enteredOn: row.entered_on,
    leftOn: row.left_on ?? undefined,
    reason: row.reason ?? undefined,
  };
}
