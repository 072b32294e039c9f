import { PolicyBook } from '@gusu/policies';
import { Injectable } from '@nestjs/common';
import { FactSheetRepository } from '../fact-sheet/fact-sheet.repository.js';

/** The two things a judgement is made of: the facts of an enterprise and the policies. */
@Injectable()
export class RulebookRepository {
  constructor(
    readonly sheets: FactSheetRepository,
    readonly policies: PolicyBook,
  ) {}
}
