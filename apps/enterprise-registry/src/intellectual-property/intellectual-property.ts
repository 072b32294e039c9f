import type { Acquisition, IntellectualPropertyClass } from '@gusu/policies';
import { type LocalDate, type Programme, toHalfWidth } from '@gusu/values';
import type { Declaration } from '../enterprise/declaration.js';

/** What an enterprise says about one of its rights. */
export interface DeclaredProperty {
  class: IntellectualPropertyClass;
  /** As the certificate writes it. */
  number: string;
  name: string;
  grantedOn: LocalDate;
  acquiredBy: Acquisition;
  transferredOn?: LocalDate;
  /** Why it is 高价值; absent when it is not. */
  highValueReason?: string;
  isInUse: boolean;
}

/** One right of one enterprise (cultivation-talent.md §2). No two enterprises hold the same right at a time. */
export interface IntellectualProperty extends DeclaredProperty, Declaration {
  propertyId: string;
  /** The number as it is compared, whatever way it is written. */
  numberKey: string;
  /** The first day on which the right is no longer valid. */
  lapsedOn?: LocalDate;
  lapseReason?: string;
  /** The applications it was counted in; for each programme once ever, whoever holds it. */
  usedInApplications: readonly { programme: Programme; year: number }[];
}

/** `ZL 2020 1 0123456.7` and `202010123456.7` are one patent: prefix, blanks, dots, dashes and width of letters do not matter. */
export function numberKeyOf(number: string): string {
  return toHalfWidth(number)
    .toUpperCase()
    .replace(/[\s.\-‐-―_/]/g, '')
    .replace(/^ZL/, '');
}
