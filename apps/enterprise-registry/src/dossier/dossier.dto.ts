import type { Defect } from '@gusu/contracts';
import { AWARD_KINDS, CERTIFICATION_KINDS } from '@gusu/policies';
import { fenToWanYuan, PROGRAMMES } from '@gusu/values';
import { z } from 'zod';
import { readAmount } from '../annual-facts/annual-figures.js';
import {
  declarationListQuerySchema,
  declarationShape,
  declarationView,
} from '../enterprise/declaration.dto.js';
import { evidenceIdsSchema, localDateSchema, plainTextSchema } from '../enterprise/fact.dto.js';
import { DOSSIER_KINDS, type DossierContent, type DossierItem } from './dossier.js';

const name = plainTextSchema(200).meta({ example: '江苏省科学技术奖二等奖' });
const rank = z.int().min(1).max(10_000).meta({ example: 3 });
const level = z.enum(['NATIONAL', 'PROVINCIAL', 'CITY']).meta({ example: 'PROVINCIAL' });
const bps = z.int().min(0).max(10_000).meta({ description: '万分之一 basis points', example: 1250 });

const FACTS = {
  award: z.strictObject({
    kind: z.enum(AWARD_KINDS).meta({ example: 'SCIENCE_TECHNOLOGY' }),
    name,
    level,
    unitRank: rank.meta({ description: '获奖单位排名', example: 2 }),
    awardedOn: localDateSchema,
    showsUnitName: z.boolean().meta({ description: '证书载明单位名称', example: true }),
  }),
  rdInstitution: z.strictObject({
    name: name.meta({ example: '江苏省工程技术研究中心' }),
    level: z.enum(['NATIONAL', 'PROVINCIAL', 'CITY', 'SUB_CITY']).meta({ example: 'PROVINCIAL' }),
    recognisedOn: localDateSchema,
    validTo: localDateSchema.optional(),
  }),
  standard: z.strictObject({
    number: plainTextSchema(60).meta({ example: 'GB/T 39046-2020' }),
    level: z.enum(['INTERNATIONAL', 'NATIONAL', 'INDUSTRY', 'GROUP']).meta({ example: 'NATIONAL' }),
    role: z.enum(['LEAD', 'JOIN']).meta({ example: 'LEAD' }),
    publishedOn: localDateSchema,
  }),
  segmentMarket: z.strictObject({
    name: name.meta({ example: '工业视觉检测设备' }),
    sinceOn: localDateSchema,
    shareCnBps: bps.optional(),
    rankCn: rank.optional(),
    rankGlobal: rank.optional(),
    field: z.enum(['GAP', 'BASIC', 'OTHER']).optional().meta({ example: 'GAP' }),
  }),
  certification: z.strictObject({
    kind: z.enum(CERTIFICATION_KINDS).meta({ example: 'ISO9001' }),
    grade: z.int().min(0).max(10).optional().meta({ example: 3 }),
    validTo: localDateSchema.optional(),
  }),
  equityFinancing: z.strictObject({
    closedOn: localDateSchema,
    paidIn: z.strictObject({
      amount: z.string().max(30).meta({ description: '十进制数字 decimal text', example: '2000' }),
      unit: z.enum(['yuan', 'wan']).meta({ example: 'wan' }),
    }),
    isQualifiedInvestor: z.boolean().meta({ description: '合格机构投资者', example: true }),
  }),
  platformScore: z.strictObject({
    programme: z.enum(PROGRAMMES).meta({ example: 'specializedSme' }),
    year: z.int().min(2000).max(2200).meta({ example: 2026 }),
    scoreCenti: z.int().min(0).max(10_000).meta({ description: '百分之一分 hundredths', example: 6250 }),
  }),
};

const request = <Kind extends keyof typeof FACTS>(kind: Kind) =>
  z.strictObject({ kind: z.literal(kind), facts: FACTS[kind], evidenceIds: evidenceIdsSchema });

export const itemRequestSchema = z
  .discriminatedUnion('kind', [
    request('award'),
    request('rdInstitution'),
    request('standard'),
    request('segmentMarket'),
    request('certification'),
    request('equityFinancing'),
    request('platformScore'),
  ])
  .meta({
    id: 'DossierItemRequest',
    example: { kind: 'certification', facts: { kind: 'ISO9001', validTo: '2028-05-31' }, evidenceIds: [] },
  });
export type ItemRequest = z.infer<typeof itemRequestSchema>;

export const itemListQuerySchema = declarationListQuerySchema.extend({
  kind: z.enum(DOSSIER_KINDS).optional(),
});
export type ItemListQuery = z.infer<typeof itemListQuerySchema>;

export const itemViewSchema = z
  .strictObject({
    itemId: z.uuid().meta({ example: '0197a1c2-7c1e-7a44-9d0b-6a4c5d6e7f82' }),
    kind: z.enum(DOSSIER_KINDS).meta({ example: 'certification' }),
    facts: z.record(z.string(), z.unknown()).meta({
      description: '同填报内容 as in the request',
      example: { kind: 'ISO9001', validTo: '2028-05-31' },
    }),
    ...declarationShape,
  })
  .meta({ id: 'DossierItem' });
export type ItemView = z.infer<typeof itemViewSchema>;

export const itemPageSchema = z.strictObject({
  items: z.array(itemViewSchema),
  next: z.uuid().optional(),
});

/** The request as the rules take it, with money in fen. An amount that cannot be read is a defect; one fen stands in its place. */
export function readItem(item: ItemRequest): { content: DossierContent; defects: Defect[] } {
  if (item.kind !== 'equityFinancing') return { content: item as DossierContent, defects: [] };
  const { paidIn, ...facts } = item.facts;
  const amount = readAmount(paidIn.amount, paidIn.unit);
  const isRead = typeof amount === 'bigint';
  return {
    content: { kind: item.kind, facts: { ...facts, paidInFen: isRead ? amount : 1n } },
    defects: isRead ? [] : [{ pointer: '/facts/paidIn/amount', code: amount }],
  };
}

export function itemView(item: DossierItem): ItemView {
  return { itemId: item.itemId, kind: item.kind, facts: writtenFacts(item), ...declarationView(item) };
}

function writtenFacts(item: DossierItem): Record<string, unknown> {
  if (item.kind !== 'equityFinancing') return { ...item.facts };
  const { paidInFen, ...facts } = item.facts;
  return { ...facts, paidIn: { amount: fenToWanYuan(paidInFen), unit: 'wan' } };
}
