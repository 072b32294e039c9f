import { type Defect, refuse } from '@gusu/contracts';
import { type Actor, hasRole, type LocalDate } from '@gusu/values';
import { type Evidence, type EvidenceLabel, READINGS_ARE_AUDITED } from './evidence.js';

/**
 * A file is kept at least until today ends.
 * @throws request/invalid with DATE_IN_PAST
 */
export function requireKeepable({ deleteAfter }: Pick<EvidenceLabel, 'deleteAfter'>, today: LocalDate): void {
  if (deleteAfter === undefined || deleteAfter >= today) return;
  throw refuse('request/invalid', {}, [{ pointer: '/query/deleteAfter', code: 'DATE_IN_PAST' }]);
}

/**
 * Whether this reading has to be recorded. Somebody else's personal papers are opened for a reason only (cultivation-talent.md §14,
 * P16 of §16.4).
 * @throws evidence/reason-missing, evidence/content-deleted
 */
export function readEvidence(
  evidence: Evidence,
  { reader, reason }: { reader: Actor; reason?: string },
): { isAudited: boolean } {
  const { evidenceId } = evidence;
  const isOwner = hasRole(reader, 'enterprise-admin', 'enterprise-staff');
  if (evidence.confidentiality === 'PERSONAL' && !isOwner && reason === undefined)
    throw refuse('evidence/reason-missing', { evidenceId });
  if (evidence.status === 'deleted') throw refuse('evidence/content-deleted', { evidenceId });
  return { isAudited: READINGS_ARE_AUDITED.includes(evidence.confidentiality) };
}

/** EVIDENCE_UNKNOWN for every id a declaration refers to that is no file of its enterprise. */
export function unknownEvidence(evidenceIds: readonly string[], known: ReadonlySet<string>): Defect[] {
  return evidenceIds.flatMap((id, at) =>
    known.has(id) ? [] : [{ pointer: `/evidenceIds/${at}`, code: 'EVIDENCE_UNKNOWN' }],
  );
}
