import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import { DeadLetters, type DeadLetter } from '@gusu/messaging';
import type { Actor } from '@gusu/values';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  deadLetterPageSchema,
  deadLettersSchema,
  deadLetterViewSchema,
  discardSchema,
  redriveViewSchema,
  type DeadLetterPageQuery,
  type DiscardRequest,
} from './dead-letter.dto.js';

@ApiTags('死信 dead letters')
@Controller('v1/dead-letters')
export class DeadLetterController {
  constructor(private readonly letters: DeadLetters) {}

  @Get()
  @Permission('dead-letter.read')
  @Answers(deadLettersSchema)
  @Summary({ zh: '停放的事件', en: 'Events that were put aside' })
  list(@Query({ schema: deadLetterPageSchema }) query: DeadLetterPageQuery): Promise<DeadLetter[]> {
    return this.letters.list(query);
  }

  @Get(':id')
  @Permission('dead-letter.read')
  @Answers(deadLetterViewSchema)
  @Refusals('dead-letter/not-found')
  @Summary({ zh: '查看一条死信', en: 'One of them, with its cause and its bytes' })
  get(@Param('id') id: string): Promise<DeadLetter> {
    return this.letters.get(id);
  }

  @Post(':id/redrive')
  @HttpCode(200)
  @Permission('dead-letter.settle')
  @Answers(redriveViewSchema)
  @Refusals('dead-letter/not-found')
  @Summary({ zh: '重新处理该键的事件', en: 'Apply it and what waits behind it' })
  redrive(
    @Param('id') id: string,
    @Caller() actor: Actor,
  ): Promise<{ redriven: number; isDrained: boolean }> {
    return this.letters.redrive(id, actor);
  }

  @Post(':id/discard')
  @HttpCode(200)
  @Permission('dead-letter.settle')
  @Answers(deadLetterViewSchema)
  @Refusals('dead-letter/not-found', 'dead-letter/already-settled', 'dead-letter/reason-missing')
  @Summary({ zh: '说明理由后放弃', en: 'Give it up, with a reason' })
  discard(
    @Param('id') id: string,
    @Body({ schema: discardSchema }) { reason }: DiscardRequest,
    @Caller() actor: Actor,
  ): Promise<DeadLetter> {
    return this.letters.discard(id, reason, actor);
  }
}
