import { POOL_LEAVING_REASONS } from '@gusu/contracts';
import { PROGRAMMES } from '@gusu/values';
import { z } from 'zod';
import type { ListedPlace, PoolPlace } from './cultivation-pool.js';
import { membershipOf } from './cultivation-pool.rules.js';

const day = z.string().meta({ description: 'YYYY-MM-DD, Asia/Shanghai', example: '2024-11-19' });

const placeSchema = z.strictObject({
  stage: z.enum(PROGRAMMES),
  enteredOn: day,
  leftOn: day.optional(),
  reason: z.enum(POOL_LEAVING_REASONS).optional(),
});

export const poolMembershipViewSchema = z
  .strictObject({
    membership: z.enum(['candidate', 'inPool', 'exited']),
    places: z.array(placeSchema).meta({ description: '历次在库，先后为序 every stay, in order' }),
  })
  .meta({ id: 'PoolMembershipView' });

export function poolMembershipView(places: readonly PoolPlace[]) {
  return {
    membership: membershipOf(places),
    places: places.map(({ creditCode: _, ...place }) => place),
  };
}

export const poolQuerySchema = z.strictObject({
  stage: z.enum(PROGRAMMES).meta({ description: '梯队 the rung', example: 'highTechEnterprise' }),
  district: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(18).default(''),
});
export type PoolRequest = z.infer<typeof poolQuerySchema>;

export const poolPageSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        creditCode: z.string(),
        name: z.string(),
        districtCode: z.string(),
        stage: z.enum(PROGRAMMES),
        enteredOn: day,
      }),
    ),
    next: z.string().optional(),
  })
  .meta({ id: 'PoolPage' });

export function poolPage(places: readonly ListedPlace[], limit: number) {
  const items = places.map(({ creditCode, name, districtCode, stage, enteredOn }) => ({
    creditCode,
    name,
    districtCode,
    stage,
    enteredOn,
  }));
  return { items, ...(items.length === limit && { next: items.at(-1)?.creditCode }) };
}
