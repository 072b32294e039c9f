import { refuse } from '@gusu/contracts';
import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import { type Actor, isLocalDate } from '@gusu/values';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  creditCodeParamSchema,
  enterpriseVersionsSchema,
  type EnterpriseVersions,
  enterpriseView,
  enterpriseViewSchema,
  type EnterpriseView,
  pastVersionView,
} from './enterprise.dto.js';
import { type AsOf, EnterpriseRepository } from './enterprise.repository.js';

const asOfSchema = z.strictObject({
  asOf: z
    .string()
    .max(40)
    .optional()
    .meta({ description: '某日或某时刻 a day or an instant', example: '2021-04-15' }),
});

@ApiTags('企业库 enterprise')
@Controller('v1/enterprises')
export class EnterpriseController {
  constructor(private readonly enterprises: EnterpriseRepository) {}

  @Get(':creditCode')
  @Permission('enterprise.read')
  @Summary({
    zh: '企业详情，可查过去某日或某时刻',
    en: 'An enterprise, now or as of a day or an instant',
    description:
      'asOf=YYYY-MM-DD 为该日有效的内容；asOf=时刻 为该时刻库中所知。 A day asks what held on it, an instant what was known.',
  })
  @Answers(enterpriseViewSchema)
  @Refusals('enterprise/not-found')
  async get(
    @Param('creditCode', { schema: creditCodeParamSchema }) creditCode: string,
    @Query({ schema: asOfSchema }) { asOf }: z.infer<typeof asOfSchema>,
    @Caller() caller: Actor,
  ): Promise<EnterpriseView> {
    const point = readAsOf(asOf);
    const enterprise = await this.enterprises.get(creditCode, caller, point);
    return point ? pastVersionView(enterprise, caller) : enterpriseView(enterprise, caller);
  }

  @Get(':creditCode/versions')
  @Permission('enterprise.read')
  @Summary({ zh: '企业全部版本，最新在前', en: 'Every version of an enterprise, newest first' })
  @Answers(enterpriseVersionsSchema)
  @Refusals('enterprise/not-found')
  async versions(
    @Param('creditCode', { schema: creditCodeParamSchema }) creditCode: string,
    @Caller() caller: Actor,
  ): Promise<EnterpriseVersions> {
    const versions = await this.enterprises.versions(creditCode, caller);
    return { items: versions.map((version) => pastVersionView(version, caller)) };
  }
}

function readAsOf(text: string | undefined): AsOf | undefined {
  if (text === undefined) return undefined;
  if (isLocalDate(text)) return { day: text };
  if (z.iso.datetime({ offset: true }).safeParse(text).success) return { instant: new Date(text) };
  throw refuse('request/invalid', {}, [{ pointer: '/query/asOf', code: 'DATE_FORMAT' }]);
}
