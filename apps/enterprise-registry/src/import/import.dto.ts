import { z } from 'zod';
import { type EnterpriseImport } from './import.js';

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

export const importQuerySchema = z.strictObject({
  dryRun: flag.meta({ description: '试运行：逐行给出结论，不改动企业库 verdicts only, nothing is changed' }),
});
export type ImportQuery = z.infer<typeof importQuerySchema>;

export const importIdSchema = z.uuid();

const count = z.int().min(0);

export const importViewSchema = z
  .strictObject({
    importId: z.uuid(),
    status: z.enum(['running', 'finished', 'failed']),
    dryRun: z.boolean(),
    total: count.meta({ description: '表头之后的行数 rows behind the header' }),
    processed: count,
    accepted: count,
    known: count,
    duplicate: count,
    refused: count,
    sha256: z.string().optional(),
    submittedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().optional(),
    failure: z.strictObject({ code: z.string(), line: z.int().optional(), detail: z.string() }).optional(),
  })
  .meta({
    id: 'ImportView',
    example: {
      importId: '6f1d5b0e-5f0c-4a57-9d0b-6a4c5d6e7f80',
      status: 'finished',
      dryRun: false,
      total: 12328,
      processed: 12328,
      accepted: 11997,
      known: 0,
      duplicate: 22,
      refused: 309,
      submittedAt: '2021-04-15T01:00:00.000Z',
      finishedAt: '2021-04-15T01:00:02.000Z',
    },
  });
export type ImportView = z.infer<typeof importViewSchema>;

export const importAcceptedSchema = z
  .strictObject({ importId: z.uuid().meta({ example: '6f1d5b0e-5f0c-4a57-9d0b-6a4c5d6e7f80' }) })
  .meta({ id: 'ImportAccepted' });

export function importView(running: EnterpriseImport): ImportView {
  return {
    importId: running.importId,
    status: running.status === 'uploading' ? 'running' : running.status,
    dryRun: running.isDryRun,
    total: running.total,
    processed: running.processed,
    accepted: running.accepted,
    known: running.known,
    duplicate: running.duplicate,
    refused: running.refused,
    sha256: running.sha256,
    submittedAt: running.submittedAt.toISOString(),
    finishedAt: running.finishedAt?.toISOString(),
    failure: running.failure,
  };
}
