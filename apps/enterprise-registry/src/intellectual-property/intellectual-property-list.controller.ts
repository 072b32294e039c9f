import { Answers, Caller, Permission, Summary } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type DeclarationListQuery, declarationListQuerySchema } from '../enterprise/declaration.dto.js';
import { propertyPageSchema, propertyView, type PropertyView } from './intellectual-property.dto.js';
import { IntellectualPropertyRepository } from './intellectual-property.repository.js';

@ApiTags('知识产权 intellectual property')
@Controller('v1/intellectual-property')
export class IntellectualPropertyListController {
  constructor(private readonly properties: IntellectualPropertyRepository) {}

  @Get()
  @Permission('fact.read')
  @Answers(propertyPageSchema)
  @Summary({ zh: '职责范围内待核验的知识产权', en: 'The rights that wait in the scope of the caller' })
  async list(
    @Query({ schema: declarationListQuerySchema }) query: DeclarationListQuery,
    @Caller() caller: Actor,
  ): Promise<{ items: PropertyView[]; next?: string }> {
    const items = await this.properties.list(query, caller);
    const next = items.length === query.limit ? items.at(-1)?.propertyId : undefined;
    return { items: items.map(propertyView), ...(next && { next }) };
  }
}
