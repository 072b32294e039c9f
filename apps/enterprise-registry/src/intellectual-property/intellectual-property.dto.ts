import { ACQUISITIONS, INTELLECTUAL_PROPERTY_CLASSES } from '@gusu/policies';
import { PROGRAMMES } from '@gusu/values';
import { z } from 'zod';
import { declarationShape, declarationView } from '../enterprise/declaration.dto.js';
import { evidenceIdsSchema, localDateSchema, plainTextSchema } from '../enterprise/fact.dto.js';
import type { IntellectualProperty } from './intellectual-property.js';

const propertyShape = {
  class: z.enum(INTELLECTUAL_PROPERTY_CLASSES).meta({ description: '类别', example: 'I_INVENTION' }),
  number: plainTextSchema(60).meta({ description: '专利号、登记号或证书号', example: 'ZL202010123456.7' }),
  name: plainTextSchema(200).meta({ example: '一种图像识别方法' }),
  grantedOn: localDateSchema.meta({ description: '授权日', example: '2022-05-17' }),
  acquiredBy: z.enum(ACQUISITIONS).meta({ description: '获得方式', example: 'SELF' }),
  transferredOn: localDateSchema.optional().meta({ description: '转让登记日', example: '2023-01-10' }),
  highValueReason: plainTextSchema(500)
    .optional()
    .meta({ description: '高价值的理由，缺省为否 why it is of high value', example: '维持十年以上' }),
  isInUse: z.boolean().default(false).meta({ description: '已应用并产生经济效益', example: true }),
};

export const propertyRequestSchema = z
  .strictObject({ ...propertyShape, evidenceIds: evidenceIdsSchema })
  .meta({
    id: 'IntellectualPropertyRequest',
    example: {
      class: 'I_INVENTION',
      number: 'ZL202010123456.7',
      name: '一种图像识别方法',
      grantedOn: '2022-05-17',
      acquiredBy: 'SELF',
      isInUse: true,
      evidenceIds: [],
    },
  });
export type PropertyRequest = z.infer<typeof propertyRequestSchema>;

export const lapseRequestSchema = z
  .strictObject({
    lapsedOn: localDateSchema.meta({ description: '失效日，自该日起无效', example: '2026-03-01' }),
    reason: plainTextSchema(500).meta({ example: '未缴年费' }),
  })
  .meta({ id: 'IntellectualPropertyLapseRequest' });
export type LapseRequest = z.infer<typeof lapseRequestSchema>;

export const propertyViewSchema = z
  .strictObject({
    propertyId: z.uuid().meta({ example: '0197a1c2-7c1e-7a44-9d0b-6a4c5d6e7f81' }),
    ...propertyShape,
    grantedOn: z.string().meta({ example: '2022-05-17' }),
    transferredOn: z.string().optional(),
    isInUse: z.boolean().meta({ example: true }),
    lapsedOn: z.string().optional(),
    lapseReason: z.string().optional(),
    usedInApplications: z
      .array(z.strictObject({ programme: z.enum(PROGRAMMES), year: z.int() }))
      .meta({ description: '已计入的申报，每项目终身一次', example: [] }),
    ...declarationShape,
  })
  .meta({ id: 'IntellectualProperty' });
export type PropertyView = z.infer<typeof propertyViewSchema>;

export const propertyPageSchema = z.strictObject({
  items: z.array(propertyViewSchema),
  next: z.uuid().optional(),
});

export function propertyView(property: IntellectualProperty): PropertyView {
  return {
    propertyId: property.propertyId,
    class: property.class,
    number: property.number,
    name: property.name,
    grantedOn: property.grantedOn,
    acquiredBy: property.acquiredBy,
    transferredOn: property.transferredOn,
    highValueReason: property.highValueReason,
    isInUse: property.isInUse,
    lapsedOn: property.lapsedOn,
    lapseReason: property.lapseReason,
    usedInApplications: [...property.usedInApplications],
    ...declarationView(property),
  };
}
