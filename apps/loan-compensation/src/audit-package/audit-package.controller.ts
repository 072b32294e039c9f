import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import { type Actor, fenToText } from '@gusu/values';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { auditPackageViewSchema } from './audit-package.dto.js';
import { AuditPackageRepository } from './audit-package.repository.js';

@ApiTags('审计包 audit packages')
@Controller('v1/claims/:claimNo/audit-package')
export class AuditPackageController {
  constructor(private readonly packages: AuditPackageRepository) {}

  @Get()
  @Permission('audit-package.read')
  @Answers(auditPackageViewSchema)
  @Refusals('claim/not-found', 'recovery/not-found')
  @Summary({
    zh: '导出一笔贷款的审计包，可离线复算',
    en: 'One loan as a package that is computed again offline',
  })
  async get(@Param('claimNo') claimNo: string, @Caller() caller: Actor) {
    const audit = await this.packages.pack(claimNo, caller);
    return { claimNo, packageVersion: audit.packageVersion, content: fenToText(audit) };
  }
}
