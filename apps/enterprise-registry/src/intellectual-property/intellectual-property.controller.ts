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
import type { Actor } from '@gusu/values';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { FactDecision } from '../enterprise/declaration.js';
import { decisionRequestSchema } from '../enterprise/fact.dto.js';
import { InsiderRepository } from '../enterprise/insider.repository.js';
import {
  type LapseRequest,
  lapseRequestSchema,
  propertyPageSchema,
  type PropertyRequest,
  propertyRequestSchema,
  propertyView,
  type PropertyView,
  propertyViewSchema,
} from './intellectual-property.dto.js';
import { IntellectualPropertyRepository } from './intellectual-property.repository.js';
import { IntellectualPropertyService } from './intellectual-property.service.js';

const creditCodeSchema = z.string().max(64);
const path = z.strictObject({ creditCode: creditCodeSchema, propertyId: z.uuid() });
type Path = z.infer<typeof path>;

@ApiTags('知识产权 intellectual property')
@Controller('v1/enterprises/:creditCode/intellectual-property')
export class IntellectualPropertyController {
  constructor(
    private readonly service: IntellectualPropertyService,
    private readonly properties: IntellectualPropertyRepository,
    private readonly insiders: InsiderRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @Permission('fact.read')
  @Refusals('enterprise/not-found')
  @Answers(propertyPageSchema)
  @Summary({ zh: '企业的知识产权', en: 'The intellectual property of an enterprise' })
  async list(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Caller() caller: Actor,
  ): Promise<{ items: PropertyView[] }> {
    await this.insiders.get(creditCode, caller);
    return { items: (await this.properties.ofEnterprise(creditCode, caller)).map(propertyView) };
  }

  @Post()
  @Permission('fact.declare')
  @Refusals(
    'enterprise/not-found',
    'intellectual-property/number-taken',
    'intellectual-property/already-declared',
  )
  @Answers(propertyViewSchema, { status: 201, description: '已申报待核验 Waits for its officer' })
  @Summary({ zh: '填报一项知识产权', en: 'Declare a right' })
  declare(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Body({ schema: propertyRequestSchema }) property: PropertyRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => {
      const declared = await this.service.declare(tx, creditCode, property, caller);
      return Reply.created(propertyView(declared), `/v1/enterprises/${creditCode}/intellectual-property`);
    });
  }

  @Post(':propertyId/verification')
  @HttpCode(200)
  @Permission('fact.verify')
  @Refusals(
    'enterprise/not-found',
    'declaration/not-found',
    'declaration/self-verification',
    'declaration/move-not-legal',
  )
  @Answers(propertyViewSchema)
  @Summary({ zh: '核验或驳回一项知识产权', en: 'Verify a right or reject it with reasons' })
  async decide(
    @Param({ schema: path }) of: Path,
    @Body({ schema: decisionRequestSchema }) decision: FactDecision,
    @Caller() caller: Actor,
  ): Promise<PropertyView> {
    return propertyView(await this.service.decide(of, decision, caller));
  }

  @Post(':propertyId/withdrawal')
  @HttpCode(200)
  @Permission('fact.declare')
  @Refusals('enterprise/not-found', 'declaration/not-found', 'declaration/move-not-legal')
  @Answers(propertyViewSchema)
  @Summary({ zh: '撤回一项知识产权', en: 'Withdraw a right' })
  async withdraw(@Param({ schema: path }) of: Path, @Caller() caller: Actor): Promise<PropertyView> {
    return propertyView(await this.service.withdraw(of, caller));
  }

  @Post(':propertyId/lapse')
  @HttpCode(200)
  @Permission('fact.amend')
  @Refusals('enterprise/not-found', 'declaration/not-found', 'intellectual-property/not-in-force')
  @Answers(propertyViewSchema)
  @Summary({ zh: '登记知识产权失效', en: 'Record that a right is no longer valid' })
  async lapse(
    @Param({ schema: path }) of: Path,
    @Body({ schema: lapseRequestSchema }) lapse: LapseRequest,
    @Caller() caller: Actor,
  ): Promise<PropertyView> {
    return propertyView(await this.service.lapse(of, lapse, caller));
  }
}
