import { z } from 'zod';
import { daySchema, defineEvent } from '../event-type.js';
import { programmeSchema } from './qualification.js';

const subject = {
  noticeId: z.uuid(),
  programme: programmeSchema,
  openedOn: daySchema,
  closesOn: daySchema,
  listHash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
};
const example = {
  noticeId: '0190a1b2-6f1d-7b0e-9f0c-4a579d0b6a4e',
  programme: 'highTechEnterprise' as const,
  openedOn: '2026-10-09',
  closesOn: '2026-10-23',
  listHash: 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
};

export const PublicNoticeOpened = defineEvent({
  type: 'enterprise-registry.public-notice.opened',
  version: 1,
  summary: { zh: '公示开始', en: 'A public notice opened' },
  schema: z.strictObject({ ...subject, itemCount: z.int().min(1) }),
  example: { ...example, itemCount: 10 },
});

export const PublicNoticeClosed = defineEvent({
  type: 'enterprise-registry.public-notice.closed',
  version: 1,
  summary: { zh: '公示期满', en: 'The period of a public notice is over' },
  schema: z.strictObject({ ...subject, heldCount: z.int().min(0), removedCount: z.int().min(0) }),
  example: { ...example, heldCount: 1, removedCount: 0 },
});
