import { z } from 'zod';
import { creditCodeSchema, daySchema, defineEvent } from '../event-type.js';
import { programmeSchema } from './qualification.js';

/** How an application ended (cultivation-talent.md §7.1). */
export const DECIDED_STATUSES = [
  'granted',
  'notPassed',
  'notRecommended',
  'rejectedAtForm',
  'revokedAtNotice',
  'withdrawn',
] as const;

const subject = {
  assessmentId: z.uuid(),
  creditCode: creditCodeSchema,
  programme: programmeSchema,
  action: z.enum(['initial', 'review']),
  applyDate: daySchema,
  policyId: z.string().min(1),
};
const example = {
  assessmentId: '0190a1b2-6f1d-7b0e-9f0c-4a579d0b6a4d',
  creditCode: '91320594TE5T00016Q',
  programme: 'highTechEnterprise' as const,
  action: 'initial' as const,
  applyDate: '2026-07-01',
  policyId: 'hnte/2016-32',
};

export const AssessmentSubmitted = defineEvent({
  type: 'enterprise-registry.assessment.submitted',
  version: 1,
  summary: { zh: '企业提交申报', en: 'An enterprise applied for a title' },
  schema: z.strictObject({ ...subject, policyHash: z.string().regex(/^sha256:[0-9a-f]{64}$/) }),
  example: {
    ...example,
    policyHash: 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  },
});

export const AssessmentDecided = defineEvent({
  type: 'enterprise-registry.assessment.decided',
  version: 1,
  summary: { zh: '申报办结', en: 'An application came to its end' },
  schema: z.strictObject({ ...subject, status: z.enum(DECIDED_STATUSES), decidedOn: daySchema }),
  example: { ...example, status: 'granted' as const, decidedOn: '2026-10-20' },
});
