import type { Acquisition, IntellectualPropertyClass } from '@gusu/policies';
import type { LocalDate } from '@gusu/values';
import {
  DECLARATION_COLUMNS,
  declarationOf,
  declarationParameters,
  type DeclarationRow,
  declarationValues,
} from '../enterprise/declaration.row.js';
import type { IntellectualProperty } from './intellectual-property.js';

/** A row of `intellectual_property` with the applications its right was counted in. */
export interface PropertyRow extends DeclarationRow {
  property_id: string;
  class: IntellectualPropertyClass;
  number: string;
  number_key: string;
  name: string;
  granted_on: LocalDate;
  acquired_by: Acquisition;
  transferred_on: LocalDate | null;
  high_value_reason: string | null;
  is_in_use: boolean;
  lapsed_on: LocalDate | null;
  lapse_reason: string | null;
  used_in: IntellectualProperty['usedInApplications'] | null;
}

export const PROPERTY_COLUMNS = `property_id, class, number, number_key, name, granted_on, acquired_by, transferred_on,
  high_value_reason, is_in_use, lapsed_on, lapse_reason, ${DECLARATION_COLUMNS}`;

const TYPES = 'uuid text text text text date text date text boolean date text'.split(' ');
export const PROPERTY_PARAMETERS = `${TYPES.map((type, at) => `$${at + 1}::${type}`).join(', ')},
  ${declarationParameters(TYPES.length + 1)}`;

/** The applications a right was counted in, as a column of a query over `intellectual_property p`. */
export const USED_IN = `(select jsonb_agg(jsonb_build_object('programme', u.programme, 'year', u.year) order by u.programme)
   from intellectual_property_use u where u.class = p.class and u.number_key = p.number_key) as used_in`;

export function propertyOf(row: PropertyRow): IntellectualProperty {
  return {
    propertyId: row.property_id,
    class: row.class,
    number: row.number,
    numberKey: row.number_key,
    name: row.name,
    grantedOn: row.granted_on,
    acquiredBy: row.acquired_by,
    transferredOn: row.transferred_on ?? undefined,
    highValueReason: row.high_value_reason ?? undefined,
    isInUse: row.is_in_use,
    lapsedOn: row.lapsed_on ?? undefined,
    lapseReason: row.lapse_reason ?? undefined,
    usedInApplications: row.used_in ?? [],
    ...declarationOf(row),
  };
}

/** The values of a row in the order of PROPERTY_COLUMNS. */
export function propertyValues(property: IntellectualProperty): unknown[] {
  return [
    property.propertyId,
    property.class,
    property.number,
    property.numberKey,
    property.name,
    property.grantedOn,
    property.acquiredBy,
    property.transferredOn ?? null,
    property.highValueReason ?? null,
    property.isInUse,
    property.lapsedOn ?? null,
    property.lapseReason ?? null,
    ...declarationValues(property),
  ];
}
