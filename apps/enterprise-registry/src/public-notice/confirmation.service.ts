import { audit, Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import type { CreditEvent } from '@gusu/policies';
import { CLOCK, type Clock, type CreditCode, type LocalDate, localDateOf } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Assessment } from '../assessment/assessment.js';
import { auditOfAssessment } from '../assessment/assessment-record.js';
import { CaseFileRepository } from '../assessment/case-file.repository.js';
import { frozenPolicy } from '../assessment/judgement.rules.js';
import { RulebookRepository } from '../assessment/rulebook.repository.js';
import { readSnapshot, rightsUsedUp } from '../assessment/snapshot.js';
import { type Acting, traced } from '../enterprise/enterprise-record.js';
import type { Qualification } from '../qualification/qualification.js';
import { grantTermsOf } from '../qualification/qualification.rules.js';
import { type GrantCase, type Granted, grantItem, obstacleOf, requireOver } from './grant.rules.js';
import type { ItemVerdict, NoticeItem, PublicNotice } from './public-notice.js';
import { PublicNoticeRepository } from './public-notice.repository.js';
import { withItem } from './public-notice.rules.js';

/** Grants what a notice has cleared. */
@Injectable()
export class ConfirmationService {
  constructor(
    private readonly database: Database,
    private readonly notices: PublicNoticeRepository,
    private readonly files: CaseFileRepository,
    private readonly rulebook: RulebookRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Every item that may be granted is; each of the others stays on the list and says why. */
  confirm(noticeId: string, officer: Acting): Promise<ItemVerdict[]> {
    return this.database.transaction(async (tx) => {
      const notice = await this.notices.lock(tx, noticeId);
      const now = this.clock.now();
      requireOver(notice, now);
      const { cases, before } = await this.cases(tx, notice, localDateOf(now));
      const verdicts = cases.map((given) => verdictOf(given, { actor: officer, now }));
      const granted = verdicts.flatMap((verdict) => verdict.granted ?? []);
      await this.enter(tx, { notice, granted, cases, before, officer, now });
      return verdicts.map(({ position, code }) => ({ position, isGranted: code === undefined, code }));
    });
  }

  private async cases(tx: Tx, notice: PublicNotice, today: LocalDate) {
    const waiting = notice.items.filter(({ status }) => status === 'listed' || status === 'held');
    const assessments = await this.files.assessments.lockAll(
      tx,
      waiting.map(({ assessmentId }) => assessmentId),
    );
    const codes = [...new Set(assessments.map(({ creditCode }) => creditCode))];
    const before = await this.files.titles.book.qualifications.lockHolders(tx, codes);
    const open = await this.notices.itemsObjectedTo(tx, notice.noticeId);
    const events = new Map<CreditCode, readonly CreditEvent[]>();
    for (const code of codes)
      events.set(code, (await this.rulebook.sheets.get(tx, code, today)).creditEvents);
    const byId = new Map(assessments.map((assessment) => [assessment.assessmentId, assessment]));
    const cases = waiting.flatMap((item) => {
      const assessment = byId.get(item.assessmentId);
      if (!assessment) return [];
      const { creditCode } = assessment;
      return [
        {
          ...this.grantTerms(item, assessment),
          titles: before.get(creditCode) ?? [],
          creditEvents: events.get(creditCode) ?? [],
          hasOpenObjection: open.has(item.assessmentId),
        },
      ];
    });
    return { cases, before };
  }

  private grantTerms(item: NoticeItem, assessment: Assessment) {
    const { policyId = '', policyHash = '' } = assessment.frozen ?? {};
    const terms = grantTermsOf(frozenPolicy(this.rulebook.policies, { policyId, policyHash }));
    return { item, assessment, terms, qualificationId: randomUUID() };
  }

  private async enter(tx: Tx, given: Entering): Promise<void> {
    const { granted, officer, now } = given;
    if (granted.length === 0) return;
    const notice = granted.reduce((changed, { item }) => withItem(changed, item, now), given.notice);
    await this.notices.save(tx, notice);
    await this.files.assessments.save(tx, ...granted.map(({ assessment }) => assessment));
    const moves = granted.flatMap((grant) => grant.moves);
    await this.files.titles.book.enter(tx, { moves, before: given.before, actor: officer, now });
    for (const { assessment } of granted) await this.useUpRights(tx, assessment);
    outbox.append(tx, ...granted.flatMap(({ event }) => (event ? [traced(event, officer)] : [])));
    const earlier = new Map(given.cases.map(({ assessment }) => [assessment.assessmentId, assessment]));
    audit.append(
      tx,
      ...granted.map(({ assessment }) =>
        auditOfAssessment('grant', officer, assessment, earlier.get(assessment.assessmentId)),
      ),
    );
  }

  private async useUpRights(tx: Tx, assessment: Assessment): Promise<void> {
    const { creditCode, programme, frozen } = assessment;
    const snapshot = readSnapshot((await this.files.snapshots.get(assessment, tx)).snapshot);
    const used = rightsUsedUp(snapshot, programme);
    if (used.length === 0 || !frozen) return;
    const ids = await this.files.rights.idsOf(tx, creditCode, used);
    const year = Number(frozen.applyDate.slice(0, 4));
    await this.files.rights.recordUse(tx, creditCode, ids, { programme, year });
  }
}

interface Entering {
  notice: PublicNotice;
  granted: readonly Granted[];
  cases: readonly GrantCase[];
  before: ReadonlyMap<CreditCode, readonly Qualification[]>;
  officer: Acting;
  now: Date;
}

function verdictOf(given: GrantCase, deciding: { actor: Acting; now: Date }) {
  const { position } = given.item.line;
  try {
    return { position, granted: grantItem(given, deciding), code: undefined };
  } catch (error) {
    return { position, granted: undefined, code: obstacleOf(error) };
  }
}
