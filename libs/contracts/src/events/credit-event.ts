import { z } from 'zod';
import { creditCodeSchema, daySchema, defineEvent } from '../event-type.js';

/** 信用事件 by kind (cultivation-talent.md §2), in the words of the policies. */
export const creditEventTypeSchema = z.enum([
  'ABNORMAL_LIST',
  'SERIOUS_DISHONESTY',
  'SAFETY_MAJOR',
  'QUALITY_MAJOR',
  'ENV_SERIOUS',
  'CYBER_MAJOR',
  'TAX_EVASION',
  'RESEARCH_DISHONESTY',
  'DATA_FRAUD',
]);

const recorded = {
  creditCode: creditCodeSchema,
  creditEventId: z.uuid(),
  creditEventType: creditEventTypeSchema,
  occurredOn: daySchema,
};

const example = {
  creditCode: '91320594TE5T00016Q',
  creditEventId: '0197a1c2-7c1e-7a44-9d0b-6a4c5d6e7f83',
  creditEventType: 'ABNORMAL_LIST' as const,
  occurredOn: '2025-07-08',
};

export const CreditEventRecorded = defineEvent({
  type: 'enterprise-registry.credit-event.recorded',
  version: 1,
  summary: { zh: '信用事件已记录', en: 'Something was recorded against an enterprise' },
  schema: z.strictObject(recorded),
  example,
});

export const CreditEventRemoved = defineEvent({
  type: 'enterprise-registry.credit-event.removed',
  version: 1,
  summary: { zh: '信用事件已移出', en: 'Something recorded against an enterprise stands no longer' },
  schema: z.strictObject({ ...recorded, removedOn: daySchema }),
  example: { ...example, removedOn: '2025-12-01' },
});
