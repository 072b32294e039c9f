import { Answers, Caller, Permission, Summary } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type ItemListQuery,
  itemListQuerySchema,
  itemPageSchema,
  itemView,
  type ItemView,
} from './dossier.dto.js';
import { DossierRepository } from './dossier.repository.js';

@ApiTags('企业档案 dossier')
@Controller('v1/dossier-items')
export class DossierListController {
  constructor(private readonly items: DossierRepository) {}

  @Get()
  @Permission('fact.read')
  @Answers(itemPageSchema)
  @Summary({ zh: '职责范围内待核验的档案', en: 'The items that wait in the scope of the caller' })
  async list(
    @Query({ schema: itemListQuerySchema }) query: ItemListQuery,
    @Caller() caller: Actor,
  ): Promise<{ items: ItemView[]; next?: string }> {
    const items = await this.items.list(query, caller);
    const next = items.length === query.limit ? items.at(-1)?.itemId : undefined;
    return { items: items.map(itemView), ...(next && { next }) };
  }
}
