import {
  DECLARATION_COLUMNS,
  declarationOf,
  declarationParameters,
  type DeclarationRow,
  declarationValues,
} from '../enterprise/declaration.row.js';
import type { EnterpriseProfile, NoneKind, ProfileFacts } from './enterprise-profile.js';

/** A row of `enterprise_profile`. */
export interface ProfileRow extends DeclarationRow {
  version: number;
  facts: ProfileFacts;
  none_of: NoneKind[];
}

export const PROFILE_COLUMNS = `version, facts, none_of, ${DECLARATION_COLUMNS}`;
export const PROFILE_PARAMETERS = `$1::integer, $2::jsonb, $3::text[], ${declarationParameters(4)}`;

export function profileOf(row: ProfileRow): EnterpriseProfile {
  return { version: row.version, facts: row.facts, noneOf: row.none_of, ...declarationOf(row) };
}

/** The values of a row in the order of PROFILE_COLUMNS. */
export function profileValues(profile: EnterpriseProfile): unknown[] {
  return [profile.version, JSON.stringify(profile.facts), profile.noneOf, ...declarationValues(profile)];
}
