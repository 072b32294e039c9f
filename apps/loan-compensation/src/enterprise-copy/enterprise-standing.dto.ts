import { revenueBandSchema } from '@gusu/contracts';
import { PROGRAMMES, QUALIFICATION_STATUSES } from '@gusu/values';
import { z } from 'zod';

const day = z.iso.date();

export const standingViewSchema = z
  .strictObject({
    titles: z.array(
      z.strictObject({
        programme: z.enum(PROGRAMMES),
        status: z.enum(QUALIFICATION_STATUSES),
        validFrom: day,
        validTo: day,
      }),
    ),
    revenue: z.array(z.strictObject({ fiscalYear: z.int(), revenueBand: revenueBandSchema.optional() })),
    creditEvents: z.array(
      z.strictObject({ creditEventType: z.string(), occurredOn: day, removedOn: day.optional() }),
    ),
  })
  .meta({
    id: 'EnterpriseStanding',
    example: {
      titles: [
        { programme: 'highTechEnterprise', status: 'valid', validFrom: '2024-11-19', validTo: '2027-11-18' },
      ],
      revenue: [{ fiscalYear: 2025, revenueBand: 'upTo50Million' }],
      creditEvents: [],
    },
  });
export type EnterpriseStandingView = z.infer<typeof standingViewSchema>;
