import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  assessmentIdSchema,
  assessmentView,
  type AssessmentView,
  assessmentViewSchema,
  endRequestSchema,
  manualDecisionsRequestSchema,
  returnRequestSchema,
} from './assessment.dto.js';
import { ReviewService } from './review.service.js';

const id = { schema: assessmentIdSchema };
const reason = { schema: endRequestSchema };
type Reason = z.infer<typeof endRequestSchema>;

@ApiTags('审查 review')
@Controller('v1/assessments/:assessmentId')
export class ReviewController {
  constructor(private readonly reviews: ReviewService) {}

  @Post('form-check')
  @HttpCode(200)
  @Permission('assessment.check')
  @Refusals('assessment/not-found', 'assessment/move-not-legal')
  @Answers(assessmentViewSchema)
  @Summary({ zh: '开始形式审查', en: 'Take up the form check' })
  async takeUp(
    @Param('assessmentId', id) assessmentId: string,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.reviews.step(assessmentId, 'startFormCheck', caller), caller);
  }

  @Post('return')
  @HttpCode(200)
  @Permission('assessment.check')
  @Refusals(
    'assessment/not-found',
    'assessment/move-not-legal',
    'assessment/returns-exhausted',
    'deadline/calendar-missing',
  )
  @Answers(assessmentViewSchema)
  @Summary({ zh: '退回补正，一次性告知', en: 'Return with everything that is wrong at once' })
  async return(
    @Param('assessmentId', id) assessmentId: string,
    @Body({ schema: returnRequestSchema }) { defects }: z.infer<typeof returnRequestSchema>,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.reviews.return(assessmentId, defects, caller), caller);
  }

  @Post('form-rejection')
  @HttpCode(200)
  @Permission('assessment.check')
  @Refusals('assessment/not-found', 'assessment/move-not-legal')
  @Answers(assessmentViewSchema)
  @Summary({ zh: '不予受理', en: 'Reject at form' })
  async rejectAtForm(
    @Param('assessmentId', id) assessmentId: string,
    @Body(reason) request: Reason,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(
      await this.reviews.end(assessmentId, 'rejectAtForm', request.reason, caller),
      caller,
    );
  }

  @Post('acceptance')
  @HttpCode(200)
  @Permission('assessment.check')
  @Refusals('assessment/not-found', 'assessment/move-not-legal')
  @Answers(assessmentViewSchema)
  @Summary({ zh: '受理，转板块审查', en: 'Accept for review by the district' })
  async accept(
    @Param('assessmentId', id) assessmentId: string,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.reviews.step(assessmentId, 'accept', caller), caller);
  }

  @Post('manual-decisions')
  @HttpCode(200)
  @Permission('assessment.decide-manually')
  @Refusals('assessment/not-found', 'assessment/move-not-legal', 'assessment/not-manual')
  @Answers(assessmentViewSchema)
  @Summary({ zh: '逐项人工判定并说明理由', en: 'Decide items that need a person, with reasons' })
  async decideManually(
    @Param('assessmentId', id) assessmentId: string,
    @Body({ schema: manualDecisionsRequestSchema })
    { decisions }: z.infer<typeof manualDecisionsRequestSchema>,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.reviews.decideManually(assessmentId, decisions, caller), caller);
  }

  @Post('recommendation')
  @HttpCode(200)
  @Permission('assessment.recommend')
  @Refusals(
    'assessment/not-found',
    'assessment/move-not-legal',
    'assessment/gate-unmet',
    'assessment/manual-undecided',
    'assessment/facts-changed',
  )
  @Answers(assessmentViewSchema)
  @Summary({ zh: '板块推荐', en: 'The district recommends' })
  async recommend(
    @Param('assessmentId', id) assessmentId: string,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.reviews.recommend(assessmentId, caller), caller);
  }

  @Post('non-recommendation')
  @HttpCode(200)
  @Permission('assessment.recommend')
  @Refusals('assessment/not-found', 'assessment/move-not-legal')
  @Answers(assessmentViewSchema)
  @Summary({ zh: '板块不予推荐', en: 'The district does not recommend' })
  async decline(
    @Param('assessmentId', id) assessmentId: string,
    @Body(reason) request: Reason,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.reviews.end(assessmentId, 'decline', request.reason, caller), caller);
  }

  @Post('city-review')
  @HttpCode(200)
  @Permission('assessment.review')
  @Refusals('assessment/not-found', 'assessment/move-not-legal')
  @Answers(assessmentViewSchema)
  @Summary({ zh: '开始市级审查', en: 'The city takes up its review' })
  async startCityReview(
    @Param('assessmentId', id) assessmentId: string,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.reviews.step(assessmentId, 'startCityReview', caller), caller);
  }

  @Post('proposal')
  @HttpCode(200)
  @Permission('assessment.review')
  @Refusals(
    'assessment/not-found',
    'assessment/move-not-legal',
    'assessment/result-not-met',
    'assessment/facts-changed',
    'expert-review/incomplete',
  )
  @Answers(assessmentViewSchema)
  @Summary({ zh: '拟认定', en: 'Propose for recognition' })
  async propose(
    @Param('assessmentId', id) assessmentId: string,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.reviews.propose(assessmentId, caller), caller);
  }

  @Post('approval')
  @HttpCode(200)
  @Permission('assessment.review')
  @Refusals('assessment/not-found', 'assessment/move-not-legal', 'assessment/same-person')
  @Answers(assessmentViewSchema)
  @Summary({ zh: '另一人审批', en: 'Another person approves' })
  async approve(
    @Param('assessmentId', id) assessmentId: string,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.reviews.approve(assessmentId, caller), caller);
  }

  @Post('failure')
  @HttpCode(200)
  @Permission('assessment.review')
  @Refusals('assessment/not-found', 'assessment/move-not-legal')
  @Answers(assessmentViewSchema)
  @Summary({ zh: '评审不通过', en: 'Not passed' })
  async fail(
    @Param('assessmentId', id) assessmentId: string,
    @Body(reason) request: Reason,
    @Caller() caller: Actor,
  ): Promise<AssessmentView> {
    return assessmentView(await this.reviews.end(assessmentId, 'fail', request.reason, caller), caller);
  }
}
