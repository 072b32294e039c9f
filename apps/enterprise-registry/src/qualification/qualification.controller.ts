import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import { type Actor, CLOCK, type Clock, today } from '@gusu/values';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type MissedUpdateRequest,
  missedUpdateRequestSchema,
  qualificationIdSchema,
  qualificationListSchema,
  type QualificationMoveRequest,
  qualificationMoveRequestSchema,
  qualificationView,
  type QualificationView,
  qualificationViewSchema,
} from './qualification.dto.js';
import type { Qualification } from './qualification.js';
import { QualificationRepository } from './qualification.repository.js';
import { QualificationService } from './qualification.service.js';

const id = { schema: qualificationIdSchema };
const body = { schema: qualificationMoveRequestSchema };

@ApiTags('称号 qualification')
@Controller('v1')
export class QualificationController {
  constructor(
    private readonly titles: QualificationService,
    private readonly qualifications: QualificationRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('enterprises/:creditCode/qualifications')
  @Permission('qualification.read')
  @Refusals('enterprise/not-found')
  @Answers(qualificationListSchema)
  @Summary({ zh: '企业的全部称号', en: 'Every title of an enterprise' })
  async ofEnterprise(@Param('creditCode') creditCode: string, @Caller() caller: Actor) {
    const titles = await this.qualifications.ofEnterprise(creditCode, caller);
    return { items: titles.map((title) => this.view(title)) };
  }

  @Get('qualifications/:qualificationId')
  @Permission('qualification.read')
  @Refusals('qualification/not-found')
  @Answers(qualificationViewSchema)
  @Summary({ zh: '称号详情', en: 'One title' })
  async get(@Param('qualificationId', id) qualificationId: string, @Caller() caller: Actor) {
    return this.view(await this.qualifications.get(qualificationId, caller));
  }

  @Post('qualifications/:qualificationId/suspension')
  @HttpCode(200)
  @Permission('qualification.manage')
  @Refusals('qualification/not-found', 'qualification/move-not-legal')
  @Answers(qualificationViewSchema)
  @Summary({ zh: '暂停整改', en: 'Suspend a title until something is put right' })
  async suspend(
    @Param('qualificationId', id) qualificationId: string,
    @Body(body) { reason }: QualificationMoveRequest,
    @Caller() caller: Actor,
  ) {
    return this.view(await this.titles.move(qualificationId, 'suspend', reason, caller));
  }

  @Post('qualifications/:qualificationId/reinstatement')
  @HttpCode(200)
  @Permission('qualification.manage')
  @Refusals('qualification/not-found', 'qualification/move-not-legal')
  @Answers(qualificationViewSchema)
  @Summary({ zh: '整改后恢复', en: 'Reinstate a suspended title' })
  async reinstate(
    @Param('qualificationId', id) qualificationId: string,
    @Body(body) { reason }: QualificationMoveRequest,
    @Caller() caller: Actor,
  ) {
    return this.view(await this.titles.move(qualificationId, 'reinstate', reason, caller));
  }

  @Post('qualifications/:qualificationId/revocation')
  @HttpCode(200)
  @Permission('qualification.manage')
  @Refusals('qualification/not-found', 'qualification/move-not-legal')
  @Answers(qualificationViewSchema)
  @Summary({ zh: '撤销称号，三年内不得申报', en: 'Revoke a title; no application for three years' })
  async revoke(
    @Param('qualificationId', id) qualificationId: string,
    @Body(body) { reason }: QualificationMoveRequest,
    @Caller() caller: Actor,
  ) {
    return this.view(await this.titles.move(qualificationId, 'revoke', reason, caller));
  }

  @Post('qualifications/:qualificationId/missed-updates')
  @HttpCode(200)
  @Permission('qualification.manage')
  @Refusals('qualification/not-found', 'qualification/move-not-legal')
  @Answers(qualificationViewSchema)
  @Summary({
    zh: '记录未按期年度更新，失去复核资格',
    en: 'Note a missed annual update; it takes away the review',
  })
  async missUpdate(
    @Param('qualificationId', id) qualificationId: string,
    @Body({ schema: missedUpdateRequestSchema }) { year }: MissedUpdateRequest,
    @Caller() caller: Actor,
  ) {
    return this.view(await this.titles.missUpdate(qualificationId, year, caller));
  }

  private view(title: Qualification): QualificationView {
    return qualificationView(title, today(this.clock));
  }
}
