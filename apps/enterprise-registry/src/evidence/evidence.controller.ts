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
import { Controller, Get, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { InsiderRepository } from '../enterprise/insider.repository.js';
import {
  type ContentQuery,
  contentQuerySchema,
  evidenceIdSchema,
  evidencePageSchema,
  type EvidenceQuery,
  evidenceQuerySchema,
  evidenceView,
  type EvidenceView,
  evidenceViewSchema,
  type UploadQuery,
  uploadQuerySchema,
} from './evidence.dto.js';
import { EvidenceRepository } from './evidence.repository.js';
import { DECLARED_TYPES } from './evidence-scan.js';
import { EvidenceService } from './evidence.service.js';
import { EvidenceUploadService, type StoredFile } from './evidence-upload.service.js';

const creditCodeSchema = z.string().max(64);
// The upload counts its bytes itself and says so in its own words; this is the net behind it.
const NET_BYTES = 256 * 1024 * 1024;
const UPLOAD_MILLIS = 10 * 60_000;

@ApiTags('佐证 evidence')
@Controller('v1/enterprises/:creditCode/evidence')
export class EvidenceController {
  constructor(
    private readonly uploads: EvidenceUploadService,
    private readonly service: EvidenceService,
    private readonly evidence: EvidenceRepository,
    private readonly insiders: InsiderRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Permission('evidence.upload')
  @Consumes(...DECLARED_TYPES)
  @BodyLimit(NET_BYTES)
  @HandlerTimeout(UPLOAD_MILLIS)
  @ApiConsumes(...DECLARED_TYPES)
  @ApiBody({
    description: '文件本身，至多 50 MB The file itself',
    schema: { type: 'string', format: 'binary' },
  })
  @Refusals(
    'enterprise/not-found',
    'evidence/too-large',
    'evidence/empty',
    'evidence/type-not-allowed',
    'evidence/type-mismatch',
    'evidence/encrypted',
  )
  @Answers(evidenceViewSchema, { status: 201, description: '已保存 Stored' })
  @Summary({ zh: '上传佐证文件', en: 'Upload a file of evidence' })
  async post(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Query({ schema: uploadQuerySchema }) query: UploadQuery,
    @Req() request: FastifyRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    const upload = {
      label: { ...query, creditCode },
      declared: mediaTypeOf(request.headers['content-type']),
      // A request without a body is an empty file.
      bytes: (request.body ?? []) as AsyncIterable<Uint8Array>,
    };
    return this.complete(await this.uploads.store(upload, caller), caller, key);
  }

  @Get()
  @Permission('evidence.read')
  @Refusals('enterprise/not-found')
  @Answers(evidencePageSchema)
  @Summary({ zh: '企业的佐证文件清单', en: 'The files of evidence of an enterprise' })
  async list(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Query({ schema: evidenceQuerySchema }) { after, limit }: EvidenceQuery,
    @Caller() caller: Actor,
  ): Promise<z.infer<typeof evidencePageSchema>> {
    await this.insiders.getWithDrafts(creditCode, caller);
    const items = await this.evidence.find(creditCode, caller, { after, limit });
    const next = items.length === limit ? items.at(-1)?.evidenceId : undefined;
    return { items: items.map(evidenceView), ...(next && { next }) };
  }

  @Get(':evidenceId')
  @Permission('evidence.read')
  @Refusals('evidence/not-found')
  @Answers(evidenceViewSchema)
  @Summary({ zh: '佐证文件的说明与哈希', en: 'What a file of evidence is, and its hash' })
  async get(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Param('evidenceId', { schema: evidenceIdSchema }) evidenceId: string,
    @Caller() caller: Actor,
  ): Promise<EvidenceView> {
    return evidenceView(await this.evidence.get(creditCode, evidenceId, caller));
  }

  @Get(':evidenceId/content')
  @Permission('evidence.read')
  @HandlerTimeout(UPLOAD_MILLIS)
  @ApiProduces(...DECLARED_TYPES)
  @Refusals('evidence/not-found', 'evidence/reason-missing', 'evidence/content-deleted')
  @Summary({
    zh: '下载佐证文件',
    en: 'Download a file of evidence',
    description:
      '商业与个人信息类文件的每次查阅都留痕；他人查阅个人信息类文件须说明理由。 Readings of commercial and personal files are recorded; ' +
      'personal ones need a reason of everybody but their enterprise.',
  })
  async content(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Param('evidenceId', { schema: evidenceIdSchema }) evidenceId: string,
    @Query({ schema: contentQuerySchema }) { reason }: ContentQuery,
    @Caller() caller: Actor,
  ): Promise<StreamableFile> {
    const evidence = await this.service.open(creditCode, evidenceId, caller, reason);
    return new StreamableFile(Readable.from(this.evidence.parts(evidenceId), { objectMode: false }), {
      type: evidence.mime,
      length: evidence.byteLength,
      // Never shown inside a page of ours: what an enterprise uploads is not ours to run.
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(evidence.fileName)}`,
    });
  }

  // A file sent again under the same key is answered as before; what was stored for it is dropped, as after any other failure.
  private async complete(file: StoredFile, caller: Actor, key: IdempotencyKey | undefined): Promise<Reply> {
    try {
      return await this.idempotency.once(key && contentKey(key, file.sha256), async (tx) => {
        const evidence = await this.uploads.complete(tx, file, caller);
        const { creditCode, evidenceId } = evidence;
        return Reply.created(evidenceView(evidence), `/v1/enterprises/${creditCode}/evidence/${evidenceId}`);
      });
    } finally {
      await this.uploads.forget(file.evidenceId);
    }
  }
}

function mediaTypeOf(contentType = ''): string {
  return contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
