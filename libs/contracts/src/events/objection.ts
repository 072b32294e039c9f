import { z } from 'zod';
import { defineEvent } from '../event-type.js';

// Who objects and why is confidential: it stays in the registry.
const subject = { objectionId: z.uuid(), noticeId: z.uuid(), assessmentId: z.uuid() };
const example = {
  objectionId: '0190a1b2-6f1d-7b0e-9f0c-4a579d0b6a4f',
  noticeId: '0190a1b2-6f1d-7b0e-9f0c-4a579d0b6a4e',
  assessmentId: '0190a1b2-6f1d-7b0e-9f0c-4a579d0b6a4d',
};

export const ObjectionAccepted = defineEvent({
  type: 'enterprise-registry.objection.accepted',
  version: 1,
  summary: { zh: '异议受理', en: 'An objection was accepted and holds its item' },
  schema: z.strictObject(subject),
  example,
});

export const ObjectionDecided = defineEvent({
  type: 'enterprise-registry.objection.decided',
  version: 1,
  summary: { zh: '异议办结', en: 'An accepted objection was upheld, in whole or in part, or dismissed' },
  schema: z.strictObject({ ...subject, status: z.enum(['upheld', 'partlyUpheld', 'dismissed']) }),
  example: { ...example, status: 'dismissed' as const },
});
