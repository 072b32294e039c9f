import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import type { ExpertPanel, ExpertReview } from './expert.js';
import { ExpertRepository } from './expert.repository.js';

const REVIEW = `r.assessment_id as "assessmentId", r.expert_id as "expertId", r.is_finance as "isFinance", r.status, r.marks,
  r.opinion, r.recorded_at as "recordedAt"`;

type ReviewRow = Omit<ExpertReview, 'marks' | 'opinion'> & {
  marks: Record<string, number> | null;
  opinion: string | null;
};

@Injectable()
export class ExpertReviewRepository {
  constructor(
    private readonly database: Database,
    readonly experts: ExpertRepository,
  ) {}

  async insertPanel(tx: Tx, { assessmentId, seed, drawnBy, drawnAt }: ExpertPanel): Promise<void> {
    await tx.execute(
      'insert into expert_panel (assessment_id, seed, drawn_by, drawn_at) values ($1, $2, $3, $4)',
      [assessmentId, seed, drawnBy, drawnAt],
    );
  }

  /** @throws expert-review/not-found when no experts were drawn */
  async panel(assessmentId: string, tx?: Tx): Promise<ExpertPanel> {
    const [panel] = await (tx ?? this.database).query<ExpertPanel>(
      `select assessment_id as "assessmentId", seed, drawn_by as "drawnBy", drawn_at as "drawnAt"
       from expert_panel where assessment_id = $1::uuid`,
      [assessmentId],
    );
    if (!panel) throw refuse('expert-review/not-found', { assessmentId });
    return panel;
  }

  async save(tx: Tx, ...reviews: readonly ExpertReview[]): Promise<void> {
    for (const review of reviews)
      await tx.execute(
        `insert into expert_review (assessment_id, expert_id, is_finance, status, marks, opinion, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (assessment_id, expert_id) do update set status = excluded.status, marks = excluded.marks,
           opinion = excluded.opinion, recorded_at = excluded.recorded_at`,
        [
          review.assessmentId,
          review.expertId,
          review.isFinance,
          review.status,
          review.marks ? JSON.stringify(review.marks) : null,
          review.opinion ?? null,
          review.recordedAt,
        ],
      );
  }

  /** Every part of the review of an application; the lock of the application keeps them still. */
  async ofAssessment(assessmentId: string, tx?: Tx): Promise<ExpertReview[]> {
    const rows = await (tx ?? this.database).query<ReviewRow>(
      `select ${REVIEW} from expert_review r where assessment_id = $1::uuid order by expert_id`,
      [assessmentId],
    );
    return rows.map(reviewOf);
  }

  /** What an expert was drawn for and has not finished, the oldest first. */
  async waitingFor(expertId: string): Promise<ExpertReview[]> {
    const rows = await this.database.query<ReviewRow>(
      `select ${REVIEW} from expert_review r join assessment a using (assessment_id)
       where r.expert_id = $1 and r.status = 'drawn' and a.status = 'expertReview' order by r.recorded_at limit 200`,
      [expertId],
    );
    return rows.map(reviewOf);
  }
}

function reviewOf({ marks, opinion, ...review }: ReviewRow): ExpertReview {
  return { ...review, marks: marks ?? undefined, opinion: opinion ?? undefined };
}
