import type { Tx } from '@gusu/database';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Acting } from '../enterprise/enterprise-record.js';
import { QualificationRepository } from './qualification.repository.js';
import type { ListedRow, RowVerdict } from './title-list.js';
import { codeOf, takeList } from './title-list.rules.js';
import { TitleBookRepository } from './title-book.repository.js';

export interface TitleList {
  /** 文号 of the document that announces the list. */
  docNo: string;
  /** The policy under which the enterprises of the list were recognised. */
  policyId: string;
  rows: readonly ListedRow[];
}

@Injectable()
export class TitleListService {
  constructor(
    private readonly qualifications: QualificationRepository,
    private readonly book: TitleBookRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async take(tx: Tx, { docNo, policyId, rows }: TitleList, officer: Acting): Promise<RowVerdict[]> {
    const now = this.clock.now();
    const before = await this.qualifications.lockHolders(tx, [
      ...new Set(rows.flatMap((row) => codeOf(row) ?? [])),
    ]);
    const holders = await this.qualifications.certificates(tx, rows);
    const { verdicts, moves } = takeList(rows, {
      docNo,
      titles: before,
      holders,
      termsOf: () => ({ policyId }),
      nextId: randomUUID,
      now,
    });
    await this.book.enter(tx, { moves, before, actor: officer, now, reason: docNo });
    return verdicts;
  }
}
