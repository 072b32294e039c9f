import { refuse } from '@gusu/contracts';
import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { exposureViewSchema, loanViewSchema, type ExposureView, type LoanView } from './loan.dto.js';
import { LoanRepository } from './loan.repository.js';

@ApiTags('贷款 loans')
@Controller('v1')
export class LoanController {
  constructor(private readonly loans: LoanRepository) {}

  @Get('loans/:bankCode/:dueBillNo')
  @Permission('loan.read')
  @Answers(loanViewSchema)
  @Refusals('loan/not-found')
  @Summary({ zh: '一笔贷款', en: 'One loan with its history' })
  get(
    @Param('bankCode') bankCode: string,
    @Param('dueBillNo') dueBillNo: string,
    @Caller() caller: Actor,
  ): Promise<LoanView> {
    return this.loans.get(bankCode, dueBillNo, caller);
  }

  @Get('bank/v1/loans/:dueBillNo')
  @Permission('loan.read')
  @Answers(loanViewSchema)
  @Refusals('loan/not-found')
  @Summary({ zh: '本行的一笔贷款', en: 'One loan of the calling bank' })
  ofBank(@Param('dueBillNo') dueBillNo: string, @Caller() caller: Actor): Promise<LoanView> {
    if (caller.bank === undefined) throw refuse('loan/not-found', { dueBillNo });
    return this.loans.get(caller.bank, dueBillNo, caller);
  }

  @Get('enterprises/:creditCode/exposure')
  @Permission('exposure.read')
  @Answers(exposureViewSchema)
  @Summary({ zh: '企业敞口', en: 'What an enterprise owes and has filed' })
  exposure(@Param('creditCode') creditCode: string, @Caller() caller: Actor): Promise<ExposureView> {
    return this.loans.exposure(creditCode, caller);
  }
}
