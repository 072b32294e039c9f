import { Module } from '@nestjs/common';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { SearchModule } from '../search/search.module.js';
import { ImportBatchService } from './import-batch.service.js';
import { ImportController } from './import.controller.js';
import { ImportRepository } from './import.repository.js';
import { ImportRunService } from './import-run.service.js';
import { ImportUploadService } from './import-upload.service.js';
import { RegisterRowRepository } from './register-row.repository.js';

@Module({
  imports: [EnterpriseModule, SearchModule],
  controllers: [ImportController],
  providers: [
    ImportRepository,
    RegisterRowRepository,
    ImportBatchService,
    ImportRunService,
    ImportUploadService,
  ],
})
export class ImportModule {}
