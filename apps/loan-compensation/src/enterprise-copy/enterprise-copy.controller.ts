import { refuse } from '@gusu/contracts';
import { Permission } from '@gusu/http';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { copyPageSchema, type CopyPageQuery, type EnterpriseCopyView } from './enterprise-copy.dto.js';
import { EnterpriseCopyRepository } from './enterprise-copy.repository.js';

@ApiTags('企业副本 enterprise copy')
@Controller('v1/enterprise-copies')
export class EnterpriseCopyController {
  constructor(private readonly copies: EnterpriseCopyRepository) {}

  @Get('summary')
  @Permission('enterprise-copy.read')
  @ApiOperation({ summary: '副本中的企业数 How many enterprises the copy holds' })
  async summary(): Promise<{ count: number }> {
    return { count: await this.copies.count() };
  }

  @Get()
  @Permission('enterprise-copy.read')
  @ApiOperation({ summary: '副本分页 The copy, page by page' })
  async page(
    @Query({ schema: copyPageSchema }) { cursor, limit }: CopyPageQuery,
  ): Promise<{ items: EnterpriseCopyView[]; next: string | null }> {
    const items = await this.copies.page(cursor, limit);
    return { items, next: items.length === limit ? (items.at(-1)?.creditCode ?? null) : null };
  }

  @Get(':creditCode')
  @Permission('enterprise-copy.read')
  @ApiOperation({ summary: '副本中的一家企业 One enterprise of the copy' })
  async find(@Param('creditCode') creditCode: string): Promise<EnterpriseCopyView> {
    const found = await this.copies.find(creditCode);
    if (!found) throw refuse('enterprise/not-found', { creditCode });
    return found;
  }
}
