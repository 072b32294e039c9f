import type { AssessmentResult, IndicatorResult } from '../assessment-result.js';
import { assess } from '../assessment/assess.js';
import { FileDefects } from '../file/file-defects.js';
import type { PolicyBook } from '../file/policy-book.js';
import type { PolicyDefect } from '../file/policy-defect.js';
import { type PolicySource, readShape, readYaml } from '../file/read-source.js';
import { type GoldenCase, type GoldenFile, goldenFile } from './golden-case.js';
import { goldenSheet } from './golden-sheet.js';

type Bounds = number | [number, number];

const sameBounds = (wanted: Bounds, { atLeast, atMost }: { atLeast: number; atMost: number }) => {
  const [low, high] = typeof wanted === 'number' ? [wanted, wanted] : wanted;
  return low === atLeast && high === atMost;
};

function scored(result: AssessmentResult): Map<string, Pick<IndicatorResult, 'atLeast' | 'atMost'>> {
  const blocks = result.score?.blocks ?? [];
  return new Map(blocks.flatMap((block) => [block, ...block.indicators].map((each) => [each.id, each])));
}

function differences(result: AssessmentResult, { expect }: GoldenCase): string[] {
  const found: string[] = [];
  const differs = (what: string, wanted: unknown, got: unknown) =>
    found.push(`${what} should be ${JSON.stringify(wanted)} and is ${JSON.stringify(got)}`);
  if (expect.policy !== undefined && expect.policy !== result.policyId)
    differs('the policy', expect.policy, result.policyId);
  if (expect.summary !== undefined && expect.summary !== result.summary)
    differs('the summary', expect.summary, result.summary);
  for (const [id, wanted] of Object.entries(expect.criteria)) {
    const got = result.criteria.find((criterion) => criterion.id === id)?.status;
    if (got !== wanted) differs(id, wanted, got);
  }
  const points = scored(result);
  if (expect.total !== undefined && !(result.score && sameBounds(expect.total, result.score)))
    differs('the total', expect.total, result.score && [result.score.atLeast, result.score.atMost]);
  for (const [id, wanted] of Object.entries(expect.points)) {
    const got = points.get(id);
    if (!got || !sameBounds(wanted, got)) differs(id, wanted, got && [got.atLeast, got.atMost]);
  }
  if (expect.suggestions && JSON.stringify(expect.suggestions) !== JSON.stringify(result.suggestions))
    differs('the suggestions', expect.suggestions, result.suggestions);
  return found;
}

/** What one case says against the book, nothing when it holds. */
export function checkGoldenCase(book: PolicyBook, policyId: string, written: GoldenCase): string[] {
  const named = book.policyById(policyId);
  if (!named) return [`there is no policy ${policyId}`];
  const programme = written.expect.programme ?? named.programme;
  const policy = book.policyOn(programme, written.action, written.applyDate);
  if (!policy) return written.expect.summary === 'NO_POLICY_IN_FORCE' ? [] : ['no policy is in force'];
  if (written.expect.policy === undefined && policy.id !== policyId)
    return [`the policy in force is ${policy.id}`];
  const { applyDate, action, choices, manual, panel } = written;
  return differences(
    assess(policy, goldenSheet(written), { applyDate, action, choices, manual, panel }),
    written,
  );
}

/** Reads a file of golden cases. What is wrong with its shape goes to `defects`. */
export function readGoldenFile(
  { file, text }: PolicySource,
  defects = new FileDefects(file),
): GoldenFile | undefined {
  const value = readYaml(text, defects);
  return value === undefined ? undefined : readShape(goldenFile, value, defects);
}

/** Everything that the golden cases of one file say against the book (cultivation-talent.md §6). */
export function checkGoldenFile(book: PolicyBook, source: PolicySource): PolicyDefect[] {
  const defects = new FileDefects(source.file);
  const golden = readGoldenFile(source, defects);
  golden?.cases.forEach((written, index) => {
    const wrong = differencesOrFault(book, golden.policy, written);
    for (const detail of wrong) defects.add(`/cases/${index}`, 'GOLDEN_CASE', `${written.name}: ${detail}`);
  });
  return defects.found;
}

// A case may name a figure that does not exist, or marks the facts do not allow; its writer shall learn that as a defect.
function differencesOrFault(book: PolicyBook, policy: string, written: GoldenCase): string[] {
  try {
    return checkGoldenCase(book, policy, written);
  } catch (error) {
    if (error instanceof RangeError) return [error.message];
    throw error;
  }
}
