import { Answers, Caller, Permission, Summary } from '@gusu/http';
import { type Actor, CLOCK, type Clock, localDateOf } from '@gusu/values';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { worklist, worklistQuerySchema, type WorklistRequest, worklistSchema } from './worklist.dto.js';
import { deskOf } from './worklist.js';
import { WorklistRepository } from './worklist.repository.js';

@ApiTags('待办 worklist')
@Controller('v1/worklist')
export class WorklistController {
  constructor(
    private readonly waiting: WorklistRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permission('worklist.read')
  @Answers(worklistSchema)
  @Summary({
    zh: '我的待办，期限最近者在前，超期者标明',
    en: 'Everything that waits for this officer, what is due first before the rest',
  })
  async page(@Query({ schema: worklistQuerySchema }) query: WorklistRequest, @Caller() caller: Actor) {
    const now = this.clock.now();
    const found = await this.waiting.page(deskOf(caller), query, now);
    return worklist(found, query.limit, localDateOf(now));
  }
}
