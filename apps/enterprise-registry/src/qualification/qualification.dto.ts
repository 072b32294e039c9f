import {
  type LocalDate,
  legalMoves,
  PROGRAMME_NAMES,
  PROGRAMMES,
  QUALIFICATION_STATUSES,
} from '@gusu/values';
import { z } from 'zod';
import { reasonSchema } from '../enterprise/enterprise.dto.js';
import { plainTextSchema } from '../enterprise/fact.dto.js';
import { type Qualification, QUALIFICATION_MOVES } from './qualification.js';
import { countsOn } from './qualification.rules.js';
import { ROW_VERDICTS } from './title-list.js';

export const programmeSchema = z
  .enum(PROGRAMMES)
  .meta({ description: '认定项目', example: 'highTechEnterprise' });
export const dayViewSchema = z
  .string()
  .meta({ description: 'YYYY-MM-DD, Asia/Shanghai', example: '2024-11-19' });
export const qualificationIdSchema = z.uuid();

export const qualificationMoveRequestSchema = z
  .strictObject({ reason: reasonSchema })
  .meta({ id: 'QualificationMoveRequest' });
export type QualificationMoveRequest = z.infer<typeof qualificationMoveRequestSchema>;

export const missedUpdateRequestSchema = z
  .strictObject({ year: z.int().min(2000).max(2100).meta({ example: 2026 }) })
  .meta({ id: 'MissedUpdateRequest' });
export type MissedUpdateRequest = z.infer<typeof missedUpdateRequestSchema>;

export const certificateRequestSchema = z
  .strictObject({ certNo: plainTextSchema(50).meta({ example: 'GR202632000001' }) })
  .meta({ id: 'CertificateRequest' });
export type CertificateRequest = z.infer<typeof certificateRequestSchema>;

export const qualificationViewSchema = z
  .strictObject({
    qualificationId: z.uuid(),
    creditCode: z.string(),
    programme: programmeSchema,
    title: z.string().meta({ example: '高新技术企业' }),
    certNo: z.string().optional(),
    validFrom: dayViewSchema,
    validTo: dayViewSchema.meta({ description: '最后一日 the last day on which it counts' }),
    status: z.enum(QUALIFICATION_STATUSES),
    isCounting: z.boolean().meta({ description: '今日是否有效 whether it counts today' }),
    policyId: z.string().meta({ example: 'hnte/2016-32' }),
    grantedByAssessmentId: z.uuid().optional(),
    docNo: z.string().optional(),
    missedUpdates: z.array(z.int()),
    suspendedOn: dayViewSchema.optional(),
    endedOn: dayViewSchema.optional(),
    banUntil: dayViewSchema.optional(),
    moves: z.array(z.string()),
    version: z.int(),
  })
  .meta({ id: 'QualificationView' });
export type QualificationView = z.infer<typeof qualificationViewSchema>;

export const qualificationListSchema = z.strictObject({ items: z.array(qualificationViewSchema) });

export function qualificationView(title: Qualification, today: LocalDate): QualificationView {
  const { recordedAt: _, missedUpdates, ...rest } = title;
  return {
    ...rest,
    title: PROGRAMME_NAMES[title.programme],
    missedUpdates: [...missedUpdates],
    isCounting: countsOn(title, today),
    moves: legalMoves(QUALIFICATION_MOVES, title.status),
  };
}

const cell = (example: string) => z.string().max(200).meta({ example });
export const LARGEST_LIST = 5_000;
const docNoSchema = plainTextSchema(100).meta({ description: '文号', example: '苏高企协〔2024〕20号' });

export const titleListRequestSchema = z
  .strictObject({
    docNo: docNoSchema,
    rows: z
      .array(
        z.strictObject({
          creditCode: cell('91320594TE5T00016Q'),
          programme: cell('highTechEnterprise'),
          certNo: cell('GR202432000001'),
          validFrom: cell('2024-11-19'),
          validTo: cell('2027-11-18').optional(),
        }),
      )
      .min(1)
      .max(LARGEST_LIST),
  })
  .meta({ id: 'TitleListRequest' });

export const titleListQuerySchema = z.strictObject({ docNo: docNoSchema.optional() });

export const titleListVerdictsSchema = z
  .strictObject({
    accepted: z.int(),
    known: z.int(),
    refused: z.int(),
    rows: z.array(
      z.strictObject({
        row: z.int(),
        creditCode: z.string(),
        verdict: z.enum(ROW_VERDICTS),
        codes: z.array(z.string()).meta({ example: ['PREREQUISITE_MISSING'] }),
        qualificationId: z.uuid().optional(),
      }),
    ),
  })
  .meta({ id: 'TitleListVerdicts' });
