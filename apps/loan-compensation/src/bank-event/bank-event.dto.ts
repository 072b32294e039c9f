import { BANK_EXCEPTIONS, BANK_REFUSALS, type RefusalCode } from '@gusu/contracts';
import { z } from 'zod';
import { filingReceiptSchema } from '../filing/filing.dto.js';
import type { EventVerdict } from './bank-event.js';

/** What a bank reads about one event. */
export const verdictSchema = z
  .strictObject({
    httpStatus: z.int().meta({ description: '单条报送时即应答状态 the status if it had been sent alone' }),
    eventId: z.string().optional(),
    receiptNo: z.uuid().optional(),
    status: z.enum(['APPLIED', 'PARKED', 'REJECTED']),
    duplicate: z
      .literal(true)
      .optional()
      .meta({ description: '重复报送，答复与首次相同 answered as the first time' }),
    code: z.string().optional().meta({ description: '停放或拒绝的原因 why it is parked or refused' }),
    messageZh: z.string().optional(),
    filing: filingReceiptSchema.optional(),
    field: z.string().optional().meta({ description: 'RFC 6901' }),
  })
  .meta({
    id: 'EventVerdict',
    example: {
      httpStatus: 202,
      eventId: '20210601-000002',
      receiptNo: '0b8e0f5c-6f0e-4f0e-9a53-3f1f2f7c5d11',
      status: 'PARKED',
      code: 'PREDECESSOR_MISSING',
      messageZh: '缺少前序事件',
    },
  });
export type VerdictView = z.infer<typeof verdictSchema>;

export const batchVerdictSchema = z
  .strictObject({ items: z.array(verdictSchema).meta({ description: '与报送顺序一致 in the order sent' }) })
  .meta({ id: 'BatchVerdict' });

export const bankEventViewSchema = z
  .strictObject({
    eventId: z.string(),
    dueBillNo: z.string(),
    receiptNo: z.uuid(),
    status: z.enum(['APPLIED', 'PARKED', 'REVERSED', 'DISCARDED']),
    code: z.string().nullable(),
    receivedAt: z.iso.datetime(),
    body: z
      .string()
      .meta({ description: '收到的内容，未知成员一并保留 as it came, unknown members included' }),
  })
  .meta({
    id: 'BankEvent',
    example: {
      eventId: '20210601-000002',
      dueBillNo: '0032021060100001',
      receiptNo: '0b8e0f5c-6f0e-4f0e-9a53-3f1f2f7c5d11',
      status: 'APPLIED',
      code: null,
      receivedAt: '2021-06-01T01:00:03.120Z',
      body: '{"bankCode":"C1000000000001","data":{"asOf":"2021-09-05"}}',
    },
  });

/** Standard Webhooks: signed is `id.timestamp.body`, over the exact bytes. */
export const SIGNATURE_HEADERS = [
  { name: 'webhook-id', required: true, description: '消息编号 id of the message', example: 'msg_0001' },
  {
    name: 'webhook-timestamp',
    required: true,
    description: 'Unix 秒，偏差不超过 300',
    example: '1622509200',
  },
  {
    name: 'webhook-signature',
    required: true,
    description: '以空格分隔：v1 为 HMAC-SHA256，v1a 为 ed25519，均为 base64',
    example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  },
];

/** Why a message as a whole is not taken. */
export const MESSAGE_REFUSALS: readonly RefusalCode[] = [
  'signature/missing',
  'SIGNATURE_INVALID',
  'TIMESTAMP_SKEW',
  'authentication/invalid',
  'permission/denied',
  'bank/not-yours',
  'EVENT_SCHEMA',
  'AMOUNT_FORMAT',
  'service/outcome-unknown',
];

/** Why one event is refused; in a batch these are codes of its verdict. */
export const EVENT_REFUSALS = Object.keys(BANK_REFUSALS) as (keyof typeof BANK_REFUSALS)[];

export function verdictView(verdict: EventVerdict): VerdictView {
  if (verdict.kind === 'refused') {
    const { status, zh } = BANK_REFUSALS[verdict.code];
    const { eventId, code, pointer } = verdict;
    const where = { ...(eventId === undefined ? {} : { eventId }), ...(pointer ? { field: pointer } : {}) };
    return { httpStatus: status, ...where, status: 'REJECTED', code, messageZh: zh };
  }
  const { receipt } = verdict;
  const words =
    receipt.code === undefined
      ? {}
      : { messageZh: { ...BANK_REFUSALS, ...BANK_EXCEPTIONS }[receipt.code].zh };
  return verdict.kind === 'duplicate'
    ? { httpStatus: 200, ...receipt, duplicate: true, ...words }
    : { httpStatus: 202, ...receipt, ...words };
}
