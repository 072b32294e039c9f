import { z } from 'zod';
import type { AskedConfirmation } from './confirmation.js';
import type { Confirmation, DoubtfulEvent } from './confirmation.js';

const asked = {
  isSeparate: z.boolean().meta({
    description:
      'true：确为另一笔业务，予以入账；false：同一笔重复报送，不予入账 a fact of its own, or the same once more',
  }),
  reason: z.string().trim().min(1).max(500),
};

export const confirmationRequestSchema = z.strictObject(asked).meta({
  id: 'EventConfirmationRequest',
  example: { isSeparate: false, reason: '核心系统切换后重复报送' },
});
export type ConfirmationRequest = AskedConfirmation;

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** The signed form names bank and event, because the address is not part of what is signed. */
export const signedConfirmationSchema = z.looseObject({ bankCode: id, eventId: id, ...asked });
export const CONFIRMATION_EXAMPLES = {
  separate: {
    summary: '确为另一笔还款 a repayment of its own',
    value: {
      bankCode: 'C1000000000001',
      eventId: '20210610-000777',
      isSeparate: true,
      reason: '同日两笔等额还款，凭证 8891、8892',
    },
  },
};

export const confirmationViewSchema = z
  .strictObject({
    bankCode: z.string(),
    eventId: z.string(),
    dueBillNo: z.string(),
    isSeparate: z.boolean(),
    reason: z.string(),
    confirmedBy: z.string(),
    confirmedAt: z.iso.datetime(),
    status: z.enum(['APPLIED', 'PARKED', 'REVERSED', 'DISCARDED']),
    code: z.string().nullable(),
  })
  .meta({
    id: 'EventConfirmation',
    example: {
      bankCode: 'C1000000000001',
      eventId: '20210610-000777',
      dueBillNo: '0032021060100001',
      isSeparate: false,
      reason: '核心系统切换后重复报送',
      confirmedBy: 'city-officer',
      confirmedAt: '2021-06-12T01:00:03.120Z',
      status: 'DISCARDED',
      code: null,
    },
  });

export function confirmationView(confirmation: Confirmation, { dueBillNo, status, code }: DoubtfulEvent) {
  return { ...confirmation, dueBillNo, status, code };
}
