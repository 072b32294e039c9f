import { z } from 'zod';
import { bankCodeSchema } from '../partner-bank/partner-bank.dto.js';
import { DELIVERY_STATUSES, type CallbackDelivery } from './callback.js';

export const addressPathSchema = z.strictObject({ bankCode: bankCodeSchema });
export const deliveryPathSchema = z.strictObject({ deliveryId: z.uuid() });

export const addressRequestSchema = z
  .strictObject({ url: z.string().min(1).max(1_000) })
  .meta({ id: 'CallbackAddressRequest', example: { url: 'https://open.bank.example/gusu/callback' } });
export type AddressRequest = z.infer<typeof addressRequestSchema>;

export const addressViewSchema = z
  .strictObject({
    bankCode: z.string(),
    url: z.string(),
    status: z.enum(['active', 'gone']).meta({ description: 'gone：对方答复 410，停止回调' }),
    registeredBy: z.string(),
    registeredAt: z.iso.datetime(),
    secret: z.string().optional().meta({ description: '仅此一次：验签密钥 shown this once' }),
  })
  .meta({
    id: 'CallbackAddress',
    example: {
      bankCode: 'C1000000000001',
      url: 'https://open.bank.example/gusu/callback',
      status: 'active',
      registeredBy: 'city-officer',
      registeredAt: '2021-06-01T01:00:03.120Z',
    },
  });

export const deliveryQuerySchema = z.strictObject({
  status: z.enum(DELIVERY_STATUSES).optional(),
  bankCode: z.string().max(64).optional(),
  after: z.uuid().optional().meta({ description: '上一页最后一项 the last one of the page before' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type DeliveryQuery = z.infer<typeof deliveryQuerySchema>;

const delivery = {
  deliveryId: z.uuid().meta({ description: '即 webhook-id，重发不变 also the webhook-id of every attempt' }),
  bankCode: z.string(),
  type: z.string(),
  status: z.enum(DELIVERY_STATUSES),
  attempts: z.int(),
  nextAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  deliveredAt: z.iso.datetime().nullable(),
};
const example = {
  deliveryId: '0b8e0f5c-6f0e-4f0e-9a53-3f1f2f7c5d11',
  bankCode: 'C1000000000001',
  type: 'loan-compensation.discrepancy.opened',
  status: 'pending',
  attempts: 1,
  nextAt: '2021-06-10T01:00:08.300Z',
  createdAt: '2021-06-10T01:00:03.120Z',
  deliveredAt: null,
};
export const deliveryViewSchema = z.strictObject(delivery).meta({ id: 'CallbackDelivery', example });
export const deliveriesSchema = z.strictObject({ items: z.array(deliveryViewSchema) });

export const deliveryLogSchema = z
  .strictObject({
    ...delivery,
    body: z.string().meta({ description: '发送的内容，签名即对其计算 what is sent and signed' }),
    log: z.array(
      z.strictObject({
        number: z.int(),
        at: z.iso.datetime(),
        millis: z.int(),
        httpStatus: z.int().nullable(),
        problem: z.string().nullable(),
      }),
    ),
  })
  .meta({
    id: 'CallbackDeliveryLog',
    example: {
      ...example,
      body: '{"type":"loan-compensation.discrepancy.opened","timestamp":"2021-06-10T01:00:03.120Z","data":{}}',
      log: [{ number: 1, at: '2021-06-10T01:00:03.300Z', millis: 41, httpStatus: 503, problem: null }],
    },
  });

export function deliveryView({ body: _body, ...rest }: CallbackDelivery) {
  return rest;
}
