import type { POOL_LEAVING_REASONS } from '@gusu/contracts';
import type { CreditCode, LocalDate, Programme } from '@gusu/values';

export type LeavingReason = (typeof POOL_LEAVING_REASONS)[number];

/** The stay of an enterprise on one rung. It is derived from the titles and never set by hand (cultivation-talent.md §7.3). */
export interface PoolPlace {
  creditCode: CreditCode;
  stage: Programme;
  enteredOn: LocalDate;
  leftOn?: LocalDate;
  reason?: LeavingReason;
}

/** 候选, 在库, 出库: `candidate` has never stood on a rung, `exited` stands on none any more. */
export type PoolMembership = 'candidate' | 'inPool' | 'exited';

/** A place with what a list shows of its enterprise. */
export interface ListedPlace extends PoolPlace {
  name: string;
  districtCode: string;
}
