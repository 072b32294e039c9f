import { CLOCK } from '@gusu/http';
import type { Clock } from '@gusu/values';
import { Module } from '@nestjs/common';
import { PartnerBankController } from './partner-bank.controller.js';
import { PartnerBankRepository } from './partner-bank.repository.js';
import { PartnerBankService } from './partner-bank.service.js';
import { SecretBox } from './secret-box.js';

@Module({
  controllers: [PartnerBankController],
  providers: [
    PartnerBankRepository,
    {
      provide: PartnerBankService,
      inject: [PartnerBankRepository, SecretBox, CLOCK],
      useFactory: (banks: PartnerBankRepository, box: SecretBox, clock: Clock) =>
        new PartnerBankService(banks, box, clock),
    },
  ],
  exports: [PartnerBankService],
})
export class PartnerBankModule {}
