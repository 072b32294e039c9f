import { Answers, Caller, Permission, Summary } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { enterpriseView } from '../enterprise/enterprise.dto.js';
import {
  searchPageSchema,
  type SearchPageView,
  searchQuerySchema,
  type SearchRequest,
} from './search.dto.js';
import { SearchRepository } from './search.repository.js';
import { writeCursor } from './search.js';

@ApiTags('检索 search')
@Controller('v1/enterprises')
export class SearchController {
  constructor(private readonly search: SearchRepository) {}

  @Get()
  @Permission('enterprise.search')
  @Summary({
    zh: '按名称、曾用名、拼音、首字母、代码、板块、状态检索',
    en: 'Search by name, former name, pinyin, initials, code, district, status',
    description: '不分全角半角与大小写。 Full width and half width, capitals and small letters are the same.',
  })
  @Answers(searchPageSchema)
  async find(
    @Query({ schema: searchQuerySchema }) query: SearchRequest,
    @Caller() caller: Actor,
  ): Promise<SearchPageView> {
    const { enterprises, next } = await this.search.find(query, caller);
    return {
      items: enterprises.map((enterprise) => enterpriseView(enterprise, caller)),
      ...(next && { next: writeCursor(next) }),
    };
  }
}
