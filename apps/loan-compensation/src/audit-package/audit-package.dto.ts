import { z } from 'zod';

export const auditPackageViewSchema = z
  .strictObject({
    claimNo: z.string(),
    packageVersion: z.literal(1),
    content: z.string().meta({
      description:
        '审计包正文（JSON 文本，金额为数字文本）：政策、备案、全部事件、申请、分配期、收回、调整、分录 the package as JSON text, amounts as texts of digits',
    }),
  })
  .meta({ id: 'AuditPackage' });
