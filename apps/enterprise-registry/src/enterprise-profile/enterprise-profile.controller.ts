import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { FactDecision } from '../enterprise/declaration.js';
import { decisionRequestSchema } from '../enterprise/fact.dto.js';
import { InsiderRepository } from '../enterprise/insider.repository.js';
import {
  profilePageSchema,
  type ProfileRequest,
  profileRequestSchema,
  profileView,
  type ProfileView,
  profileViewSchema,
} from './enterprise-profile.dto.js';
import { EnterpriseProfileRepository } from './enterprise-profile.repository.js';
import { EnterpriseProfileService } from './enterprise-profile.service.js';

const creditCodeSchema = z.string().max(64);

@ApiTags('企业概况 enterprise profile')
@Controller('v1/enterprises/:creditCode/profile')
export class EnterpriseProfileController {
  constructor(
    private readonly service: EnterpriseProfileService,
    private readonly profiles: EnterpriseProfileRepository,
    private readonly insiders: InsiderRepository,
  ) {}

  @Get()
  @Permission('fact.read')
  @Refusals('declaration/not-found')
  @Answers(profileViewSchema)
  @Summary({ zh: '企业概况：已核验者优先', en: 'What an enterprise says it is' })
  async get(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Caller() caller: Actor,
  ): Promise<ProfileView> {
    return profileView(await this.profiles.get(creditCode, caller));
  }

  @Get('versions')
  @Permission('fact.read')
  @Refusals('enterprise/not-found')
  @Answers(profilePageSchema)
  @Summary({ zh: '企业概况的全部版本', en: 'Every version of the profile' })
  async versions(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Caller() caller: Actor,
  ): Promise<{ items: ProfileView[] }> {
    await this.insiders.get(creditCode, caller);
    return { items: (await this.profiles.versions(creditCode, caller)).map(profileView) };
  }

  @Put()
  @Permission('fact.declare')
  @Refusals('enterprise/not-found')
  @Answers(profileViewSchema)
  @Summary({ zh: '填报企业概况', en: 'Declare the profile' })
  async declare(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Body({ schema: profileRequestSchema }) declared: ProfileRequest,
    @Caller() caller: Actor,
  ): Promise<ProfileView> {
    return profileView(await this.service.declare(creditCode, declared, caller));
  }

  @Post('verification')
  @HttpCode(200)
  @Permission('fact.verify')
  @Refusals('enterprise/not-found', 'declaration/not-found', 'declaration/self-verification')
  @Answers(profileViewSchema)
  @Summary({ zh: '核验或驳回企业概况', en: 'Verify the profile or reject it with reasons' })
  async decide(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Body({ schema: decisionRequestSchema }) decision: FactDecision,
    @Caller() caller: Actor,
  ): Promise<ProfileView> {
    return profileView(await this.service.decide(creditCode, decision, caller));
  }
}
