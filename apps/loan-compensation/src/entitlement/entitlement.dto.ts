import { z } from 'zod';
import type { EntitlementLine } from './entitlement.js';

const fen = z.bigint();
const figures = {
  loans: z.int().meta({ description: '已放款的在保备案 filings in force that were drawn' }),
  drawnFen: fen.meta({
    description: '放款时的在保本金，含已结清 covered principal as drawn, settled since or not',
  }),
  nonPerformingLoans: z.int().meta({ description: '不良且未补偿 not performing and not compensated' }),
  nonPerformingFen: fen.meta({ description: '其在保本金余额 their covered principal' }),
  entitledFen: fen.meta({ description: '资金池应补额，未计上限 what the pool would owe before caps' }),
  guarantorFen: fen.meta({ description: '担保、保险机构承担 what guarantors and insurers bear' }),
  bankFen: fen.meta({ description: '银行承担，含未覆盖部分 what the bank bears, with what is not covered' }),
};
const line = z.strictObject({ bankCode: z.string(), ...figures });

const example = {
  loans: 118,
  drawnFen: 49_000_000_000,
  nonPerformingLoans: 2,
  nonPerformingFen: 376_543_211,
  entitledFen: 263_580_247,
  guarantorFen: 0,
  bankFen: 112_962_964,
};

export const entitlementsSchema = z
  .strictObject({ poolCode: z.string(), ...figures, banks: z.array(line) })
  .meta({
    id: 'PoolEntitlements',
    example: { poolCode: 'KDT-SZ', ...example, banks: [{ bankCode: 'C1000000000001', ...example }] },
  });

export function entitlementsView(
  poolCode: string,
  total: EntitlementLine,
  banks: readonly EntitlementLine[],
) {
  const { bankCode: _bankCode, ...sums } = total;
  return { poolCode, ...sums, banks };
}
