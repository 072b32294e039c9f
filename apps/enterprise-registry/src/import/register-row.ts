import { type CreditCode, checkCreditCode, type LocalDate, toHalfWidth } from '@gusu/values';
import { isSyntheticCode, type Warning } from '../enterprise/enterprise.js';
import {
  establishedOnDefect,
  proposedDistrict,
  textDefect,
  type TextField,
} from '../enterprise/enterprise-facts.rules.js';
import { parseRegisteredCapital, type RegisteredCapital } from '../enterprise/registered-capital.js';

/** The columns of the public register, in the order in which it publishes them. */
export const REGISTER_COLUMNS = [
  '企业名称',
  '统一社会信用代码',
  '注册日期',
  '企业类型',
  '注册资金',
  '经营范围',
  '所在省份',
  '地区',
  '注册地址',
] as const;

/** An enterprise as one row of the public register describes it. */
export interface RegisterRow {
  creditCode: CreditCode;
  name: string;
  establishedOn: LocalDate;
  entityType: string | undefined;
  registeredCapital: RegisteredCapital | undefined;
  businessScope: string | undefined;
  address: string;
  districtCode: string;
  isSynthetic: boolean;
  warnings: readonly Warning[];
}

export type RowReading = { row: RegisterRow; codes?: undefined } | { codes: readonly string[] };

const NOT_STATED = 'N/A';
const isRequired = (field: TextField) => field === 'name';

/**
 * Reads one row of the public register; `today` is the day on which it was handed in. All defects of the row at once:
 * COLUMN_COUNT, USCC_*, NAME_MISSING, TOO_LONG, CONTROL_CHARACTER, DATE_FORMAT, DATE_IN_FUTURE, CAPITAL_FORMAT, UNIT_SUSPECT.
 * Not a validation library on purpose: this runs for every row of a file.
 */
export function readRegisterRow(fields: readonly string[], today: LocalDate): RowReading {
  if (fields.length !== REGISTER_COLUMNS.length) return { codes: ['COLUMN_COUNT'] };
  const [name = '', code = '', date = '', type = '', capital = '', scope = '', , , address = ''] = fields.map(
    (field) => field.trim(),
  );
  const checked = checkCreditCode(code);
  const establishedOn = toHalfWidth(date);
  const reading = parseRegisteredCapital(toHalfWidth(capital));
  const codes = [
    'code' in checked ? undefined : checked.defect,
    textDefect('name', name, isRequired)?.code,
    establishedOnDefect(establishedOn, today)?.code,
    textDefect('entityType', type, isRequired)?.code,
    reading.defect,
    textDefect('businessScope', scope, isRequired)?.code,
    textDefect('address', address, isRequired)?.code,
  ].filter((defect) => defect !== undefined);
  if (codes.length > 0 || !('code' in checked)) return { codes: [...new Set(codes)] };
  return {
    row: {
      creditCode: checked.code,
      name,
      establishedOn: establishedOn as LocalDate,
      entityType: stated(type),
      registeredCapital: reading.defect === undefined ? reading.capital : undefined,
      businessScope: stated(scope),
      address: stated(address) ?? '',
      isSynthetic: isSyntheticCode(checked.code),
      ...proposedDistrict(checked.code, address),
    },
  };
}

function stated(text: string): string | undefined {
  return text === '' || text === NOT_STATED ? undefined : text;
}
