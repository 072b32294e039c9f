import type { RefusalCode } from '@gusu/contracts';
import type { Tx } from '@gusu/database';
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
import { type Actor, CLOCK, type Clock, today } from '@gusu/values';
import { applyDecorators, Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type CertificateRequest,
  certificateRequestSchema,
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

// The moves of an officer differ in their name and their words alone.
const TitleMove = (path: string, zh: string, en: string, ...more: readonly RefusalCode[]) =>
  applyDecorators(
    Post(`qualifications/:qualificationId/${path}`),
    HttpCode(200),
    Permission('qualification.manage'),
    Refusals('qualification/not-found', 'qualification/move-not-legal', ...more),
    Answers(qualificationViewSchema),
    Summary({ zh, en }),
  );

@ApiTags('称号 qualification')
@Controller('v1')
export class QualificationController {
  constructor(
    private readonly titles: QualificationService,
    private readonly qualifications: QualificationRepository,
    private readonly idempotency: Idempotency,
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

  @TitleMove('suspension', '暂停整改', 'Suspend a title until something is put right')
  suspend(
    @Param('qualificationId', id) qualificationId: string,
    @Body(body) { reason }: QualificationMoveRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    const move = { qualificationId, name: 'suspend' } as const;
    return this.once(key, (tx) => this.titles.move(tx, move, reason, caller));
  }

  @TitleMove('reinstatement', '整改后恢复', 'Reinstate a suspended title')
  reinstate(
    @Param('qualificationId', id) qualificationId: string,
    @Body(body) { reason }: QualificationMoveRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    const move = { qualificationId, name: 'reinstate' } as const;
    return this.once(key, (tx) => this.titles.move(tx, move, reason, caller));
  }

  @TitleMove('revocation', '撤销称号，三年内不得申报', 'Revoke a title; no application for three years')
  revoke(
    @Param('qualificationId', id) qualificationId: string,
    @Body(body) { reason }: QualificationMoveRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    const move = { qualificationId, name: 'revoke' } as const;
    return this.once(key, (tx) => this.titles.move(tx, move, reason, caller));
  }

  @TitleMove(
    'certificate',
    '登记证书编号，同一项目内唯一',
    'Enter the certificate number of a granted title',
    'qualification/certificate-given',
    'qualification/certificate-taken',
  )
  certify(
    @Param('qualificationId', id) qualificationId: string,
    @Body({ schema: certificateRequestSchema }) { certNo }: CertificateRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.once(key, (tx) => this.titles.certify(tx, qualificationId, certNo, caller));
  }

  @TitleMove(
    'missed-updates',
    '记录未按期年度更新，失去复核资格',
    'Note a missed annual update; it takes away the review',
  )
  missUpdate(
    @Param('qualificationId', id) qualificationId: string,
    @Body({ schema: missedUpdateRequestSchema }) { year }: MissedUpdateRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.once(key, (tx) => this.titles.missUpdate(tx, qualificationId, year, caller));
  }

  private once(key: IdempotencyKey | undefined, work: (tx: Tx) => Promise<Qualification>): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => Reply.ok(this.view(await work(tx))));
  }

  private view(title: Qualification): QualificationView {
    return qualificationView(title, today(this.clock));
  }
}
