import type { Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import type { Acting } from '../enterprise/enterprise-record.js';
import { abandonReview, failReview, type Moved, startReview } from '../qualification/qualification.rules.js';
import type { Qualification } from '../qualification/qualification.js';
import { TitleBookRepository } from '../qualification/title-book.repository.js';
import type { Assessment } from './assessment.js';
import { isClosed } from './assessment.rules.js';

/** Lets the title that a review is about follow its application. */
@Injectable()
export class ReviewedTitleRepository {
  constructor(readonly book: TitleBookRepository) {}

  /** The first submission of a review puts its title under review; a later one finds it there. */
  followSubmission(tx: Tx, assessment: Assessment, actor: Acting, now: Date): Promise<void> {
    return this.follow(tx, assessment, { actor, now }, (title) =>
      title.status === 'reviewInProgress' ? undefined : startReview(title, now),
    );
  }

  /** A review that the city fails ends its title; one that comes to nothing earlier leaves the title to its own end. */
  followEnd(tx: Tx, assessment: Assessment, actor: Acting, now: Date): Promise<void> {
    if (!isClosed(assessment.status) || assessment.status === 'granted') return Promise.resolve();
    const isFailed = assessment.status === 'notPassed' || assessment.status === 'revokedAtNotice';
    return this.follow(tx, assessment, { actor, now }, (title) => {
      if (title.status !== 'reviewInProgress') return undefined;
      return isFailed ? failReview(title, now) : abandonReview(title, now);
    });
  }

  private async follow(
    tx: Tx,
    { creditCode, reviewedQualificationId }: Assessment,
    by: { actor: Acting; now: Date },
    decide: (title: Qualification) => Moved | undefined,
  ): Promise<void> {
    if (!reviewedQualificationId) return;
    const before = await this.book.qualifications.lockHolders(tx, [creditCode]);
    const title = before.get(creditCode)?.find((held) => held.qualificationId === reviewedQualificationId);
    const moved = title && decide(title);
    if (moved) await this.book.enter(tx, { moves: [moved], before, ...by });
  }
}
