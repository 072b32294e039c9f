import { type Defect, type DomainEvent, EnterpriseChanged, refuse } from '@gusu/contracts';
import type { Actor, LocalDate } from '@gusu/values';
import {
  capitalDefects,
  defectOf,
  districtWarnings,
  textDefect,
  type TextField,
} from '../enterprise/enterprise-facts.rules.js';
import { type Enterprise, type FormerName, type Warning } from '../enterprise/enterprise.js';
import { isAdminOf, requireInsider, requireOfficerOf } from '../enterprise/enterprise-officer.rules.js';
import { stateOf } from '../enterprise/enterprise-state.js';
import { nextVersion } from '../enterprise/enterprise-version.rules.js';
import { readCapital } from '../enterprise/registered-capital.js';
import { CHANGEABLE, type ChangeableField, type ChangeRequest } from './change.js';

const isRequired = (field: TextField) => field === 'name' || field === 'address';
const TEXTS = ['name', 'entityType', 'businessScope', 'address'] as const;

/**
 * New facts of an active enterprise, recorded by an officer or reported by the enterprise itself; the latter stay marked until an
 * officer confirms them or records the next change. A replaced name is kept with the day on which it ended.
 * @throws enterprise/not-your-enterprise, enterprise/not-your-district, enterprise/move-not-legal, enterprise/nothing-changed;
 * request/invalid with every defect
 */
export function changeEnterprise(
  enterprise: Enterprise,
  request: ChangeRequest,
  { actor, now }: { actor: Actor; now: Date },
): { enterprise: Enterprise; event: DomainEvent } {
  requireInsider(enterprise, actor);
  const { effectiveOn } = request;
  const moved = nextVersion(enterprise, 'change', { now, effectiveOn, defects: changeDefects(request) });
  const facts = factsAfter(enterprise, request);
  const changedFields = CHANGEABLE.filter((field) => differs(enterprise, facts, field));
  if (changedFields.length === 0) {
    throw refuse('enterprise/nothing-changed', { creditCode: enterprise.creditCode });
  }
  const changed: Enterprise = {
    ...moved,
    ...facts,
    formerNames: formerNamesAfter(enterprise, facts.name, moved.effectiveOn),
    warnings: warningsAfter(enterprise, facts.address, actor),
  };
  const event = EnterpriseChanged.of(changed.creditCode, { ...stateOf(changed), changedFields }, now);
  return { enterprise: changed, event };
}

/**
 * An officer of the district or of the city has looked at what the enterprise alone had said, and it stands as it is; other warnings stay.
 * @throws enterprise/not-your-district, enterprise/self-verification, enterprise/move-not-legal, enterprise/nothing-changed
 */
export function confirmChange(
  enterprise: Enterprise,
  { officer, now }: { officer: Actor; now: Date },
): { enterprise: Enterprise; event: DomainEvent } {
  requireOfficerOf(enterprise, officer);
  const { creditCode } = enterprise;
  if (isAdminOf(enterprise, officer)) throw refuse('enterprise/self-verification', { creditCode });
  const moved = nextVersion(enterprise, 'confirm', { now });
  const warnings = enterprise.warnings.filter(({ code }) => code !== 'WARN_SELF_DECLARED');
  if (warnings.length === enterprise.warnings.length)
    throw refuse('enterprise/nothing-changed', { creditCode });
  const confirmed = { ...moved, warnings };
  const event = EnterpriseChanged.of(creditCode, { ...stateOf(confirmed), changedFields: ['warnings'] }, now);
  return { enterprise: confirmed, event };
}

/** Everything that is wrong with the new facts themselves; absent ones stay as they are. */
export function changeDefects(request: Partial<ChangeRequest>): Defect[] {
  const texts = TEXTS.map((field) => textDefect(field, request[field], isRequired));
  return [...texts, ...capitalDefects(request.registeredCapital)]
    .filter((defect) => defect !== undefined)
    .map(defectOf);
}

function factsAfter(enterprise: Enterprise, request: ChangeRequest) {
  const { registeredCapital: capital } = request;
  const reading = capital && readCapital(capital.amount, capital.unit, capital.currency);
  return {
    name: request.name?.trim() ?? enterprise.name,
    entityType: textAfter(enterprise.entityType, request.entityType),
    registeredCapital:
      reading && reading.defect === undefined ? reading.capital : enterprise.registeredCapital,
    businessScope: textAfter(enterprise.businessScope, request.businessScope),
    address: request.address?.trim() ?? enterprise.address,
  };
}

// An empty text takes the fact away.
function textAfter(before: string | undefined, asked: string | undefined): string | undefined {
  return asked === undefined ? before : asked.trim() || undefined;
}

function differs(before: Enterprise, after: Partial<Enterprise>, field: ChangeableField): boolean {
  return JSON.stringify(before[field]) !== JSON.stringify(after[field]);
}

function formerNamesAfter(enterprise: Enterprise, name: string, until: LocalDate): readonly FormerName[] {
  if (name === enterprise.name) return enterprise.formerNames;
  return [...enterprise.formerNames, { name: enterprise.name, until }];
}

function warningsAfter(enterprise: Enterprise, address: string, actor: Actor): readonly Warning[] {
  const about = districtWarnings(enterprise.creditCode, address, enterprise.districtCode);
  if (!isAdminOf(enterprise, actor)) return about;
  return [
    ...about,
    { code: 'WARN_SELF_DECLARED', detail: `changed by ${actor.id}, not confirmed by an officer` },
  ];
}
