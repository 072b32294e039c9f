import { type FactSheet, RuleChange } from '@gusu/policies';
import { Injectable } from '@nestjs/common';
import { FactSheetRepository } from '../fact-sheet/fact-sheet.repository.js';
import { type PreviewLine, type PreviewQuestion, PreviewTally, type PreviewTotals } from './preview.js';

const ENTERPRISES_AT_ONCE = 1_000;

/** Tries a rule change on every active enterprise. It reads pages and keeps none, so a city fits as well as a district. */
@Injectable()
export class PreviewService {
  constructor(private readonly sheets: FactSheetRepository) {}

  /** Every enterprise for which something changes, in the order of the credit codes. */
  async *lines(question: PreviewQuestion): AsyncGenerator<PreviewLine> {
    for await (const { line } of this.judged(question)) if (line) yield line;
  }

  async totals(question: PreviewQuestion): Promise<PreviewTotals> {
    const tally = new PreviewTally();
    for await (const { sheet, line } of this.judged(question)) tally.add(sheet.profile.districtCode, line);
    return tally.totals();
  }

  private async *judged(question: PreviewQuestion): AsyncGenerator<{ sheet: FactSheet; line?: PreviewLine }> {
    const { on, district, before, after, action } = question;
    const change = new RuleChange({ before, after, action, applyDate: on });
    for await (const page of this.sheets.population({ on, district, limit: ENTERPRISES_AT_ONCE }))
      for (const sheet of page) {
        const effect = change.effectOn(sheet);
        const { creditCode, districtCode } = sheet.profile;
        yield { sheet, line: effect && { creditCode, districtCode, ...effect } };
      }
  }
}
