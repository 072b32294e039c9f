import { PolicyBook } from '@gusu/policies';
import { Injectable } from '@nestjs/common';
import { BatchRepository } from '../batch/batch.repository.js';
import { FactSheetRepository } from '../fact-sheet/fact-sheet.repository.js';

/** What a judgement is made of: the facts of an enterprise, the policies, and the calls that say when it may ask for it. */
@Injectable()
export class RulebookRepository {
  constructor(
    readonly sheets: FactSheetRepository,
    readonly policies: PolicyBook,
    readonly batches: BatchRepository,
  ) {}
}
