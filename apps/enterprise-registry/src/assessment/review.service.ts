import { audit, Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { canonicalResult, PolicyBook } from '@gusu/policies';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { type Acting, traced } from '../enterprise/enterprise-record.js';
import { ExpertReviewRepository } from '../expert-review/expert-review.repository.js';
import { panelOf } from '../expert-review/expert-review.rules.js';
import { CalendarRepository } from '../holiday-notice/calendar.repository.js';
import type { Assessment, FormDefect } from './assessment.js';
import { auditOfAssessment } from './assessment-record.js';
import {
  approveAssessment,
  type Decided,
  declineAssessment,
  type Deciding,
  failAssessment,
  moveAssessment,
  proposeAssessment,
  recommendAssessment,
  rejectAtForm,
  returnAssessment,
} from './assessment.rules.js';
import { CaseFileRepository } from './case-file.repository.js';
import { judgeSnapshot, type PeoplesPart, requireManual } from './judgement.rules.js';
import { type ManualDecision, readSnapshot } from './snapshot.js';

type Rule = (before: Assessment, deciding: Deciding, tx: Tx) => Decided | Promise<Decided>;

/** What officers of the districts and of the city do with applications. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFileRepository,
    private readonly experts: ExpertReviewRepository,
    private readonly policies: PolicyBook,
    private readonly calendars: CalendarRepository,
  ) {}

  step(
    assessmentId: string,
    name: 'startFormCheck' | 'accept' | 'startCityReview',
    officer: Acting,
  ): Promise<Assessment> {
    return this.change(assessmentId, name, officer, (before, deciding) => ({
      assessment: moveAssessment(before, name, deciding),
    }));
  }

  return(assessmentId: string, defects: readonly FormDefect[], officer: Acting): Promise<Assessment> {
    return this.change(assessmentId, 'return', officer, (before, deciding) => ({
      assessment: returnAssessment(before, defects, deciding),
    }));
  }

  end(
    assessmentId: string,
    name: 'rejectAtForm' | 'decline' | 'fail',
    reason: string,
    officer: Acting,
  ): Promise<Assessment> {
    const rule = { rejectAtForm, decline: declineAssessment, fail: failAssessment }[name];
    return this.change(assessmentId, name, officer, (before, deciding) => rule(before, reason, deciding));
  }

  /** Decides items that no machine can, each with a reason; until the recommendation they may be decided anew. */
  decideManually(
    assessmentId: string,
    given: readonly Pick<ManualDecision, 'criterionId' | 'outcome' | 'reason'>[],
    officer: Acting,
  ): Promise<Assessment> {
    return this.change(assessmentId, 'decideManually', officer, async (before, { actor, now }, tx) => {
      const held = moveAssessment(before, 'decideManually', { actor, now });
      const snapshot = readSnapshot((await this.files.snapshots.get(before, tx)).snapshot);
      const result = judgeSnapshot(this.policies, snapshot);
      requireManual(before, { result, asksExperts: this.asksExperts(before) }, given);
      const decisions = given.map((decision) => ({ ...decision, decidedBy: actor.id, decidedAt: now }));
      await this.files.snapshots.decide(tx, before, decisions);
      return { assessment: held };
    });
  }

  recommend(assessmentId: string, officer: Acting): Promise<Assessment> {
    return this.change(assessmentId, 'recommend', officer, async (before, deciding, tx) => {
      const current = Object.fromEntries(await this.files.years.versionsInForce(tx, before.creditCode));
      const decisions = await this.files.snapshots.decisions(before, tx);
      const result = await this.judged(tx, before, { decisions });
      return {
        assessment: recommendAssessment(before, result, {
          ...deciding,
          current,
          asksExperts: this.asksExperts(before),
        }),
      };
    });
  }

  propose(assessmentId: string, officer: Acting): Promise<Assessment> {
    return this.change(assessmentId, 'propose', officer, async (before, deciding, tx) => {
      const current = Object.fromEntries(await this.files.years.versionsInForce(tx, before.creditCode));
      const decisions = await this.files.snapshots.decisions(before, tx);
      const reviews =
        before.status === 'expertReview' ? await this.experts.ofAssessment(assessmentId, tx) : undefined;
      const people = { decisions, panel: reviews && panelOf(reviews) };
      const result = await this.judged(tx, before, people);
      const proposed = proposeAssessment(before, result, { ...deciding, current });
      const text = canonicalResult(result);
      await this.files.snapshots.freezeFinal(tx, proposed, {
        decisions: JSON.stringify(people),
        result: text,
        resultHash: `sha256:${createHash('sha256').update(text).digest('hex')}`,
      });
      return { assessment: proposed };
    });
  }

  approve(assessmentId: string, officer: Acting): Promise<Assessment> {
    return this.change(assessmentId, 'approve', officer, (before, deciding) => ({
      assessment: approveAssessment(before, deciding),
    }));
  }

  private asksExperts({ frozen }: Assessment): boolean {
    return this.policies.policyById(frozen?.policyId ?? '')?.document.experts !== undefined;
  }

  private async judged(tx: Tx, assessment: Assessment, people: PeoplesPart) {
    const { snapshot } = await this.files.snapshots.get(assessment, tx);
    return judgeSnapshot(this.policies, readSnapshot(snapshot), people);
  }

  private change(assessmentId: string, action: string, officer: Acting, rule: Rule): Promise<Assessment> {
    return this.database.transaction(async (tx) => {
      const before = await this.files.assessments.lock(tx, assessmentId, officer);
      const deciding = await this.calendars.deciding(tx, officer);
      const { now } = deciding;
      const { assessment, event } = await rule(before, deciding, tx);
      await this.files.assessments.save(tx, assessment);
      await this.files.titles.followEnd(tx, assessment, officer, now);
      if (event) outbox.append(tx, traced(event, officer));
      audit.append(tx, auditOfAssessment(action, officer, assessment, before));
      return assessment;
    });
  }
}
