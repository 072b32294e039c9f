import { refuse } from '@gusu/contracts';
import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { PolicyBook } from '@gusu/policies';
import { Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import type { Assessment } from '../assessment/assessment.js';
import { auditOfAssessment } from '../assessment/assessment-record.js';
import { CaseFileRepository } from '../assessment/case-file.repository.js';
import { type Acting, traced } from '../enterprise/enterprise-record.js';
import { CalendarRepository } from '../holiday-notice/calendar.repository.js';
import type { PublicNotice } from './public-notice.js';
import { auditOfNotice } from './public-notice-record.js';
import { PublicNoticeRepository } from './public-notice.repository.js';
import { type Candidate, openNotice, type Publicity } from './public-notice.rules.js';

export interface NoticeRequest {
  heading: string;
  assessmentIds: readonly string[];
}

@Injectable()
export class PublicNoticeService {
  constructor(
    private readonly notices: PublicNoticeRepository,
    private readonly files: CaseFileRepository,
    private readonly policies: PolicyBook,
    private readonly calendars: CalendarRepository,
  ) {}

  async open(tx: Tx, { heading, assessmentIds }: NoticeRequest, officer: Acting): Promise<PublicNotice> {
    const found = await this.files.assessments.lockAll(tx, assessmentIds);
    const byId = new Map(found.map((assessment) => [assessment.assessmentId, assessment]));
    const listed = assessmentIds.map((assessmentId) => {
      const assessment = byId.get(assessmentId);
      if (!assessment) throw refuse('assessment/not-found', { assessmentId });
      return assessment;
    });
    const candidates = await this.candidates(tx, listed);
    const deciding = await this.calendars.deciding(tx, officer);
    const opening = { noticeId: randomUUID(), heading, hash: sha256, ...deciding };
    const opened = openNotice(candidates, opening);
    await this.files.assessments.save(tx, ...opened.assessments);
    await this.notices.insert(tx, opened.notice);
    outbox.append(tx, traced(opened.event, officer));
    audit.append(
      tx,
      auditOfNotice('open', officer, opened.notice),
      ...opened.assessments.map((after) =>
        auditOfAssessment('publish', officer, after, byId.get(after.assessmentId)),
      ),
    );
    return opened.notice;
  }

  private async candidates(tx: Tx, listed: readonly Assessment[]): Promise<Candidate[]> {
    const enterprises = await this.notices.enterprises(
      tx,
      listed.map(({ creditCode }) => creditCode),
    );
    return listed.map((assessment) => {
      const { creditCode } = assessment;
      const enterprise = enterprises.get(creditCode);
      if (!enterprise) throw refuse('enterprise/not-found', { creditCode });
      return { assessment, ...enterprise, publicity: this.publicityOf(assessment) };
    });
  }

  private publicityOf({ frozen, programme }: Assessment): Publicity {
    const policy = this.policies.policyById(frozen?.policyId ?? '');
    if (!policy) throw refuse('policy/none-in-force', { programme });
    return policy.document.publicity;
  }
}

function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
