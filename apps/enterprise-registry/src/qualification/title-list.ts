/** One row of a list of recognised enterprises, as it was written. */
export interface ListedRow {
  creditCode: string;
  programme: string;
  certNo: string;
  validFrom: string;
  /** Where the list does not say it, the policy of the first day does. */
  validTo?: string;
}

export const LIST_HEADER = ['creditCode', 'programme', 'certNo', 'validFrom', 'validTo'] as const;

export const ROW_VERDICTS = ['accepted', 'known', 'refused'] as const;

/** What became of one row; `row` counts from 1. */
export interface RowVerdict {
  row: number;
  creditCode: string;
  verdict: (typeof ROW_VERDICTS)[number];
  codes: readonly string[];
  qualificationId?: string;
}

/** The rows behind the header of a CSV; missing cells are empty. Undefined when the header is another one. */
export function listedRows(records: readonly (readonly string[])[]): ListedRow[] {
  return records.map(([creditCode = '', programme = '', certNo = '', validFrom = '', validTo = '']) => ({
    creditCode,
    programme,
    certNo,
    validFrom,
    ...(validTo === '' ? {} : { validTo }),
  }));
}
