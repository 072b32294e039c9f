import { z } from 'zod';
import { localDateSchema, plainTextSchema } from '../enterprise/fact.dto.js';
import { hasHiddenCharacters } from '../enterprise/plain-text.js';
import { CONFIDENTIALITIES, type Evidence, EVIDENCE_KINDS } from './evidence.js';

export const evidenceIdSchema = z.uuid();

// Not a plain text: a number of a person in it is masked, because the file is needed all the same.
const fileNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !hasHiddenCharacters(text), { params: { defect: 'CONTROL_CHARACTER' } });

export const uploadQuerySchema = z.strictObject({
  kind: z.enum(EVIDENCE_KINDS).meta({ description: '佐证种类', example: 'AUDIT_REPORT' }),
  confidentiality: z.enum(CONFIDENTIALITIES).meta({ description: '密级', example: 'COMMERCIAL' }),
  fileName: fileNameSchema.meta({ description: '文件名', example: '2025年度审计报告.pdf' }),
  deleteAfter: localDateSchema
    .optional()
    .meta({ description: '内容保存的最后一日 the last day the content is kept', example: '2030-12-31' }),
});
export type UploadQuery = z.infer<typeof uploadQuerySchema>;

export const evidenceQuerySchema = z.strictObject({
  after: z.uuid().optional().meta({ description: '上一页的 next the `next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type EvidenceQuery = z.infer<typeof evidenceQuerySchema>;

export const contentQuerySchema = z.strictObject({
  reason: plainTextSchema(500).optional().meta({
    description: '查阅他人个人信息材料的理由 why personal papers are opened',
    example: '核对法定代表人身份',
  }),
});
export type ContentQuery = z.infer<typeof contentQuerySchema>;

export const evidenceViewSchema = z
  .strictObject({
    evidenceId: z.uuid(),
    creditCode: z.string(),
    kind: z.enum(EVIDENCE_KINDS),
    confidentiality: z.enum(CONFIDENTIALITIES),
    fileName: z.string(),
    deleteAfter: z.iso.date().optional(),
    sha256: z.string(),
    mime: z.string(),
    byteLength: z.int(),
    status: z.enum(['stored', 'deleted']),
    uploadedBy: z.string(),
    uploadedAt: z.iso.datetime(),
  })
  .meta({
    id: 'Evidence',
    example: {
      evidenceId: '0197a1c2-7c1e-7a44-9d0b-6a4c5d6e7f80',
      creditCode: '91320594TE5T00016Q',
      kind: 'AUDIT_REPORT',
      confidentiality: 'COMMERCIAL',
      fileName: '2025年度审计报告.pdf',
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      mime: 'application/pdf',
      byteLength: 482133,
      status: 'stored',
      uploadedBy: 'demo-admin',
      uploadedAt: '2026-04-02T01:30:00.000Z',
    },
  });
export type EvidenceView = z.infer<typeof evidenceViewSchema>;

export const evidencePageSchema = z.strictObject({
  items: z.array(evidenceViewSchema),
  next: z.uuid().optional(),
});

export function evidenceView(evidence: Evidence): EvidenceView {
  return { ...evidence, uploadedAt: evidence.uploadedAt.toISOString() };
}
