import { refuse } from '@gusu/contracts';
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
import { markBands, PolicyBook, viewOf } from '@gusu/policies';
import type { Actor } from '@gusu/values';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { assessmentIdSchema } from '../assessment/assessment.dto.js';
import { CaseFileRepository } from '../assessment/case-file.repository.js';
import { frozenPolicy, judgeSnapshot } from '../assessment/judgement.rules.js';
import { readSnapshot } from '../assessment/snapshot.js';
import {
  dossierView,
  dossierViewSchema,
  marksRequestSchema,
  panelView,
  panelViewSchema,
  reviewListSchema,
  reviewStatusSchema,
} from './expert-review.dto.js';
import { ExpertReviewRepository } from './expert-review.repository.js';
import { ExpertReviewService } from './expert-review.service.js';

const id = { schema: assessmentIdSchema };

@ApiTags('专家评审 expert review')
@Controller('v1')
export class ExpertReviewController {
  constructor(
    private readonly panels: ExpertReviewService,
    private readonly reviews: ExpertReviewRepository,
    private readonly files: CaseFileRepository,
    private readonly policies: PolicyBook,
    private readonly idempotency: Idempotency,
  ) {}

  @Post('assessments/:assessmentId/expert-panel')
  @Permission('assessment.review')
  @Refusals('assessment/not-found', 'assessment/move-not-legal', 'expert/too-few', 'expert-review/not-wanted')
  @Answers(panelViewSchema, { status: 201 })
  @Summary({ zh: '随机抽取专家组，开始专家评审', en: 'Draw the experts at random and open their review' })
  draw(
    @Param('assessmentId', id) assessmentId: string,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => {
      const reviews = await this.panels.draw(tx, assessmentId, caller);
      return Reply.created(panelView(await this.reviews.panel(assessmentId, tx), reviews));
    });
  }

  @Get('assessments/:assessmentId/expert-panel')
  @Permission('expert-review.read')
  @Refusals('expert-review/not-found')
  @Answers(panelViewSchema)
  @Summary({ zh: '专家组与评分，评分全部提交后可见', en: 'The experts, and their marks once all are in' })
  async panel(@Param('assessmentId', id) assessmentId: string) {
    return panelView(await this.reviews.panel(assessmentId), await this.reviews.ofAssessment(assessmentId));
  }

  @Get('expert-reviews')
  @Permission('expert-review.mark')
  @Answers(reviewListSchema)
  @Summary({ zh: '待我评审', en: 'What waits for this expert' })
  async mine(@Caller() caller: Actor) {
    const waiting = await this.reviews.waitingFor(caller.id);
    return { items: waiting.map(({ assessmentId, status }) => ({ assessmentId, status })) };
  }

  @Get('expert-reviews/:assessmentId')
  @Permission('expert-review.mark')
  @Refusals('expert-review/not-found')
  @Answers(dossierViewSchema)
  @Summary({ zh: '评审材料与评分档次', en: 'What is to be reviewed, and the marks that the facts allow' })
  async dossier(@Param('assessmentId', id) assessmentId: string, @Caller() caller: Actor) {
    const review = (await this.reviews.ofAssessment(assessmentId)).find(
      ({ expertId }) => expertId === caller.id,
    );
    const assessment = review && (await this.files.assessments.find(assessmentId));
    if (!review || review.status === 'conflicted' || assessment?.status !== 'expertReview')
      throw refuse('expert-review/not-found', { assessmentId });
    const snapshot = readSnapshot((await this.files.snapshots.get(assessment)).snapshot);
    const bands = markBands(
      frozenPolicy(this.policies, snapshot),
      viewOf(snapshot.sheet, snapshot.applyDate, this.policies),
    );
    const { criteria } = judgeSnapshot(this.policies, snapshot);
    return dossierView(review, assessment, { bands, criteria });
  }

  @Post('expert-reviews/:assessmentId/marks')
  @HttpCode(200)
  @Permission('expert-review.mark')
  @Refusals('expert-review/not-found', 'expert-review/move-not-legal')
  @Answers(reviewStatusSchema)
  @Summary({ zh: '提交评分，整数且不超出档次', en: 'Give marks: whole points within the bands' })
  async mark(
    @Param('assessmentId', id) assessmentId: string,
    @Body({ schema: marksRequestSchema }) { marks, opinion }: z.infer<typeof marksRequestSchema>,
    @Caller() caller: Actor,
  ) {
    const { status } = await this.panels.mark(assessmentId, marks, opinion, caller);
    return { assessmentId, status };
  }

  @Post('expert-reviews/:assessmentId/conflict')
  @HttpCode(200)
  @Permission('expert-review.mark')
  @Refusals('expert-review/not-found', 'expert-review/move-not-legal', 'expert/too-few')
  @Answers(reviewStatusSchema)
  @Summary({ zh: '声明利益冲突并回避', en: 'Declare a conflict of interest; another expert is drawn' })
  async conflict(@Param('assessmentId', id) assessmentId: string, @Caller() caller: Actor) {
    const { status } = await this.panels.declareConflict(assessmentId, caller);
    return { assessmentId, status };
  }
}
