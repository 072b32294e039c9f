import { refuse } from '@gusu/contracts';
import { audit, Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { assess, canonicalResult, type FactSheet, type Policy, type PolicyAction } from '@gusu/policies';
import { localDateOf, type Programme } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import { EnterpriseRepository } from '../enterprise/enterprise.repository.js';
import { type Acting, traced } from '../enterprise/enterprise-record.js';
import { CalendarRepository } from '../holiday-notice/calendar.repository.js';
import { bannedUntil } from '../qualification/qualification.rules.js';
import type { Assessment } from './assessment.js';
import { auditOfAssessment } from './assessment-record.js';
import { confirmFacts, type Deciding, moveAssessment, withdrawAssessment } from './assessment.rules.js';
import { CaseFileRepository } from './case-file.repository.js';
import { draftAssessment } from './draft.rules.js';
import { RulebookRepository } from './rulebook.repository.js';
import { factVersionsOf, writeSnapshot } from './snapshot.js';
import { resubmitAssessment, type SubmissionFacts, submitAssessment } from './submission.rules.js';

export interface DraftRequest {
  programme: Programme;
  action: PolicyAction;
  choices: Readonly<Record<string, string>>;
}

/** What an enterprise does with its own applications. */
@Injectable()
export class AssessmentService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFileRepository,
    private readonly enterprises: EnterpriseRepository,
    private readonly rulebook: RulebookRepository,
    private readonly calendars: CalendarRepository,
  ) {}

  async open(tx: Tx, creditCode: string, request: DraftRequest, applicant: Acting): Promise<Assessment> {
    const enterprise = await this.enterprises.lock(tx, creditCode, applicant);
    const held =
      (await this.files.titles.book.qualifications.lockHolders(tx, [creditCode])).get(
        enterprise.creditCode,
      ) ?? [];
    const deciding = await this.calendars.deciding(tx, applicant);
    const facts = { ...deciding, assessmentId: randomUUID(), titles: held };
    const draft = draftAssessment(enterprise, request, facts);
    const isNew = await this.files.assessments.insert(tx, draft);
    if (!isNew) throw refuse('assessment/already-open', { creditCode, programme: request.programme });
    audit.append(tx, auditOfAssessment('draft', applicant, draft));
    return draft;
  }

  submit(assessmentId: string, applicant: Acting): Promise<Assessment> {
    return this.handIn(assessmentId, applicant, 'submit');
  }

  resubmit(assessmentId: string, applicant: Acting): Promise<Assessment> {
    return this.handIn(assessmentId, applicant, 'resubmit');
  }

  confirmFacts(assessmentId: string, applicant: Acting): Promise<Assessment> {
    return this.database.transaction(async (tx) => {
      const before = await this.files.assessments.lock(tx, assessmentId, applicant);
      const current = Object.fromEntries(await this.files.years.versionsInForce(tx, before.creditCode));
      const confirmed = confirmFacts(before, current, await this.calendars.deciding(tx, applicant));
      await this.files.assessments.save(tx, confirmed);
      audit.append(tx, auditOfAssessment('confirmFacts', applicant, confirmed, before));
      return confirmed;
    });
  }

  /** Begins the correction of an application that was returned; the options may be chosen anew. */
  reopen(
    assessmentId: string,
    choices: DraftRequest['choices'] | undefined,
    applicant: Acting,
  ): Promise<Assessment> {
    return this.database.transaction(async (tx) => {
      const before = await this.files.assessments.lock(tx, assessmentId, applicant);
      const moved = moveAssessment(before, 'reopen', await this.calendars.deciding(tx, applicant));
      const reopened = { ...moved, choices: choices ?? before.choices };
      await this.files.assessments.save(tx, reopened);
      audit.append(tx, auditOfAssessment('reopen', applicant, reopened, before));
      return reopened;
    });
  }

  withdraw(assessmentId: string, applicant: Acting): Promise<Assessment> {
    return this.database.transaction(async (tx) => {
      const before = await this.files.assessments.lock(tx, assessmentId, applicant);
      const deciding = await this.calendars.deciding(tx, applicant);
      const { now } = deciding;
      const { assessment, event } = withdrawAssessment(before, deciding);
      await this.files.assessments.save(tx, assessment);
      await this.files.titles.followEnd(tx, assessment, applicant, now);
      if (event) outbox.append(tx, traced(event, applicant));
      audit.append(tx, auditOfAssessment('withdraw', applicant, assessment, before));
      return assessment;
    });
  }

  private handIn(assessmentId: string, applicant: Acting, move: 'submit' | 'resubmit'): Promise<Assessment> {
    const rule = move === 'submit' ? submitAssessment : resubmitAssessment;
    return this.database.transaction(async (tx) => {
      const before = await this.files.assessments.lock(tx, assessmentId, applicant);
      const deciding = await this.calendars.deciding(tx, applicant);
      const { now } = deciding;
      const policy = this.policyFor(before, now);
      const sheet = await this.rulebook.sheets.get(tx, before.creditCode, localDateOf(now));
      const facts = await this.submissionFacts(tx, before, { policy, sheet, deciding });
      const submitted = rule(before, facts);
      await this.files.assessments.save(tx, submitted.assessment);
      await this.files.snapshots.freeze(
        tx,
        submitted.assessment,
        bytesOf(submitted.assessment, facts, sheet),
      );
      await this.files.titles.followSubmission(tx, submitted.assessment, applicant, now);
      outbox.append(tx, traced(submitted.event, applicant));
      audit.append(tx, auditOfAssessment(move, applicant, submitted.assessment, before));
      return submitted.assessment;
    });
  }

  private policyFor({ programme, action }: Assessment, now: Date): Policy {
    const applyDate = localDateOf(now);
    const policy = this.rulebook.policies.policyOn(programme, action, applyDate);
    if (!policy) throw refuse('policy/none-in-force', { programme, action, applyDate });
    return policy;
  }

  private async submissionFacts(
    tx: Tx,
    { creditCode, programme, action, choices }: Assessment,
    { policy, sheet, deciding }: { policy: Policy; sheet: FactSheet; deciding: Deciding },
  ): Promise<SubmissionFacts> {
    const applyDate = localDateOf(deciding.now);
    const held =
      (await this.files.titles.book.qualifications.lockHolders(tx, [creditCode])).get(creditCode) ?? [];
    return {
      ...deciding,
      result: assess(policy, sheet, { applyDate, action, choices }),
      factVersions: factVersionsOf(sheet),
      asksExperts: policy.document.experts !== undefined,
      batches: await this.rulebook.batches.ofProgramme(tx, programme),
      banUntil: bannedUntil(held, applyDate),
    };
  }
}

function bytesOf({ action, choices }: Assessment, { result }: SubmissionFacts, sheet: FactSheet) {
  const { policyId, policyHash, applyDate } = result;
  const snapshot = writeSnapshot({ sheet, action, applyDate, choices, policyId, policyHash });
  const text = canonicalResult(result);
  return { snapshot, result: text, resultHash: `sha256:${createHash('sha256').update(text).digest('hex')}` };
}
