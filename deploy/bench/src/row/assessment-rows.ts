import { Assessor, type FactSheet, shippedPolicies } from '@gusu/policies';
import { parseLocalDate } from '@gusu/values';
import { median, rounds, type Row } from '../measure.js';
import { syntheticSheet } from '../synthetic-sheet.js';

const ENTERPRISES = 5_000;
const SECONDS = 3;
const APPLY_DATE = parseLocalDate('2026-11-24');

/** Enterprises a second of processor time: what one core does, also while others use the machine. */
function rateOf(look: (sheet: FactSheet) => unknown, sheets: readonly FactSheet[]): number {
  const before = process.cpuUsage();
  let seconds = 0;
  let looked = 0;
  while (seconds < SECONDS) {
    for (const sheet of sheets) look(sheet);
    looked += sheets.length;
    const { user, system } = process.cpuUsage(before);
    seconds = (user + system) / 1e6;
  }
  return looked / seconds;
}

function row(name: string, what: string, look: (assessor: Assessor) => (sheet: FactSheet) => unknown): Row {
  return {
    name,
    what,
    floor: 5_000,
    goal: 50_000,
    isCeiling: false,
    async measure(count) {
      const assessor = new Assessor(shippedPolicies(), APPLY_DATE);
      const sheets = Array.from({ length: ENTERPRISES }, (_, n) => syntheticSheet(n));
      const looking = look(assessor);
      rateOf(looking, sheets);
      const rates = await rounds(count, async () => rateOf(looking, sheets));
      return {
        value: median(rates),
        unit: 'enterprises/s',
        remark: `${assessor.policies.length} programmes; by processor time of one core`,
      };
    },
  };
}

/** The judgement alone, as a preview of a population needs it. */
export const judgeAllRow = () =>
  row(
    'judge-all',
    'one enterprise judged by all programmes, pure',
    (assessor) => (sheet) => assessor.judge(sheet),
  );

/** The judgement with every value, gap and reason, as an enterprise reads it. */
export const assessAllRow = () =>
  row(
    'assess-all',
    'one enterprise by all programmes with all reasons, pure',
    (assessor) => (sheet) => assessor.assess(sheet),
  );
