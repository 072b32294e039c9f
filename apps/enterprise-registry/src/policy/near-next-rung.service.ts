import { refuse } from '@gusu/contracts';
import { Database } from '@gusu/database';
import { assess, type FactSheet, nearNextRung, type Policy, PolicyBook } from '@gusu/policies';
import type { LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { FactSheetRepository } from '../fact-sheet/fact-sheet.repository.js';
import type { NearEnterprise, NearQuestion } from './near-next-rung.js';

const ENTERPRISES_AT_ONCE = 500;
/** One request looks at so many enterprises at most; its `next` goes on from there. */
const MOST_LOOKED_AT = 20_000;

@Injectable()
export class NearNextRungService {
  constructor(
    private readonly database: Database,
    private readonly sheets: FactSheetRepository,
    private readonly book: PolicyBook,
  ) {}

  /**
   * Enterprises near the title, in the order of their credit codes, and where to go on. A page may hold fewer than asked for and still have
   * a next one. @throws policy/none-in-force
   */
  async find(question: NearQuestion): Promise<{ items: NearEnterprise[]; next?: string }> {
    const { programme, on, district, limit } = question;
    const policy = this.book.policyOn(programme, 'initial', on);
    if (!policy) throw refuse('policy/none-in-force', { programme, applyDate: on });
    const items: NearEnterprise[] = [];
    let after = question.after;
    for (let looked = 0; looked < MOST_LOOKED_AT; looked += ENTERPRISES_AT_ONCE) {
      const page = await this.sheets.page(this.database, { on, after, district, limit: ENTERPRISES_AT_ONCE });
      for (const sheet of page) {
        after = sheet.profile.creditCode;
        const near = nearBy(policy, sheet, on);
        if (near) items.push(near);
        if (items.length === limit) return { items, next: after };
      }
      if (page.length < ENTERPRISES_AT_ONCE) return { items };
    }
    return { items, next: after };
  }
}

function nearBy(policy: Policy, sheet: FactSheet, applyDate: LocalDate): NearEnterprise | undefined {
  const result = assess(policy, sheet, { applyDate });
  const { creditCode, districtCode } = sheet.profile;
  return nearNextRung(result) ? { creditCode, districtCode, result } : undefined;
}
