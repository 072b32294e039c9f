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
import { type Actor, type Clock, CLOCK, today } from '@gusu/values';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { LedgerRepository } from './ledger.repository.js';
import * as dto from './pool.dto.js';
import { PoolRepository } from './pool.repository.js';
import { PoolService } from './pool.service.js';

@ApiTags('资金池 risk pools')
@Controller('v1/pools')
export class PoolController {
  constructor(
    private readonly service: PoolService,
    private readonly pools: PoolRepository,
    private readonly ledger: LedgerRepository,
    private readonly idempotency: Idempotency,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Permission('pool.open')
  @Answers(dto.poolViewSchema, { status: 201 })
  @Refusals('pool/already-open')
  @Summary({ zh: '设立资金池及其出资方', en: 'Open a pool with its contributors' })
  open(
    @Body({ schema: dto.poolRequestSchema }) { contributors, ...pool }: dto.PoolRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    const given = contributors.map((each) => ({ ...each, committedFen: BigInt(each.committedFen) }));
    return this.idempotency.once(key, async (tx) =>
      Reply.created(dto.poolView(await this.service.open(tx, { ...pool, contributors: given }, caller))),
    );
  }

  @Get()
  @Permission('pool.read')
  @Answers(dto.poolsSchema)
  @Summary({ zh: '资金池清单', en: 'All pools' })
  async list() {
    return { items: (await this.pools.list()).map(dto.poolView) };
  }

  @Get(':poolCode/balances')
  @Permission('pool.read')
  @Answers(dto.balancesViewSchema)
  @Refusals('pool/not-found')
  @Summary({ zh: '任一日日终的账户余额', en: 'The balances at the end of any day' })
  async balances(
    @Param('poolCode') poolCode: string,
    @Query({ schema: dto.balanceQuerySchema }) { on = today(this.clock) }: dto.BalanceQuery,
  ) {
    await this.pools.get(poolCode);
    return dto.balancesView(poolCode, on, await this.ledger.balancesOn(poolCode, on));
  }

  @Get(':poolCode/entries')
  @Permission('pool.read')
  @Answers(dto.entriesSchema)
  @Refusals('pool/not-found')
  @Summary({ zh: '资金池分录', en: 'The ledger of a pool, by postings' })
  async entries(
    @Param('poolCode') poolCode: string,
    @Query({ schema: dto.entryPageSchema }) { after, limit }: dto.EntryPage,
  ) {
    await this.pools.get(poolCode);
    const entries = await this.ledger.entries(poolCode, after, limit);
    return {
      items: entries.map(({ ledgerVersion, accountVersion, ...rest }) => ({
        ...rest,
        ledgerVersion: Number(ledgerVersion),
        accountVersion: Number(accountVersion),
      })),
    };
  }

  @Post(':poolCode/top-ups')
  @Permission('pool-top-up.request')
  @Answers(dto.topUpViewSchema, { status: 201 })
  @Refusals('pool/not-found', 'pool/contributor-unknown', 'pool-top-up/in-future')
  @Summary({ zh: '登记补充资金', en: 'Ask for capital that has arrived to be posted' })
  requestTopUp(
    @Param('poolCode') poolCode: string,
    @Body({ schema: dto.topUpRequestSchema }) topUp: dto.TopUpRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    const requested = { ...topUp, amountFen: BigInt(topUp.amountFen) };
    return this.idempotency.once(key, async (tx) =>
      Reply.created(dto.topUpView(await this.service.requestTopUp(tx, poolCode, requested, caller))),
    );
  }

  @Get(':poolCode/top-ups')
  @Permission('pool.read')
  @Answers(dto.topUpsSchema)
  @Refusals('pool/not-found')
  @Summary({ zh: '补充资金清单', en: 'The top-ups of a pool, the newest first' })
  async topUps(@Param('poolCode') poolCode: string) {
    await this.pools.get(poolCode);
    return { items: (await this.pools.topUps(poolCode)).map(dto.topUpView) };
  }

  @Post(':poolCode/top-ups/:topUpId/decision')
  @HttpCode(200)
  @Permission('pool-top-up.decide')
  @Answers(dto.topUpViewSchema)
  @Refusals('pool/not-found', 'pool-top-up/not-found', 'pool-top-up/four-eyes', 'pool-top-up/move-not-legal')
  @Summary({ zh: '审批补充资金，须为另一人', en: 'Approve or reject a top-up that somebody else asked for' })
  async decideTopUp(
    @Param({ schema: dto.topUpPathSchema }) of: dto.TopUpPath,
    @Body({ schema: dto.topUpDecisionRequestSchema }) { decision }: dto.TopUpDecisionRequest,
    @Caller() caller: Actor,
  ) {
    return dto.topUpView(await this.service.decideTopUp(of, decision, caller));
  }
}
