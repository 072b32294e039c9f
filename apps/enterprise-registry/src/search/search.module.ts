import { Module } from '@nestjs/common';
import { NameIndexRepository } from './name-index.repository.js';
import { SearchController } from './search.controller.js';
import { SearchRepository } from './search.repository.js';

@Module({
  controllers: [SearchController],
  providers: [SearchRepository, NameIndexRepository],
  exports: [NameIndexRepository],
})
export class SearchModule {}
