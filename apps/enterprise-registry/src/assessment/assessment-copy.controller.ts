import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import { type AssessmentResult, canonicalResult, PolicyBook } from '@gusu/policies';
import type { Actor } from '@gusu/values';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { csvCopy, htmlCopy } from './assessment-copy.js';
import { assessmentIdSchema, copyQuerySchema, reproductionSchema } from './assessment.dto.js';
import { AssessmentRepository } from './assessment.repository.js';
import { judgeSnapshot } from './judgement.rules.js';
import { readSnapshot } from './snapshot.js';
import { SnapshotRepository } from './snapshot.repository.js';

const TYPES = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
};

@ApiTags('申报 assessment')
@Controller('v1/assessments/:assessmentId')
export class AssessmentCopyController {
  constructor(
    private readonly assessments: AssessmentRepository,
    private readonly snapshots: SnapshotRepository,
    private readonly policies: PolicyBook,
  ) {}

  @Get('copy')
  @Permission('assessment.read')
  @ApiProduces(...Object.values(TYPES))
  @Refusals('assessment/not-found')
  @Summary({
    zh: '下载申报副本：冻结的结果',
    en: 'Take a copy: the frozen result as JSON, CSV or a page that prints',
  })
  async copy(
    @Param('assessmentId', { schema: assessmentIdSchema }) assessmentId: string,
    @Query({ schema: copyQuerySchema }) { format }: z.infer<typeof copyQuerySchema>,
    @Caller() caller: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const assessment = await this.assessments.get(assessmentId, caller);
    const { result: text, resultHash } = await this.snapshots.get(assessment);
    reply.header('content-type', TYPES[format]);
    reply.header('content-disposition', `attachment; filename="assessment-${assessmentId}.${format}"`);
    if (format === 'json') return text;
    const copied = { assessment, result: JSON.parse(text) as AssessmentResult, resultHash };
    return format === 'csv' ? csvCopy(copied) : htmlCopy(copied);
  }

  @Get('reproduction')
  @Permission('assessment.read')
  @Refusals('assessment/not-found', 'policy/none-in-force')
  @Answers(reproductionSchema)
  @Summary({ zh: '以冻结数据重算并逐字节比对', en: 'Judge the frozen facts again and compare the bytes' })
  async reproduce(
    @Param('assessmentId', { schema: assessmentIdSchema }) assessmentId: string,
    @Caller() caller: Actor,
  ) {
    const { snapshot, result, resultHash } = await this.snapshots.get(
      await this.assessments.get(assessmentId, caller),
    );
    const again = canonicalResult(judgeSnapshot(this.policies, readSnapshot(snapshot)));
    return { resultHash, isReproduced: again === result };
  }
}
