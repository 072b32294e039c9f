import type { LoanPolicy } from '@gusu/policies';
import type { SignedFen } from '@gusu/values';
import { z } from 'zod';
import { capitalNeeded, leverageRoom } from '../filing/room.rules.js';
import type { MovedPosition } from './covered-position.js';

const fen = z.bigint();
const position = {
  heldFen: fen.meta({ description: '占用：已备案未放款的全额，已放款的在保余额' }),
  coveredFen: fen.meta({ description: '在保本金余额' }),
  badFen: fen.meta({ description: '其中不良' }),
  unrecoveredFen: fen.meta({ description: '已补偿未收回' }),
  filings: z.int(),
  loans: z.int(),
};

export const poolPositionSchema = z
  .strictObject({
    poolCode: z.string(),
    policyId: z.string().nullable(),
    ...position,
    capitalFen: fen.meta({ description: '可用资本：现金减预留 cash less what is reserved' }),
    limitFen: fen.nullable().meta({ description: '放大倍数下的上限' }),
    headroomFen: fen
      .nullable()
      .meta({ description: '剩余空间，可为负 what more may be filed; negative after losses' }),
    capitalNeededFen: fen.nullable().meta({ description: '恢复受理所需补充资本' }),
    banks: z.array(z.strictObject({ bankCode: z.string(), ...position })),
  })
  .meta({
    id: 'PoolPosition',
    example: {
      poolCode: 'KDT-SZ',
      policyId: 'KDT/1',
      heldFen: 49_800_000_000,
      coveredFen: 49_000_000_000,
      badFen: 0,
      unrecoveredFen: 0,
      filings: 120,
      loans: 118,
      capitalFen: 5_000_000_000,
      limitFen: 50_000_000_000,
      headroomFen: 200_000_000,
      capitalNeededFen: 0,
      banks: [],
    },
  });

const NOTHING = { heldFen: 0n, coveredFen: 0n, badFen: 0n, unrecoveredFen: 0n, filings: 0, loans: 0 };

/** Where a pool stands against its leverage (funding.md §7.3, AT-14), with each of its banks. */
export function poolPositionView(
  poolCode: string,
  capitalFen: SignedFen,
  positions: readonly MovedPosition[],
  policy: LoanPolicy | undefined,
) {
  const whole = positions.find(({ bankCode }) => bankCode === '');
  const figures = whole ? figuresOf(whole) : NOTHING;
  const room = policy && leverageRoom({ capitalFen, coveredFen: figures.heldFen }, policy.terms);
  return {
    poolCode,
    policyId: policy?.id ?? null,
    ...figures,
    capitalFen,
    limitFen: policy ? capitalFen * BigInt(policy.terms.leverageMultiple) : null,
    headroomFen: room ?? null,
    capitalNeededFen: policy && room !== undefined ? capitalNeeded(room, policy.terms) : null,
    banks: positions
      .filter(({ bankCode }) => bankCode !== '')
      .map((one) => ({ bankCode: one.bankCode, ...figuresOf(one) })),
  };
}

function figuresOf({ heldFen, coveredFen, badFen, unrecoveredFen, filings, loans }: MovedPosition) {
  return { heldFen, coveredFen, badFen, unrecoveredFen, filings, loans };
}
