import { PROGRAMMES } from '@gusu/values';
import { z } from 'zod';
import { creditCodeSchema, daySchema, defineEvent } from '../event-type.js';

export const POOL_LEAVING_REASONS = ['graduated', 'lapsed', 'suspended', 'revoked'] as const;

const place = { creditCode: creditCodeSchema, stage: z.enum(PROGRAMMES), enteredOn: daySchema };
const example = {
  creditCode: '91320594TE5T00016Q',
  stage: 'highTechEnterprise' as const,
  enteredOn: '2024-11-19',
};

export const PoolEntered = defineEvent({
  type: 'enterprise-registry.pool.entered',
  version: 1,
  summary: { zh: '进入培育库梯队', en: 'An enterprise stands on a rung of the cultivation ladder' },
  schema: z.strictObject(place),
  example,
});

export const PoolLeft = defineEvent({
  type: 'enterprise-registry.pool.left',
  version: 1,
  summary: { zh: '离开培育库梯队', en: 'An enterprise no longer stands on a rung of the ladder' },
  schema: z.strictObject({ ...place, leftOn: daySchema, reason: z.enum(POOL_LEAVING_REASONS) }),
  example: { ...example, leftOn: '2027-11-19', reason: 'lapsed' as const },
});
