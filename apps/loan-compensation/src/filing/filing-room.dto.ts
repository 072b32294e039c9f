import { FILING_REASONS, type FilingReason } from '@gusu/contracts';
import { z } from 'zod';
import type { FilingRoom } from './filing-room.rules.js';

const fen = z.bigint();

export const filingRoomsSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        programme: z.string().meta({ description: '信贷产品' }),
        policyId: z.string(),
        tier: z.string().nullable().meta({ description: '档次 none while the revenue is not known' }),
        capFen: fen.meta({ description: '单户额度' }),
        heldFen: fen.meta({ description: '已占用' }),
        roomFen: fen.meta({ description: '剩余额度' }),
        reasons: z
          .array(
            z.strictObject({
              code: z.enum(Object.keys(FILING_REASONS) as [FilingReason, ...FilingReason[]]),
              messageZh: z.string(),
            }),
          )
          .meta({ description: '企业自身不符合之处 what about the enterprise stands against a filing' }),
      }),
    ),
  })
  .meta({
    id: 'FilingRooms',
    example: {
      items: [
        {
          programme: 'KDT',
          policyId: 'KDT/1',
          tier: 'S',
          capFen: 500_000_000,
          heldFen: 350_000_000,
          roomFen: 150_000_000,
          reasons: [],
        },
      ],
    },
  });

export function filingRoomView({ reasons, ...room }: FilingRoom) {
  return { ...room, reasons: reasons.map((code) => ({ code, messageZh: FILING_REASONS[code].zh })) };
}
