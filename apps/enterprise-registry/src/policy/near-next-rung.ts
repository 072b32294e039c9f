import type { AssessmentResult } from '@gusu/policies';
import type { CreditCode, LocalDate, Programme } from '@gusu/values';

export interface NearQuestion {
  programme: Programme;
  on: LocalDate;
  district?: string;
  after?: string;
  limit: number;
}

/** An enterprise that fails a policy by no more than a tenth of every bound it does not reach. */
export interface NearEnterprise {
  creditCode: CreditCode;
  districtCode: string;
  result: AssessmentResult;
}
