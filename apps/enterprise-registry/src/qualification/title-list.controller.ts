import { refuse } from '@gusu/contracts';
import {
  Answers,
  BodyLimit,
  Caller,
  Consumes,
  contentKey,
  Idempotency,
  type IdempotencyKey,
  Idempotent,
  Permission,
  Refusals,
  Reply,
  schemaDefects,
  Summary,
} from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Headers, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { readListFile } from './list-file.js';
import {
  titleListQuerySchema,
  titleListRequestSchema,
  titleListVerdictsSchema,
} from './qualification.dto.js';
import { TitleListService } from './title-list.service.js';

const LARGEST_BYTES = 4 * 1024 * 1024;

@ApiTags('称号 qualification')
@Controller('v1/qualifications')
export class TitleListController {
  constructor(
    private readonly lists: TitleListService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post('imports')
  @HttpCode(200)
  @Permission('qualification.import')
  @Consumes('application/json', 'text/csv')
  @BodyLimit(LARGEST_BYTES)
  @ApiConsumes('application/json', 'text/csv')
  @ApiBody({ standardSchema: titleListRequestSchema } as never)
  @Refusals('import/header', 'import/encoding', 'import/empty')
  @Answers(titleListVerdictsSchema)
  @Summary({
    zh: '名单导入：按文号导入认定名单，逐行给出结论',
    en: 'Import a list of recognised enterprises by its document number, with a verdict for every row',
    description:
      'CSV 表头 creditCode,programme,certNo,validFrom,validTo，文号以查询参数 docNo 给出。 A CSV names its document in the query: docNo.',
  })
  async post(
    @Query({ schema: titleListQuerySchema }) query: z.infer<typeof titleListQuerySchema>,
    @Headers('content-type') contentType: string,
    @Req() request: FastifyRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    const { body } = request;
    const isCsv = /^\s*text\/csv/i.test(contentType);
    const file = isCsv ? await readListFile(body as AsyncIterable<Uint8Array>, contentType) : undefined;
    const list = file ? { ...query, rows: file.rows } : body;
    const read = titleListRequestSchema.safeParse(list);
    if (!read.success) throw refuse('request/invalid', {}, schemaDefects(read.error.issues, list));
    return this.idempotency.once(key && file ? contentKey(key, file.sha256) : key, async (tx) => {
      const rows = await this.lists.take(tx, read.data, caller);
      const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
      return Reply.ok({
        accepted: count('accepted'),
        known: count('known'),
        refused: count('refused'),
        rows,
      });
    });
  }
}
