import {
  Answers,
  Caller,
  Idempotency,
  type IdempotencyKey,
  Idempotent,
  Permission,
  Refusals,
  Reply,
  Summary,
} from '@gusu/http';
import { type Actor, CLOCK, type Clock, localDateOf } from '@gusu/values';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  assessmentIdSchema,
  assessmentListSchema,
  assessmentView,
  type AssessmentView,
  assessmentViewSchema,
  correctionRequestSchema,
  draftRequestSchema,
  submissionRequestSchema,
} from './assessment.dto.js';
import { AssessmentRepository } from './assessment.repository.js';
import { AssessmentService } from './assessment.service.js';

const id = { schema: assessmentIdSchema };

@ApiTags('申报 assessment')
@Controller('v1')
export class AssessmentController {
  constructor(
    private readonly cases: AssessmentService,
    private readonly assessments: AssessmentRepository,
    private readonly idempotency: Idempotency,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('enterprises/:creditCode/assessments')
  @Permission('assessment.draft')
  @Refusals('enterprise/not-found', 'enterprise/not-your-enterprise', 'assessment/already-open')
  @Answers(assessmentViewSchema, { status: 201 })
  @Summary({ zh: '新建申报草稿', en: 'Begin an application for a title' })
  open(
    @Param('creditCode') creditCode: string,
    @Body({ schema: draftRequestSchema }) request: z.infer<typeof draftRequestSchema>,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => {
      const draft = await this.cases.open(tx, creditCode, request, caller);
      return Reply.created(assessmentView(draft, caller), `/v1/assessments/${draft.assessmentId}`);
    });
  }

  @Get('enterprises/:creditCode/assessments')
  @Permission('assessment.read')
  @Answers(assessmentListSchema)
  @Summary({ zh: '企业的全部申报', en: 'The applications of an enterprise, the newest first' })
  async ofEnterprise(@Param('creditCode') creditCode: string, @Caller() caller: Actor) {
    const found = await this.assessments.ofEnterprise(creditCode, caller);
    const today = localDateOf(this.clock.now());
    return { items: found.map((assessment) => assessmentView(assessment, caller, today)) };
  }

  @Get('assessments/:assessmentId')
  @Permission('assessment.read')
  @Refusals('assessment/not-found')
  @Answers(assessmentViewSchema)
  @Summary({ zh: '申报详情与办件状态', en: 'An application with its public status and the next moves' })
  async get(
    @Param('assessmentId', id) assessmentId: string,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    const assessment = await this.assessments.get(assessmentId, caller);
    return assessmentView(assessment, caller, localDateOf(this.clock.now()));
  }

  @Post('assessments/:assessmentId/submission')
  @HttpCode(200)
  @Permission('assessment.submit')
  @Refusals(
    'assessment/not-found',
    'assessment/move-not-legal',
    'assessment/facts-missing',
    'batch/not-open',
    'policy/none-in-force',
  )
  @Answers(assessmentViewSchema)
  @Summary({ zh: '提交申报，冻结数据、政策与结果', en: 'Submit; facts, policy and result are frozen' })
  async submit(
    @Param('assessmentId', id) assessmentId: string,
    @Body({ schema: submissionRequestSchema }) _commitment: z.infer<typeof submissionRequestSchema>,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.cases.submit(assessmentId, caller), caller);
  }

  @Post('assessments/:assessmentId/resubmission')
  @HttpCode(200)
  @Permission('assessment.submit')
  @Refusals('assessment/not-found', 'assessment/move-not-legal', 'assessment/facts-unchanged')
  @Answers(assessmentViewSchema)
  @Summary({ zh: '年度数据更正后重新提交', en: 'Submit again after facts that were used were corrected' })
  async resubmit(
    @Param('assessmentId', id) assessmentId: string,
    @Body({ schema: submissionRequestSchema }) _commitment: z.infer<typeof submissionRequestSchema>,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.cases.resubmit(assessmentId, caller), caller);
  }

  @Post('assessments/:assessmentId/confirmation')
  @HttpCode(200)
  @Permission('assessment.submit')
  @Refusals('assessment/not-found', 'assessment/facts-unchanged')
  @Answers(assessmentViewSchema)
  @Summary({
    zh: '确认更正不影响本申报',
    en: 'Confirm that the corrected facts do not touch the application',
  })
  async confirm(
    @Param('assessmentId', id) assessmentId: string,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.cases.confirmFacts(assessmentId, caller), caller);
  }

  @Post('assessments/:assessmentId/correction')
  @HttpCode(200)
  @Permission('assessment.draft')
  @Refusals('assessment/not-found', 'assessment/move-not-legal')
  @Answers(assessmentViewSchema)
  @Summary({ zh: '开始补正', en: 'Begin to put right what was returned' })
  async correct(
    @Param('assessmentId', id) assessmentId: string,
    @Body({ schema: correctionRequestSchema }) { choices }: z.infer<typeof correctionRequestSchema>,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.cases.reopen(assessmentId, choices, caller), caller);
  }

  @Post('assessments/:assessmentId/withdrawal')
  @HttpCode(200)
  @Permission('assessment.submit')
  @Refusals('assessment/not-found', 'assessment/move-not-legal')
  @Answers(assessmentViewSchema)
  @Summary({ zh: '公示前撤回', en: 'Withdraw before the public notice' })
  async withdraw(
    @Param('assessmentId', id) assessmentId: string,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.cases.withdraw(assessmentId, caller), caller);
  }
}
