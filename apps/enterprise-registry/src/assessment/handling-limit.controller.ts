import { Answers, Permission, Summary } from '@gusu/http';
import { CONFIDENCES, HANDLING_LIMITS, HANDLING_STEPS } from '@gusu/policies';
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';

const days = z.int().min(1).meta({ example: 10 });

const handlingLimitsSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        step: z.enum(HANDLING_STEPS),
        promisedDays: days,
        promisedConfidence: z.enum(CONFIDENCES),
        legalDays: days,
        legalBasis: z.string().meta({ example: '行政许可法第四十三条' }),
        legalConfidence: z.enum(CONFIDENCES),
      }),
    ),
  })
  .meta({ id: 'HandlingLimits' });

@ApiTags('申报 assessment')
@Controller('v1/handling-limits')
export class HandlingLimitController {
  @Get()
  @Permission('policy.read')
  @Answers(handlingLimitsSchema)
  @Summary({
    zh: '各环节的承诺与法定办理期限（工作日）及其依据、可信度',
    en: 'Within how many working days each step is promised and has to be done, and how sure these numbers are',
  })
  list() {
    return { items: HANDLING_LIMITS.map((limit) => ({ ...limit })) };
  }
}
