import { PROGRAMMES, QUALIFICATION_STATUSES } from '@gusu/values';
import { z } from 'zod';
import { creditCodeSchema, daySchema, defineEvent } from '../event-type.js';

export const programmeSchema = z.enum(PROGRAMMES);

/** A title in full, so that a copy needs no earlier event. */
const state = {
  qualificationId: z.uuid(),
  creditCode: creditCodeSchema,
  programme: programmeSchema,
  status: z.enum(QUALIFICATION_STATUSES),
  validFrom: daySchema,
  validTo: daySchema,
  policyId: z.string().min(1),
};
export const qualificationStateSchema = z.strictObject(state);
export type QualificationState = z.infer<typeof qualificationStateSchema>;

const example: QualificationState = {
  qualificationId: '0190a1b2-6f1d-7b0e-9f0c-4a579d0b6a4c',
  creditCode: '91320594TE5T00016Q',
  programme: 'highTechEnterprise',
  status: 'valid',
  validFrom: '2024-11-19',
  validTo: '2027-11-18',
  policyId: 'hnte/2016-32',
};

export const QualificationGranted = defineEvent({
  type: 'enterprise-registry.qualification.granted',
  version: 1,
  summary: { zh: '称号认定生效', en: 'A title was granted' },
  schema: qualificationStateSchema,
  example,
});

// No participle of English says that an end comes near; the name is that of the rule book.
export const QualificationExpiring = defineEvent({
  type: 'enterprise-registry.qualification.expiring',
  version: 1,
  summary: { zh: '称号即将到期', en: 'A title ends within 180 days' },
  schema: qualificationStateSchema,
  example: { ...example, status: 'expiring' as const },
});

export const QualificationExtended = defineEvent({
  type: 'enterprise-registry.qualification.extended',
  version: 1,
  summary: { zh: '称号复核通过延续', en: 'A title passed its review and runs on' },
  schema: qualificationStateSchema,
  example: { ...example, validTo: '2030-11-18' },
});

const ended = z.strictObject({ ...state, endedOn: daySchema });

export const QualificationLapsed = defineEvent({
  type: 'enterprise-registry.qualification.lapsed',
  version: 1,
  summary: { zh: '称号到期失效', en: 'A title lapsed' },
  schema: ended,
  example: { ...example, status: 'lapsed' as const, endedOn: '2027-11-19' },
});

export const QualificationSuperseded = defineEvent({
  type: 'enterprise-registry.qualification.superseded',
  version: 1,
  summary: { zh: '称号被新证替代', en: 'A title was replaced by a newer one of its programme' },
  schema: ended,
  example: { ...example, status: 'superseded' as const, endedOn: '2027-06-01' },
});

export const QualificationSuspended = defineEvent({
  type: 'enterprise-registry.qualification.suspended',
  version: 1,
  summary: { zh: '称号暂停整改', en: 'A title was suspended until something is put right' },
  schema: z.strictObject({ ...state, suspendedOn: daySchema }),
  example: { ...example, status: 'suspended' as const, suspendedOn: '2026-03-02' },
});

export const QualificationReinstated = defineEvent({
  type: 'enterprise-registry.qualification.reinstated',
  version: 1,
  summary: { zh: '称号恢复有效', en: 'A suspended title is valid again' },
  schema: qualificationStateSchema,
  example,
});

export const QualificationRevoked = defineEvent({
  type: 'enterprise-registry.qualification.revoked',
  version: 1,
  summary: { zh: '称号撤销', en: 'A title was revoked' },
  schema: z.strictObject({ ...state, endedOn: daySchema, banUntil: daySchema }),
  example: { ...example, status: 'revoked' as const, endedOn: '2026-03-02', banUntil: '2029-03-02' },
});
