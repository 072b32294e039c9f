import { refuse } from '@gusu/contracts';
import type { Tx } from '@gusu/database';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import type { Acting } from '../enterprise/enterprise-record.js';
import { certifyQualification } from './certificate.rules.js';
import type { Qualification } from './qualification.js';
import { QualificationRepository } from './qualification.repository.js';
import {
  missUpdate,
  type Moved,
  passTime,
  reinstateQualification,
  revokeQualification,
  suspendQualification,
} from './qualification.rules.js';
import { certificateOf } from './title-list.rules.js';
import { TitleBookRepository } from './title-book.repository.js';

const OFFICER_MOVES = {
  suspend: suspendQualification,
  reinstate: reinstateQualification,
  revoke: revokeQualification,
} as const;
export type OfficerMove = keyof typeof OFFICER_MOVES;

@Injectable()
export class QualificationService {
  constructor(
    private readonly qualifications: QualificationRepository,
    private readonly book: TitleBookRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** In the caller's transaction, as all of these, so that the answer to an Idempotency-Key commits with it. */
  move(
    tx: Tx,
    { qualificationId, name }: { qualificationId: string; name: OfficerMove },
    reason: string,
    officer: Acting,
  ): Promise<Qualification> {
    const by = { actor: officer, reason };
    return this.change(tx, qualificationId, by, (title, now) => OFFICER_MOVES[name](title, now));
  }

  missUpdate(tx: Tx, qualificationId: string, year: number, officer: Acting): Promise<Qualification> {
    const by = { actor: officer, reason: `${year}` };
    return this.change(tx, qualificationId, by, (title, now) => missUpdate(title, year, now));
  }

  certify(tx: Tx, qualificationId: string, certNo: string, officer: Acting): Promise<Qualification> {
    const by = { actor: officer, reason: certNo };
    return this.change(tx, qualificationId, by, async (title, now) => {
      const certificate = { programme: title.programme, certNo };
      await this.qualifications.lockCertificate(tx, certificate);
      const holders = await this.qualifications.certificates(tx, [certificate]);
      const holder = holders.get(certificateOf(title.programme, certNo));
      return certifyQualification(title, { certNo, holder, now });
    });
  }

  // Time passes first: a title whose last day is over has lapsed, whether or not the clock's worker has looked since.
  private async change(
    tx: Tx,
    qualificationId: string,
    by: { actor: Acting; reason: string },
    decide: (title: Qualification, now: Date) => Moved | Promise<Moved>,
  ): Promise<Qualification> {
    const { creditCode } = await this.qualifications.get(qualificationId, by.actor, tx);
    const before = await this.qualifications.lockHolders(tx, [creditCode]);
    const title = before.get(creditCode)?.find((known) => known.qualificationId === qualificationId);
    if (!title) throw refuse('qualification/not-found', { qualificationId });
    const now = this.clock.now();
    const passed = passTime(title, now);
    const moved = await decide(passed.at(-1)?.qualification ?? title, now);
    await this.book.enter(tx, { moves: [...passed, moved], before, now, ...by });
    return moved.qualification;
  }
}
