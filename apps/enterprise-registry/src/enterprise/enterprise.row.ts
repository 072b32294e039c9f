import type { CreditCode, LocalDate } from '@gusu/values';
import type { Enterprise, FormerName, RejectionReason, Warning } from './enterprise.js';

/** A row of `enterprise` or of `enterprise_version`. */
export interface EnterpriseRow {
  credit_code: CreditCode;
  name: string;
  former_names: FormerName[];
  established_on: LocalDate;
  entity_type: string | null;
  capital_amount: string | null;
  capital_currency: string | null;
  business_scope: string | null;
  address: string;
  district_code: string;
  status: Enterprise['status'];
  effective_on: LocalDate;
  source: Enterprise['source'];
  is_synthetic: boolean;
  warnings: Warning[];
  rejection_reasons: RejectionReason[];
  submitted_by: string;
  verified_by: string | null;
  version: number;
  recorded_at: Date;
  check_override_reason: string | null;
  check_override_by: string | null;
}

export const ENTERPRISE_COLUMNS = `credit_code, name, former_names, established_on, entity_type, capital_amount,
  capital_currency, business_scope, address, district_code, status, effective_on, source, is_synthetic, warnings,
  rejection_reasons, submitted_by, verified_by, version, recorded_at, check_override_reason, check_override_by`;

export function enterpriseOf(row: EnterpriseRow): Enterprise {
  return {
    creditCode: row.credit_code,
    name: row.name,
    formerNames: row.former_names,
    establishedOn: row.established_on,
    entityType: row.entity_type ?? undefined,
    registeredCapital:
      row.capital_amount === null || row.capital_currency === null
        ? undefined
        : { amount: row.capital_amount, currency: row.capital_currency },
    businessScope: row.business_scope ?? undefined,
    address: row.address,
    districtCode: row.district_code,
    status: row.status,
    effectiveOn: row.effective_on,
    source: row.source,
    isSynthetic: row.is_synthetic,
    identifierException:
      row.check_override_reason === null || row.check_override_by === null
        ? undefined
        : { reason: row.check_override_reason, registeredBy: row.check_override_by },
    warnings: row.warnings,
    rejectionReasons: row.rejection_reasons,
    submittedBy: row.submitted_by,
    verifiedBy: row.verified_by ?? undefined,
    version: row.version,
    recordedAt: row.recorded_at,
  };
}

/** The values of a row in the order of ENTERPRISE_COLUMNS. */
export function rowValues(enterprise: Enterprise): unknown[] {
  return [
    enterprise.creditCode,
    enterprise.name,
    JSON.stringify(enterprise.formerNames),
    enterprise.establishedOn,
    enterprise.entityType ?? null,
    enterprise.registeredCapital?.amount ?? null,
    enterprise.registeredCapital?.currency ?? null,
    enterprise.businessScope ?? null,
    enterprise.address,
    enterprise.districtCode,
    enterprise.status,
    enterprise.effectiveOn,
    enterprise.source,
    enterprise.isSynthetic,
    JSON.stringify(enterprise.warnings),
    JSON.stringify(enterprise.rejectionReasons),
    enterprise.submittedBy,
    enterprise.verifiedBy ?? null,
    enterprise.version,
    enterprise.recordedAt,
    enterprise.identifierException?.reason ?? null,
    enterprise.identifierException?.registeredBy ?? null,
  ];
}
