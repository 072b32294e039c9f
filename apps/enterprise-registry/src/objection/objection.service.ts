import { refuse } from '@gusu/contracts';
import { audit, type AuditEntry, Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { auditOfAssessment } from '../assessment/assessment-record.js';
import type { Deciding } from '../assessment/assessment.rules.js';
import { CaseFileRepository } from '../assessment/case-file.repository.js';
import { type Acting, traced } from '../enterprise/enterprise-record.js';
import { CalendarRepository } from '../holiday-notice/calendar.repository.js';
import { PublicNoticeRepository } from '../public-notice/public-notice.repository.js';
import type { Objection } from './objection.js';
import { ObjectionRepository } from './objection.repository.js';
import {
  acceptObjection,
  type CaseDecision,
  dismissObjection,
  type Filing,
  extendObjection,
  fileObjection,
  type ObjectionCase,
  rejectObjection,
  upholdObjection,
  upholdObjectionPartly,
} from './objection.rules.js';

const ASSESSMENT_ACTIONS = {
  accept: 'hold',
  uphold: 'uphold',
  upholdPartly: 'release',
  dismiss: 'release',
} as const;

@Injectable()
export class ObjectionService {
  constructor(
    private readonly database: Database,
    private readonly objections: ObjectionRepository,
    private readonly notices: PublicNoticeRepository,
    private readonly files: CaseFileRepository,
    private readonly calendars: CalendarRepository,
  ) {}

  async file(
    tx: Tx,
    noticeId: string,
    filing: Omit<Filing, 'objectionId'>,
    filer: Acting,
  ): Promise<Objection> {
    const notice = await this.notices.lock(tx, noticeId);
    const facts = await this.calendars.deciding(tx, filer);
    const objection = fileObjection(notice, { ...filing, objectionId: randomUUID() }, facts);
    await this.objections.insert(tx, objection);
    audit.append(tx, auditOfObjection('file', filer, objection));
    return objection;
  }

  accept(objectionId: string, officer: Acting): Promise<Objection> {
    return this.decide(objectionId, 'accept', officer, acceptObjection);
  }

  uphold(objectionId: string, reason: string, officer: Acting): Promise<Objection> {
    return this.decide(objectionId, 'uphold', officer, (given, by) => upholdObjection(given, reason, by));
  }

  upholdPartly(objectionId: string, reason: string, officer: Acting): Promise<Objection> {
    return this.decide(objectionId, 'upholdPartly', officer, (given, by) =>
      upholdObjectionPartly(given, reason, by),
    );
  }

  dismiss(objectionId: string, reason: string, officer: Acting): Promise<Objection> {
    return this.decide(objectionId, 'dismiss', officer, (given, by) => dismissObjection(given, reason, by));
  }

  reject(objectionId: string, reason: string, officer: Acting): Promise<Objection> {
    return this.settle(objectionId, 'reject', officer, (before, by) => rejectObjection(before, reason, by));
  }

  extend(objectionId: string, reason: string, officer: Acting): Promise<Objection> {
    return this.settle(objectionId, 'extend', officer, (before, by) => extendObjection(before, reason, by));
  }

  /** What touches neither the list nor the application. */
  private async settle(
    objectionId: string,
    action: 'reject' | 'extend',
    officer: Acting,
    rule: (before: Objection, deciding: Deciding) => Objection,
  ): Promise<Objection> {
    const { noticeId, assessmentId } = await this.objections.get(objectionId);
    return this.database.transaction(async (tx) => {
      await this.notices.lock(tx, noticeId);
      const before = oneOf(await this.objections.ofItem(tx, assessmentId), objectionId);
      const after = rule(before, await this.calendars.deciding(tx, officer));
      await this.objections.save(tx, after);
      audit.append(tx, auditOfObjection(action, officer, after, before));
      return after;
    });
  }

  private async decide(
    objectionId: string,
    action: keyof typeof ASSESSMENT_ACTIONS,
    officer: Acting,
    rule: (given: ObjectionCase, deciding: Deciding) => CaseDecision,
  ): Promise<Objection> {
    const { noticeId, assessmentId } = await this.objections.get(objectionId);
    return this.database.transaction(async (tx) => {
      const notice = await this.notices.lock(tx, noticeId);
      const [assessment] = await this.files.assessments.lockAll(tx, [assessmentId]);
      if (!assessment) throw refuse('assessment/not-found', { assessmentId });
      const all = await this.objections.ofItem(tx, assessmentId);
      const before = oneOf(all, objectionId);
      const others = all.filter((other) => other.objectionId !== objectionId);
      const given = { objection: before, notice, assessment, others };
      const made = rule(given, await this.calendars.deciding(tx, officer));
      await this.objections.save(tx, made.objection);
      outbox.append(tx, ...made.events.map((event) => traced(event, officer)));
      audit.append(tx, auditOfObjection(action, officer, made.objection, before));
      if (made.assessment === assessment) return made.objection;
      await this.notices.save(tx, made.notice);
      await this.files.assessments.save(tx, made.assessment);
      await this.files.titles.followEnd(tx, made.assessment, officer, made.assessment.recordedAt);
      audit.append(tx, auditOfAssessment(ASSESSMENT_ACTIONS[action], officer, made.assessment, assessment));
      return made.objection;
    });
  }
}

function oneOf(objections: readonly Objection[], objectionId: string): Objection {
  const found = objections.find((objection) => objection.objectionId === objectionId);
  if (!found) throw refuse('objection/not-found', { objectionId });
  return found;
}

// The objector stays out of the chain, which nobody can ever redact.
function auditOfObjection(action: string, actor: Acting, after: Objection, before?: Objection): AuditEntry {
  const { noticeId, assessmentId, status, dueOn } = after;
  return {
    at: after.recordedAt.toISOString(),
    actorId: actor.id,
    action: `objection.${action}`,
    objectType: 'objection',
    objectId: after.objectionId,
    before: before && { status: before.status },
    after: { noticeId, assessmentId, status, dueOn },
    traceId: actor.traceId,
  };
}
