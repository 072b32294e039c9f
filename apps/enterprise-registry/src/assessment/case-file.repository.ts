import { Injectable } from '@nestjs/common';
import { AnnualFactsRepository } from '../annual-facts/annual-facts.repository.js';
import { IntellectualPropertyRepository } from '../intellectual-property/intellectual-property.repository.js';
import { AssessmentRepository } from './assessment.repository.js';
import { ReviewedTitleRepository } from './reviewed-title.repository.js';
import { SnapshotRepository } from './snapshot.repository.js';

/** What belongs to one case: the application, what was frozen with it, the years and rights it used and the title it reviews. */
@Injectable()
export class CaseFileRepository {
  constructor(
    readonly assessments: AssessmentRepository,
    readonly snapshots: SnapshotRepository,
    readonly years: AnnualFactsRepository,
    readonly titles: ReviewedTitleRepository,
    readonly rights: IntellectualPropertyRepository,
  ) {}
}
