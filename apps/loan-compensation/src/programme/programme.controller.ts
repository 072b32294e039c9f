import { Answers, Permission, Summary } from '@gusu/http';
import { type Clock, CLOCK, today } from '@gusu/values';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { programmesSchema } from './programme.dto.js';
import { ProgrammeRepository } from './programme.repository.js';

@ApiTags('信贷产品 loan programmes')
@Controller('v1/loan-programmes')
export class ProgrammeController {
  constructor(
    private readonly programmes: ProgrammeRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permission('programme.read')
  @Answers(programmesSchema)
  @Summary({ zh: '信贷产品及其现行政策与资金池', en: 'Loan programmes, each with its rules and its pool' })
  async list() {
    return { items: await this.programmes.list(today(this.clock)) };
  }
}
