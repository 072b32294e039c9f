import { Caller, Permission } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { enterpriseView, type EnterpriseView } from '../enterprise/enterprise.dto.js';
import { searchQuerySchema, type SearchRequest } from './search.dto.js';
import { SearchRepository } from './search.repository.js';
import { writeCursor } from './search.js';

@ApiTags('检索 search')
@Controller('v1/enterprises')
export class SearchController {
  constructor(private readonly search: SearchRepository) {}

  @Get()
  @Permission('enterprise.search')
  @ApiOperation({
    summary:
      '按名称、曾用名、拼音、首字母、代码、板块、状态检索 Search by name, former name, pinyin, initials, code, district, status',
  })
  async find(
    @Query({ schema: searchQuerySchema }) query: SearchRequest,
    @Caller() caller: Actor,
  ): Promise<{ items: EnterpriseView[]; next?: string }> {
    const { enterprises, next } = await this.search.find(query, caller);
    return {
      items: enterprises.map((enterprise) => enterpriseView(enterprise, caller)),
      ...(next && { next: writeCursor(next) }),
    };
  }
}
