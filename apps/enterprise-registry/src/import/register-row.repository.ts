import { textArray, type Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import { pinyinOf } from '../enterprise/pinyin-name.js';
import type { KnownEnterprise } from './import-verdict.rules.js';
import type { RegisterRow } from './register-row.js';

export interface ImportedAs {
  effectiveOn: string;
  submittedBy: string;
  recordedAt: Date;
}

@Injectable()
export class RegisterRowRepository {
  /** Stores what is new, in the order of the credit codes, its names to be indexed later; returns the credit codes that were new. */
  async insert(tx: Tx, rows: readonly RegisterRow[], as: ImportedAs): Promise<Set<string>> {
    if (rows.length === 0) return new Set();
    const names = rows.map(({ name }) => pinyinOf(name));
    const inserted = await tx.query<{ credit_code: string }>(INSERT, [
      textArray(rows.map((row) => row.creditCode)),
      textArray(rows.map((row) => row.name)),
      rows.map((row) => row.establishedOn),
      textArray(rows.map((row) => row.entityType)),
      rows.map((row) => row.registeredCapital?.amount),
      textArray(rows.map((row) => row.registeredCapital?.currency)),
      textArray(rows.map((row) => row.businessScope)),
      textArray(rows.map((row) => row.address)),
      textArray(rows.map((row) => row.districtCode)),
      rows.map((row) => row.isSynthetic),
      rows.map((row) => JSON.stringify(row.warnings)),
      textArray(names.map((name) => name.pinyin)),
      textArray(names.map((name) => name.initials)),
      as.effectiveOn,
      as.submittedBy,
      as.recordedAt,
    ]);
    return new Set(inserted.map((row) => row.credit_code));
  }

  async known(tx: Tx, creditCodes: readonly string[]): Promise<Map<string, KnownEnterprise>> {
    if (creditCodes.length === 0) return new Map();
    const rows = await tx.query<{ credit_code: string; name: string; status: string }>(
      'select credit_code, name, status from enterprise where credit_code = any($1::text[])',
      [creditCodes],
    );
    return new Map(
      rows.map(({ credit_code: creditCode, name, status }) => [creditCode, { creditCode, name, status }]),
    );
  }
}

const INSERT = `
  insert into enterprise (credit_code, name, established_on, entity_type, capital_amount, capital_currency, business_scope,
    address, district_code, is_synthetic, warnings, name_pinyin, name_initials, status, effective_on, source, submitted_by,
    version, recorded_at, is_name_indexed)
  select credit_code, name, established_on, entity_type, capital_amount, capital_currency, business_scope, address,
    district_code, is_synthetic, warnings, name_pinyin, name_initials, 'active', $14::date, 'import', $15::text, 1,
    $16::timestamptz, false
  from unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::numeric[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::boolean[], $11::jsonb[], $12::text[], $13::text[])
    as u (credit_code, name, established_on, entity_type, capital_amount, capital_currency, business_scope, address,
      district_code, is_synthetic, warnings, name_pinyin, name_initials)
  order by credit_code collate "C"
  on conflict (credit_code) do nothing
  returning credit_code`;
