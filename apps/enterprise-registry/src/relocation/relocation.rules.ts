import { type DomainEvent, EnterpriseRelocated, refuse } from '@gusu/contracts';
import { type Actor, findDistrict, type LocalDate } from '@gusu/values';
import { districtWarnings, textDefect } from '../enterprise/enterprise-facts.rules.js';
import type { Enterprise } from '../enterprise/enterprise.js';
import { requireOfficerOf } from '../enterprise/enterprise-officer.rules.js';
import { stateOf } from '../enterprise/enterprise-state.js';
import { nextVersion } from '../enterprise/enterprise-version.rules.js';

export interface RelocationRequest {
  toDistrictCode: string;
  address: string;
  effectiveOn?: LocalDate;
}

/**
 * An enterprise moves to another district from `effectiveOn` on (cultivation-talent.md §1.3); the district it leaves, or the city,
 * records it. Its credit code keeps the old registry prefix, which from then on is a warning and no fault.
 * @throws enterprise/not-your-district, enterprise/move-not-legal, enterprise/same-district; request/invalid with every defect
 */
export function relocateEnterprise(
  enterprise: Enterprise,
  { toDistrictCode, address, effectiveOn }: RelocationRequest,
  { officer, now }: { officer: Actor; now: Date },
): { enterprise: Enterprise; event: DomainEvent } {
  requireOfficerOf(enterprise, officer);
  const moved = nextVersion(enterprise, 'relocate', { now, effectiveOn });
  const addressDefect = textDefect('address', address, () => true);
  const defects = [
    ...(findDistrict(toDistrictCode) ? [] : [{ pointer: '/toDistrictCode', code: 'DISTRICT_UNKNOWN' }]),
    ...(addressDefect ? [{ pointer: '/address', code: addressDefect.code }] : []),
  ];
  if (defects.length > 0) throw refuse('request/invalid', {}, defects);
  const fromDistrictCode = enterprise.districtCode;
  if (toDistrictCode === fromDistrictCode) {
    throw refuse('enterprise/same-district', {
      creditCode: enterprise.creditCode,
      districtCode: toDistrictCode,
    });
  }
  const relocated: Enterprise = {
    ...moved,
    districtCode: toDistrictCode,
    address: address.trim(),
    warnings: districtWarnings(enterprise.creditCode, address, toDistrictCode),
  };
  const event = EnterpriseRelocated.of(
    relocated.creditCode,
    { ...stateOf(relocated), fromDistrictCode, toDistrictCode },
    now,
  );
  return { enterprise: relocated, event };
}
