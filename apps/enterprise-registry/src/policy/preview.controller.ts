import { refuse } from '@gusu/contracts';
import { Answers, HandlerTimeout, Permission, Refusals, Summary } from '@gusu/http';
import { PolicyBook } from '@gusu/policies';
import { CLOCK, type Clock, today } from '@gusu/values';
import { Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Readable } from 'node:stream';
import { type PolicyPath, policyPathSchema } from './policy.dto.js';
import { PolicyRepository } from './policy.repository.js';
import {
  PREVIEW_HEADER,
  previewCsvLine,
  type PreviewQuery,
  previewQuerySchema,
  previewSchema,
  previewView,
} from './preview.dto.js';
import type { PreviewQuestion } from './preview.js';
import { PreviewService } from './preview.service.js';

const PREVIEW_MILLIS = 10 * 60_000;
const path = { schema: policyPathSchema };
const query = { schema: previewQuerySchema };

@ApiTags('政策 policy')
@Controller('v1/policies/:family/:version')
export class PreviewController {
  constructor(
    private readonly preview: PreviewService,
    private readonly policies: PolicyRepository,
    private readonly book: PolicyBook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('preview')
  @Permission('policy.preview')
  @HandlerTimeout(PREVIEW_MILLIS)
  @Refusals('policy/not-found')
  @Answers(previewSchema)
  @Summary({
    zh: '影响预览：按板块汇总谁受益、谁受损及原因',
    en: 'Who gains and who loses by a policy against the rule of the day',
  })
  async totals(@Param(path) where: PolicyPath, @Query(query) asked: PreviewQuery) {
    const question = await this.question(where, asked);
    const { after, before, on } = question;
    const totals = await this.preview.totals(question);
    return previewView({ policyId: after.id, comparedWith: before?.id, on }, totals);
  }

  @Get('preview.ndjson')
  @Permission('policy.preview')
  @HandlerTimeout(PREVIEW_MILLIS)
  @Refusals('policy/not-found')
  @ApiProduces('application/x-ndjson')
  @Summary({ zh: '影响预览明细 NDJSON', en: 'Every enterprise for which something changes' })
  async lines(@Param(path) where: PolicyPath, @Query(query) asked: PreviewQuery): Promise<StreamableFile> {
    const question = await this.question(where, asked);
    return new StreamableFile(Readable.from(this.ndjson(question), { objectMode: false }), {
      type: 'application/x-ndjson; charset=utf-8',
    });
  }

  @Get('preview.csv')
  @Permission('policy.preview')
  @HandlerTimeout(PREVIEW_MILLIS)
  @Refusals('policy/not-found')
  @ApiProduces('text/csv')
  @Summary({ zh: '影响预览明细 CSV', en: 'The same lines as a table' })
  async table(@Param(path) where: PolicyPath, @Query(query) asked: PreviewQuery): Promise<StreamableFile> {
    const question = await this.question(where, asked);
    return new StreamableFile(Readable.from(this.csv(question), { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="preview-${where.family}-${where.version}.csv"`,
    });
  }

  private async question({ family, version }: PolicyPath, asked: PreviewQuery): Promise<PreviewQuestion> {
    const policyId = `${family}/${version}`;
    const { on = today(this.clock), action, district } = asked;
    const proposal = await this.policies.find(policyId);
    const after =
      this.book.policyById(policyId) ?? (proposal && this.book.read({ file: policyId, text: proposal.text }));
    if (!after) throw refuse('policy/not-found', { policyId });
    return { before: this.book.policyOn(after.programme, action, on), after, action, on, district };
  }

  private async *ndjson(question: PreviewQuestion): AsyncGenerator<string> {
    for await (const line of this.preview.lines(question)) yield `${JSON.stringify(line)}\n`;
  }

  private async *csv(question: PreviewQuestion): AsyncGenerator<string> {
    yield PREVIEW_HEADER;
    for await (const line of this.preview.lines(question)) yield previewCsvLine(line);
  }
}
