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
import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { FactDecision } from '../enterprise/declaration.js';
import { decisionRequestSchema } from '../enterprise/fact.dto.js';
import { InsiderRepository } from '../enterprise/insider.repository.js';
import {
  annualFactsPageSchema,
  annualFactsView,
  type AnnualFactsView,
  annualFactsViewSchema,
  correctionRequestSchema,
  fiscalYearSchema,
  type YearQuery,
  yearQuerySchema,
  yearRequestSchema,
} from './annual-facts.dto.js';
import { AnnualFactsRepository } from './annual-facts.repository.js';
import { AnnualFactsService, type WrittenYear } from './annual-facts.service.js';

const path = z.strictObject({ creditCode: z.string().max(64), fiscalYear: fiscalYearSchema });
type Path = z.infer<typeof path>;
const creditCodeSchema = z.string().max(64);

@ApiTags('年度数据 annual facts')
@Controller('v1/enterprises/:creditCode/annual-facts')
export class AnnualFactsController {
  constructor(
    private readonly service: AnnualFactsService,
    private readonly facts: AnnualFactsRepository,
    private readonly insiders: InsiderRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @Permission('fact.read')
  @Refusals('enterprise/not-found')
  @Answers(annualFactsPageSchema)
  @Summary({ zh: '企业各年度数据的全部版本', en: 'Every version of every year of an enterprise' })
  async list(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Caller() caller: Actor,
  ): Promise<{ items: AnnualFactsView[] }> {
    await this.insiders.get(creditCode, caller);
    return { items: (await this.facts.versions(creditCode, caller)).map(annualFactsView) };
  }

  @Get(':fiscalYear')
  @Permission('fact.read')
  @Refusals('annual-facts/not-found')
  @Answers(annualFactsViewSchema)
  @Summary({
    zh: '某年度有效的数据，可查过去时刻',
    en: 'The facts of a year that are in force, now or at an instant',
    description: '已核验的版本优先，其次为已提交的。 The verified version, else the submitted one.',
  })
  async get(
    @Param({ schema: path }) { creditCode, fiscalYear }: Path,
    @Query({ schema: yearQuerySchema }) { asOf }: YearQuery,
    @Caller() caller: Actor,
  ): Promise<AnnualFactsView> {
    const at = asOf === undefined ? END_OF_TIME : new Date(asOf);
    return annualFactsView(await this.facts.inForce(creditCode, fiscalYear, at, caller));
  }

  @Put(':fiscalYear')
  @Permission('fact.declare')
  @Refusals('enterprise/not-found', 'annual-facts/move-not-legal', 'annual-facts/already-verified')
  @Answers(annualFactsViewSchema)
  @Summary({ zh: '保存某年度数据草稿', en: 'Save the draft of a year' })
  async save(
    @Param({ schema: path }) year: Path,
    @Body({ schema: yearRequestSchema }) written: WrittenYear,
    @Caller() caller: Actor,
  ): Promise<AnnualFactsView> {
    return annualFactsView(await this.service.saveDraft(year, written, caller));
  }

  @Post(':fiscalYear/submission')
  @HttpCode(200)
  @Permission('fact.submit')
  @Refusals('enterprise/not-found', 'annual-facts/not-found', 'annual-facts/move-not-legal')
  @Answers(annualFactsViewSchema)
  @Summary({
    zh: '提交年度数据，一次返回全部缺陷',
    en: 'Submit a year for verification',
    description: 'Every defect is named at once.',
  })
  async submit(@Param({ schema: path }) year: Path, @Caller() caller: Actor): Promise<AnnualFactsView> {
    return annualFactsView(await this.service.submit(year, caller));
  }

  @Post(':fiscalYear/verification')
  @HttpCode(200)
  @Permission('fact.verify')
  @Refusals(
    'enterprise/not-found',
    'enterprise/not-your-district',
    'annual-facts/not-found',
    'annual-facts/self-verification',
    'annual-facts/move-not-legal',
  )
  @Answers(annualFactsViewSchema)
  @Summary({ zh: '板块核验或驳回年度数据', en: 'The district verifies a year or rejects it with reasons' })
  async decide(
    @Param({ schema: path }) year: Path,
    @Body({ schema: decisionRequestSchema }) decision: FactDecision,
    @Caller() caller: Actor,
  ): Promise<AnnualFactsView> {
    return annualFactsView(await this.service.decide(year, decision, caller));
  }

  @Post(':fiscalYear/correction')
  @Permission('fact.submit')
  @Refusals(
    'enterprise/not-found',
    'annual-facts/not-found',
    'annual-facts/not-verified',
    'annual-facts/correction-under-way',
    'annual-facts/nothing-changed',
  )
  @Answers(annualFactsViewSchema, {
    status: 201,
    description: '更正已提交 The correction waits for its officer',
  })
  @Summary({ zh: '更正已核验的年度数据', en: 'Correct a verified year with reason and evidence' })
  correct(
    @Param({ schema: path }) year: Path,
    @Body({ schema: correctionRequestSchema }) written: WrittenYear & { reason: string },
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => {
      const corrected = await this.service.correct(tx, year, written, caller);
      const { creditCode, fiscalYear } = corrected;
      const location = `/v1/enterprises/${creditCode}/annual-facts/${fiscalYear}/versions`;
      return Reply.created(annualFactsView(corrected), location);
    });
  }

  @Get(':fiscalYear/versions')
  @Permission('fact.read')
  @Refusals('enterprise/not-found')
  @Answers(annualFactsPageSchema)
  @Summary({ zh: '某年度数据的全部版本，最新在前', en: 'Every version of a year with the newest first' })
  async versions(
    @Param({ schema: path }) { creditCode, fiscalYear }: Path,
    @Caller() caller: Actor,
  ): Promise<{ items: AnnualFactsView[] }> {
    await this.insiders.get(creditCode, caller);
    return { items: (await this.facts.versions(creditCode, caller, fiscalYear)).map(annualFactsView) };
  }
}

// What is in force now is in force at every later instant, as far as is known.
const END_OF_TIME = new Date('9998-12-31T00:00:00Z');
