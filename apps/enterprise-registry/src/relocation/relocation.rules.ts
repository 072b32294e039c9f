import { type Defect, type DomainEvent, EnterpriseRelocated, refuse } from '@gusu/contracts';
import { type Actor, findDistrict } from '@gusu/values';
import {
  defectOf,
  districtWarnings,
  type FactDefect,
  textDefect,
} from '../enterprise/enterprise-facts.rules.js';
import type { Enterprise } from '../enterprise/enterprise.js';
import { requireOfficerOf } from '../enterprise/enterprise-officer.rules.js';
import { stateOf } from '../enterprise/enterprise-state.js';
import { nextVersion } from '../enterprise/enterprise-version.rules.js';

export interface RelocationRequest {
  toDistrictCode: string;
  address: string;
  effectiveOn?: string;
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
  const defects = relocationDefects({ toDistrictCode, address });
  const moved = nextVersion(enterprise, 'relocate', { now, effectiveOn, defects });
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

const DISTRICT_UNKNOWN: FactDefect = { field: 'toDistrictCode', code: 'DISTRICT_UNKNOWN' };

/** Everything that is wrong with where the enterprise is said to go. */
export function relocationDefects({ toDistrictCode, address }: Partial<RelocationRequest>): Defect[] {
  const found = [
    toDistrictCode === undefined || findDistrict(toDistrictCode) ? undefined : DISTRICT_UNKNOWN,
    textDefect('address', address, () => true),
  ];
  return found.filter((defect) => defect !== undefined).map(defectOf);
}
