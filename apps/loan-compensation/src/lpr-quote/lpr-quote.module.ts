import { Module } from '@nestjs/common';
import { LprQuoteController } from './lpr-quote.controller.js';
import { LprQuoteRepository } from './lpr-quote.repository.js';
import { LprQuoteService } from './lpr-quote.service.js';

@Module({
  controllers: [LprQuoteController],
  providers: [LprQuoteRepository, LprQuoteService],
})
export class LprQuoteModule {}
