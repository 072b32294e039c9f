import { refuse } from '@gusu/contracts';
import {
  Answers,
  BodyLimit,
  Caller,
  Consumes,
  contentKey,
  HandlerTimeout,
  Idempotency,
  type IdempotencyKey,
  Idempotent,
  Permission,
  Refusals,
  Reply,
  Summary,
} from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Get, Headers, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import {
  importAcceptedSchema,
  importIdSchema,
  type ImportQuery,
  importQuerySchema,
  importView,
  type ImportView,
  importViewSchema,
} from './import.dto.js';
import { ImportRepository } from './import.repository.js';
import { ImportUploadService, type StoredFile } from './import-upload.service.js';
import { charsetOf } from './text-encoding.js';
import { VERDICT_HEADER } from './verdict.js';

// The import counts its bytes itself and says so in its own words; this is the net behind it.
const NET_BYTES = 1024 * 1024 * 1024;
const UPLOAD_MILLIS = 10 * 60_000;
const EXAMPLE_LINE = '2,91320594TE5T00016Q,苏州示例智能科技有限公司,accepted,,\r\n';

@ApiTags('批量导入 import')
@Controller('v1/imports')
export class ImportController {
  constructor(
    private readonly uploads: ImportUploadService,
    private readonly imports: ImportRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Permission('enterprise.import')
  @Consumes('text/csv')
  @BodyLimit(NET_BYTES)
  @HandlerTimeout(UPLOAD_MILLIS)
  @ApiConsumes('text/csv')
  @ApiBody({ description: '公示名录 CSV，可声明 charset=gb18030', schema: { type: 'string' } })
  @Refusals('import/too-large', 'import/encoding', 'import/header', 'import/empty')
  @Answers(importAcceptedSchema, { status: 202, description: '已受理 Taken' })
  @Summary({ zh: '上传公示名录 CSV 批量导入', en: 'Import a CSV of the public register' })
  async post(
    @Query({ schema: importQuerySchema }) { dryRun }: ImportQuery,
    @Headers('content-type') contentType: string,
    @Req() request: FastifyRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    const charset = charsetOf(contentType);
    if (!charset) throw refuse('request/unsupported-media-type', { mediaType: contentType.slice(0, 100) });
    const upload = { charset, isDryRun: dryRun, bytes: request.body as AsyncIterable<Uint8Array> };
    const file = await this.uploads.store(upload, caller);
    return this.start(file, caller, key);
  }

  @Get(':importId')
  @Permission('enterprise.import')
  @Refusals('import/not-found')
  @Answers(importViewSchema)
  @Summary({ zh: '导入进度与结果', en: 'How far an import is and what became of its rows' })
  async get(@Param('importId', { schema: importIdSchema }) importId: string): Promise<ImportView> {
    return importView(await this.imports.get(importId));
  }

  @Get(':importId/verdicts.csv')
  @Permission('enterprise.import')
  @HandlerTimeout(UPLOAD_MILLIS)
  @ApiOkResponse({
    description: '逐行结论 The verdicts',
    content: { 'text/csv': { schema: { type: 'string' }, example: `${VERDICT_HEADER}${EXAMPLE_LINE}` } },
  })
  @Refusals('import/not-found')
  @Summary({ zh: '逐行结论', en: 'The verdict of every row so far' })
  async verdicts(@Param('importId', { schema: importIdSchema }) importId: string): Promise<StreamableFile> {
    await this.imports.get(importId);
    return new StreamableFile(Readable.from(this.lines(importId), { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="verdicts-${importId}.csv"`,
    });
  }

  // A file sent again under the same key is answered as before; what was stored for it is dropped.
  private async start(file: StoredFile, caller: Actor, key: IdempotencyKey | undefined): Promise<Reply> {
    try {
      return await this.idempotency.once(key && contentKey(key, file.sha256), async (tx) => {
        const { importId } = await this.uploads.start(tx, file, caller);
        return Reply.accepted({ importId }, `/v1/imports/${importId}`);
      });
    } finally {
      await this.uploads.forget(file.importId);
    }
  }

  private async *lines(importId: string): AsyncGenerator<string> {
    yield VERDICT_HEADER;
    yield* this.imports.verdictLines(importId);
  }
}
