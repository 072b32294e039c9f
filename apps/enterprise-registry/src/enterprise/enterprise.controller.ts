import { refuse } from '@gusu/contracts';
import { Caller, Permission } from '@gusu/http';
import { type Actor, isLocalDate } from '@gusu/values';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { enterpriseView, type EnterpriseView } from './enterprise.dto.js';
import { type AsOf, EnterpriseRepository } from './enterprise.repository.js';

const creditCodeSchema = z.string().max(64);
const asOfSchema = z.strictObject({ asOf: z.string().max(40).optional() });

@ApiTags('企业库 enterprise')
@Controller('v1/enterprises')
export class EnterpriseController {
  constructor(private readonly enterprises: EnterpriseRepository) {}

  @Get(':creditCode')
  @Permission('enterprise.read')
  @ApiOperation({
    summary: '企业详情，可查过去某日或某时刻 An enterprise, now or as of a day or an instant',
    description:
      'asOf=YYYY-MM-DD 为该日有效的内容；asOf=时刻 为该时刻库中所知。 A day asks what held on it, an instant what was known.',
  })
  async get(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Query({ schema: asOfSchema }) { asOf }: z.infer<typeof asOfSchema>,
    @Caller() caller: Actor,
  ): Promise<EnterpriseView> {
    return enterpriseView(await this.enterprises.get(creditCode, caller, readAsOf(asOf)), caller);
  }

  @Get(':creditCode/versions')
  @Permission('enterprise.read')
  @ApiOperation({ summary: '企业全部版本，最新在前 Every version of an enterprise, newest first' })
  async versions(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Caller() caller: Actor,
  ): Promise<{ items: EnterpriseView[] }> {
    const versions = await this.enterprises.versions(creditCode, caller);
    return { items: versions.map((version) => enterpriseView(version, caller)) };
  }
}

function readAsOf(text: string | undefined): AsOf | undefined {
  if (text === undefined) return undefined;
  if (isLocalDate(text)) return { day: text };
  if (z.iso.datetime({ offset: true }).safeParse(text).success) return { instant: new Date(text) };
  throw refuse('request/invalid', {}, [{ pointer: '/query/asOf', code: 'DATE_FORMAT' }]);
}
