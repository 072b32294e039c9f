import type { EnterpriseState } from '@gusu/contracts';
import type { Enterprise } from './enterprise.js';

/** What every event of an enterprise carries, so that a copy needs no earlier event. A draft is never announced. */
export function stateOf(enterprise: Enterprise): EnterpriseState {
  const { status } = enterprise;
  if (status === 'pendingVerification' || status === 'rejected')
    throw new Error(`a draft is not announced: ${enterprise.creditCode}`);
  return {
    creditCode: enterprise.creditCode,
    name: enterprise.name,
    districtCode: enterprise.districtCode,
    status,
    establishedOn: enterprise.establishedOn,
    entityType: enterprise.entityType,
    registeredCapital: enterprise.registeredCapital,
    isSynthetic: enterprise.isSynthetic,
    ...(enterprise.identifierException && { identifierException: true }),
    effectiveOn: enterprise.effectiveOn,
  };
}
