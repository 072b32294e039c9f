import { Answers, Caller, HandlerTimeout, Permission, Refusals, Summary } from '@gusu/http';
import { type Actor, CLOCK, type Clock, hasRole, today } from '@gusu/values';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NearNextRungService } from './near-next-rung.service.js';
import {
  nearPageSchema,
  nearPageView,
  type NearPageView,
  type NearQuery,
  nearQuerySchema,
} from './preview.dto.js';

const LOOKING_MILLIS = 2 * 60_000;
const NO_DISTRICT = '000000';

@ApiTags('培育 cultivation')
@Controller('v1/near-next-rung')
export class NearNextRungController {
  constructor(
    private readonly near: NearNextRungService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permission('near-next-rung.read')
  @HandlerTimeout(LOOKING_MILLIS)
  @Refusals('policy/none-in-force')
  @Answers(nearPageSchema)
  @Summary({
    zh: '距离下一称号不超过10%的企业，按板块与项目',
    en: 'Enterprises within a tenth of the next rung',
    description: '板块人员只见本板块。 Officers of a district see their own.',
  })
  async find(
    @Query({ schema: nearQuerySchema }) asked: NearQuery,
    @Caller() caller: Actor,
  ): Promise<NearPageView> {
    const { on = today(this.clock), district, ...rest } = asked;
    return nearPageView(await this.near.find({ ...rest, on, district: districtFor(caller, district) }));
  }
}

/** The district that is asked for, or the officer's own: another one's enterprises are not there for them. */
function districtFor(caller: Actor, asked: string | undefined): string | undefined {
  if (!hasRole(caller, 'district-clerk', 'district-lead')) return asked;
  const own = caller.district ?? NO_DISTRICT;
  return asked === undefined || asked === own ? own : NO_DISTRICT;
}
