import { Answers, Caller, Permission, Summary } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  profileList,
  type ProfileListQuery,
  profileListQuerySchema,
  profileListSchema,
} from './enterprise-profile.dto.js';
import { EnterpriseProfileRepository } from './enterprise-profile.repository.js';

@ApiTags('企业概况 enterprise profile')
@Controller('v1/enterprise-profiles')
export class EnterpriseProfileListController {
  constructor(private readonly profiles: EnterpriseProfileRepository) {}

  @Get()
  @Permission('fact.read')
  @Answers(profileListSchema)
  @Summary({ zh: '职责范围内待核验的企业概况', en: 'The profiles that wait in the scope of the caller' })
  async list(@Query({ schema: profileListQuerySchema }) query: ProfileListQuery, @Caller() caller: Actor) {
    return profileList(await this.profiles.list(query, caller), query.limit);
  }
}
