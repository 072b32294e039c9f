import { refuse } from '@gusu/contracts';
import { audit, type AuditEntry, Database, type Tx } from '@gusu/database';
import { checkMarks, type Marks, PolicyBook, viewOf } from '@gusu/policies';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import type { Assessment } from '../assessment/assessment.js';
import { auditOfAssessment } from '../assessment/assessment-record.js';
import { moveAssessment } from '../assessment/assessment.rules.js';
import { CaseFileRepository } from '../assessment/case-file.repository.js';
import { frozenPolicy } from '../assessment/judgement.rules.js';
import { readSnapshot, type Snapshot } from '../assessment/snapshot.js';
import type { Acting } from '../enterprise/enterprise-record.js';
import { drawRank, newSeed } from './draw-order.js';
import type { ExpertReview } from './expert.js';
import { ExpertReviewRepository } from './expert-review.repository.js';
import { declareConflict, drawExperts, giveMarks } from './expert-review.rules.js';

@Injectable()
export class ExpertReviewService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFileRepository,
    private readonly reviews: ExpertReviewRepository,
    private readonly policies: PolicyBook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Draws the panel of an application and opens its review; the seed is kept, so that anybody can draw again. */
  async draw(tx: Tx, assessmentId: string, officer: Acting): Promise<ExpertReview[]> {
    const before = await this.files.assessments.lock(tx, assessmentId, officer);
    const now = this.clock.now();
    const opened = moveAssessment(before, 'startExpertReview', { actor: officer, now });
    const seed = newSeed();
    await this.reviews.insertPanel(tx, { assessmentId, seed, drawnBy: officer.id, drawnAt: now });
    const drawn = await this.fill(tx, before, { seed, drawn: [], now });
    await this.files.assessments.save(tx, opened);
    audit.append(tx, auditOfAssessment('startExpertReview', officer, opened, before));
    audit.append(tx, ...drawn.map((review) => auditOfReview('draw', officer, review)));
    return drawn;
  }

  /** An expert declares a conflict of interest; another one is drawn in the same order. */
  declareConflict(assessmentId: string, expert: Acting): Promise<ExpertReview> {
    return this.database.transaction(async (tx) => {
      const { assessment, review, all } = await this.mine(tx, assessmentId, expert);
      const now = this.clock.now();
      const declared = declareConflict(review, now);
      await this.reviews.save(tx, declared);
      await this.reviews.experts.addConflict(tx, expert.id, assessment.creditCode);
      const { seed } = await this.reviews.panel(assessmentId, tx);
      const drawn = all.map((other) => (other.expertId === expert.id ? declared : other));
      const next = await this.fill(tx, assessment, { seed, drawn, now });
      audit.append(
        tx,
        auditOfReview('declareConflict', expert, declared),
        ...next.map((replacement) => auditOfReview('draw', expert, replacement)),
      );
      return declared;
    });
  }

  mark(
    assessmentId: string,
    marks: Marks,
    opinion: string | undefined,
    expert: Acting,
  ): Promise<ExpertReview> {
    return this.database.transaction(async (tx) => {
      const { assessment, review } = await this.mine(tx, assessmentId, expert);
      const snapshot = readSnapshot((await this.files.snapshots.get(assessment, tx)).snapshot);
      const defects = checkMarks(frozenPolicy(this.policies, snapshot), this.view(snapshot), marks);
      const marked = giveMarks(review, { marks, opinion, defects }, this.clock.now());
      await this.reviews.save(tx, marked);
      audit.append(tx, auditOfReview('mark', expert, marked));
      return marked;
    });
  }

  private view(snapshot: Snapshot) {
    return viewOf(snapshot.sheet, snapshot.applyDate, this.policies);
  }

  private async fill(
    tx: Tx,
    { assessmentId, creditCode, frozen, programme }: Assessment,
    { seed, drawn, now }: { seed: string; drawn: readonly ExpertReview[]; now: Date },
  ): Promise<ExpertReview[]> {
    const demand = this.policies.policyById(frozen?.policyId ?? '')?.document.experts;
    if (!demand) throw refuse('expert-review/not-wanted', { programme });
    const experts = await this.reviews.experts.active(tx);
    const chosen = drawExperts(demand, { creditCode, experts, drawn, rankOf: drawRank(seed) });
    const reviews = chosen.map(({ expertId, isFinance }) => ({
      assessmentId,
      expertId,
      isFinance,
      status: 'drawn' as const,
      recordedAt: now,
    }));
    await this.reviews.save(tx, ...reviews);
    return reviews;
  }

  // Not drawn, or the window is closed: for this expert the application does not exist.
  private async mine(tx: Tx, assessmentId: string, expert: Acting) {
    const [assessment] = await this.files.assessments.lockAll(tx, [assessmentId]);
    const all = await this.reviews.ofAssessment(assessmentId, tx);
    const review = all.find(({ expertId }) => expertId === expert.id);
    if (assessment?.status !== 'expertReview' || !review)
      throw refuse('expert-review/not-found', { assessmentId });
    return { assessment, review, all };
  }
}

// Marks stay out of the chain: before all are in, nobody may learn them, and auditors read it (cultivation-talent.md §17.11).
function auditOfReview(
  action: string,
  actor: Acting,
  { assessmentId, expertId, status, recordedAt }: ExpertReview,
): AuditEntry {
  return {
    at: recordedAt.toISOString(),
    actorId: actor.id,
    action: `expert-review.${action}`,
    objectType: 'expert-review',
    objectId: `${assessmentId} ${expertId}`,
    after: { status },
    traceId: actor.traceId,
  };
}
