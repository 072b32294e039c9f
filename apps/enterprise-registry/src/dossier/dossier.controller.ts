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
  itemPageSchema,
  type ItemRequest,
  itemRequestSchema,
  itemView,
  type ItemView,
  itemViewSchema,
  readItem,
} from './dossier.dto.js';
import { DossierRepository } from './dossier.repository.js';
import { DossierService } from './dossier.service.js';

const creditCodeSchema = z.string().max(64);
const path = z.strictObject({ creditCode: creditCodeSchema, itemId: z.uuid() });
type Path = z.infer<typeof path>;

@ApiTags('企业档案 dossier')
@Controller('v1/enterprises/:creditCode/dossier-items')
export class DossierController {
  constructor(
    private readonly service: DossierService,
    private readonly items: DossierRepository,
    private readonly insiders: InsiderRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @Permission('fact.read')
  @Refusals('enterprise/not-found')
  @Answers(itemPageSchema)
  @Summary({
    zh: '企业的档案：奖励、研发机构、标准、市场、认证、融资、得分',
    en: 'The dossier of an enterprise',
  })
  async list(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Caller() caller: Actor,
  ): Promise<{ items: ItemView[] }> {
    await this.insiders.get(creditCode, caller);
    return { items: (await this.items.ofEnterprise(creditCode, caller)).map(itemView) };
  }

  @Post()
  @Permission('fact.declare')
  @Refusals('enterprise/not-found')
  @Answers(itemViewSchema, { status: 201, description: '已填报待核验 Waits for its officer' })
  @Summary({ zh: '填报一项档案', en: 'Declare an item of the dossier' })
  declare(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Body({ schema: itemRequestSchema }) item: ItemRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => {
      const read = { ...readItem(item), evidenceIds: item.evidenceIds };
      const declared = await this.service.declare(tx, creditCode, read, caller);
      return Reply.created(itemView(declared), `/v1/enterprises/${creditCode}/dossier-items`);
    });
  }

  @Post(':itemId/verification')
  @HttpCode(200)
  @Permission('fact.verify')
  @Refusals(
    'enterprise/not-found',
    'declaration/not-found',
    'declaration/self-verification',
    'declaration/move-not-legal',
  )
  @Answers(itemViewSchema)
  @Summary({ zh: '核验或驳回一项档案', en: 'Verify an item or reject it with reasons' })
  async decide(
    @Param({ schema: path }) of: Path,
    @Body({ schema: decisionRequestSchema }) decision: FactDecision,
    @Caller() caller: Actor,
  ): Promise<ItemView> {
    return itemView(await this.service.decide(of, decision, caller));
  }

  @Post(':itemId/withdrawal')
  @HttpCode(200)
  @Permission('fact.declare')
  @Refusals('enterprise/not-found', 'declaration/not-found', 'declaration/move-not-legal')
  @Answers(itemViewSchema)
  @Summary({ zh: '撤回一项档案', en: 'Withdraw an item' })
  async withdraw(@Param({ schema: path }) of: Path, @Caller() caller: Actor): Promise<ItemView> {
    return itemView(await this.service.withdraw(of, caller));
  }
}
