import type { CreditCode, LocalDate } from '@gusu/values';
import { readRegisterRow, type RegisterRow } from './register-row.js';
import type { RegisterRecord } from './register-reader.js';

/** A row as far as the file alone decides: refused, repeated in the file, or a candidate for the register. */
export interface JudgedRow {
  line: number;
  creditCode: string;
  name: string;
  refusedFor: readonly string[];
  repeated: boolean;
  row?: RegisterRow;
}

/**
 * Judges the rows of one file in their order. The verdicts depend on the file and the day it was handed in alone, so that a
 * resumed import judges as the first one did.
 */
export class RowJudge {
  private readonly seen = new Set<CreditCode>();

  constructor(private readonly today: LocalDate) {}

  judge({ line, fields }: RegisterRecord): JudgedRow {
    const reading = readRegisterRow(fields, this.today);
    if (reading.codes) {
      const [name = '', creditCode = ''] = fields;
      return { line, creditCode, name, refusedFor: reading.codes, repeated: false };
    }
    const { row } = reading;
    const repeated = this.seen.has(row.creditCode);
    if (!repeated) this.seen.add(row.creditCode);
    return { line, creditCode: row.creditCode, name: row.name, refusedFor: [], repeated, row };
  }
}
