import { type Defect, refuse } from '@gusu/contracts';
import { hasRole, type LocalDate, localDateOf } from '@gusu/values';
import { type ActingFacts, declare } from '../enterprise/declaration.rules.js';
import { requireInsider } from '../enterprise/enterprise-officer.rules.js';
import { requireOwner } from '../enterprise/declaration-owner.rules.js';
import { type DeclaredProperty, type IntellectualProperty, numberKeyOf } from './intellectual-property.js';

/**
 * All that is wrong with a declared right at once (cultivation-talent.md §18): FORMAT for a number without a letter or digit,
 * DATE_IN_FUTURE, REQUIRED when a right was acquired and nobody says when, NOT_ALLOWED when an own one was transferred.
 */
export function propertyDefects(property: DeclaredProperty, today: LocalDate): Defect[] {
  const { number, grantedOn, acquiredBy, transferredOn } = property;
  const isOwn = acquiredBy === 'SELF';
  return [
    ...(/[0-9A-Z]/.test(numberKeyOf(number)) ? [] : [{ pointer: '/number', code: 'FORMAT' }]),
    ...(grantedOn > today ? [{ pointer: '/grantedOn', code: 'DATE_IN_FUTURE' }] : []),
    ...(!isOwn && transferredOn === undefined ? [{ pointer: '/transferredOn', code: 'REQUIRED' }] : []),
    ...(isOwn && transferredOn !== undefined ? [{ pointer: '/transferredOn', code: 'NOT_ALLOWED' }] : []),
    ...(transferredOn !== undefined && transferredOn > today
      ? [{ pointer: '/transferredOn', code: 'DATE_IN_FUTURE' }]
      : []),
  ];
}

/**
 * An enterprise declares a right; whether somebody else holds it already, the register decides when it is stored.
 * @throws enterprise/not-your-enterprise; request/invalid with every defect
 */
export function declareProperty(
  {
    propertyId,
    evidenceIds,
    ...property
  }: DeclaredProperty & { propertyId: string; evidenceIds: readonly string[] },
  defects: readonly Defect[],
  facts: ActingFacts,
): IntellectualProperty {
  const declaration = declare(evidenceIds, facts);
  const all = [...propertyDefects(property, localDateOf(facts.now)), ...defects];
  if (all.length > 0) throw refuse('request/invalid', {}, all);
  return {
    ...property,
    ...declaration,
    propertyId,
    numberKey: numberKeyOf(property.number),
    usedInApplications: [],
  };
}

/**
 * A right ends, for instance because its fee was not paid: from that day on no policy counts it as valid.
 * @throws enterprise/not-your-enterprise, enterprise/not-your-district, intellectual-property/not-in-force; request/invalid
 * with DATE_IN_FUTURE or DATE_BEFORE_GRANT
 */
export function lapseProperty(
  property: IntellectualProperty,
  { lapsedOn, reason }: { lapsedOn: LocalDate; reason: string },
  { enterprise, actor, now }: ActingFacts,
): IntellectualProperty {
  if (hasRole(actor, 'enterprise-admin', 'enterprise-staff')) requireOwner(enterprise, actor);
  else requireInsider(enterprise, actor);
  const { propertyId, status } = property;
  const isHeld = status === 'submitted' || status === 'verified';
  if (!isHeld || property.lapsedOn) throw refuse('intellectual-property/not-in-force', { propertyId });
  const code = lapseDefect(property, lapsedOn, localDateOf(now));
  if (code) throw refuse('request/invalid', {}, [{ pointer: '/lapsedOn', code }]);
  return { ...property, lapsedOn, lapseReason: reason };
}

function lapseDefect({ grantedOn }: IntellectualProperty, lapsedOn: LocalDate, today: LocalDate) {
  if (lapsedOn > today) return 'DATE_IN_FUTURE';
  return lapsedOn < grantedOn ? 'DATE_BEFORE_GRANT' : undefined;
}
