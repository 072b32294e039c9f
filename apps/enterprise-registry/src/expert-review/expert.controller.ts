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
import type { z } from 'zod';
import { ExpertRepository } from './expert.repository.js';
import {
  expertList,
  expertListSchema,
  expertRequestSchema,
  expertStatusRequestSchema,
} from './expert-review.dto.js';
import { ExpertService } from './expert.service.js';

@ApiTags('专家 expert')
@Controller('v1/experts')
export class ExpertController {
  constructor(
    private readonly list: ExpertService,
    private readonly experts: ExpertRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Permission('expert.manage')
  @Refusals('expert/already-listed')
  @Answers(expertListSchema, { status: 201 })
  @Summary({ zh: '专家入库', en: 'List an expert' })
  add(
    @Body({ schema: expertRequestSchema }) request: z.infer<typeof expertRequestSchema>,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      Reply.created(expertList([await this.list.list(tx, request, caller)])),
    );
  }

  @Get()
  @Permission('expert.manage')
  @Answers(expertListSchema)
  @Summary({ zh: '专家库', en: 'All experts' })
  async all() {
    return expertList(await this.experts.all());
  }

  @Post(':expertId/activity')
  @HttpCode(200)
  @Permission('expert.manage')
  @Refusals('expert/not-found')
  @Answers(expertListSchema)
  @Summary({ zh: '停用或恢复专家', en: 'Retire an expert, or take one back' })
  async setActive(
    @Param('expertId') expertId: string,
    @Body({ schema: expertStatusRequestSchema }) { isActive }: z.infer<typeof expertStatusRequestSchema>,
    @Caller() caller: Actor,
  ) {
    await this.list.setActive(expertId, isActive, caller);
    return expertList((await this.experts.all()).filter((expert) => expert.expertId === expertId));
  }
}
