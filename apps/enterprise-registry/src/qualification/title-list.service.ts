import type { Tx } from '@gusu/database';
import { PolicyBook } from '@gusu/policies';
import { CLOCK, type Clock, type LocalDate, type Programme } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Acting } from '../enterprise/enterprise-record.js';
import type { GrantTerms } from './qualification.js';
import { QualificationRepository } from './qualification.repository.js';
import { grantTermsOf } from './qualification.rules.js';
import type { ListedRow, RowVerdict } from './title-list.js';
import { codeOf, takeList } from './title-list.rules.js';
import { TitleBookRepository } from './title-book.repository.js';

export interface TitleList {
  /** 文号 of the document that announces the list. */
  docNo: string;
  rows: readonly ListedRow[];
}

@Injectable()
export class TitleListService {
  constructor(
    private readonly qualifications: QualificationRepository,
    private readonly book: TitleBookRepository,
    private readonly policies: PolicyBook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async take(tx: Tx, { docNo, rows }: TitleList, officer: Acting): Promise<RowVerdict[]> {
    const now = this.clock.now();
    const before = await this.qualifications.lockHolders(tx, [
      ...new Set(rows.flatMap((row) => codeOf(row) ?? [])),
    ]);
    const holders = await this.qualifications.certificates(tx, rows);
    const { verdicts, moves } = takeList(rows, {
      docNo,
      titles: before,
      holders,
      termsOf: (programme, day) => this.termsOn(programme, day),
      nextId: randomUUID,
      now,
    });
    await this.book.enter(tx, { moves, before, actor: officer, now, reason: docNo });
    return verdicts;
  }

  private termsOn(programme: Programme, day: LocalDate): GrantTerms | undefined {
    const policy = this.policies.policyOn(programme, 'initial', day);
    return policy && grantTermsOf(policy);
  }
}
