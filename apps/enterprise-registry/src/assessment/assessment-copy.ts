import type { AssessmentResult, CriterionResult } from '@gusu/policies';
import { PROGRAMME_NAMES } from '@gusu/values';
import { csvCell } from '../import/verdict.js';
import { type Assessment, PUBLIC_STATUS_OF, PUBLIC_STATUSES } from './assessment.js';

/** What an enterprise takes away of its application: what was frozen, as a person or a spreadsheet reads it. */
export interface Copied {
  assessment: Assessment;
  result: AssessmentResult;
  resultHash: string;
}

const COLUMNS = ['条件', '状态', '数值', '单位', '期间', '要求', '差距'];

function cellsOf({ label, required, status, actual, gap }: CriterionResult): string[] {
  return [
    label.zh,
    status,
    actual?.value ?? '',
    actual?.unit ?? '',
    actual?.period ?? '',
    required.zh,
    gap?.value ?? '',
  ];
}

/** The criteria as a CSV that spreadsheets read as UTF-8 and never run. */
export function csvCopy({ result }: Copied): string {
  const lines = [COLUMNS, ...result.criteria.map(cellsOf)];
  return `\uFEFF${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** The application as a page that prints; it carries nothing that runs. */
export function htmlCopy({ assessment, result, resultHash }: Copied): string {
  const { programme, status, frozen, creditCode, assessmentId } = assessment;
  const facts: [string, string][] = [
    ['申报编号', assessmentId],
    ['统一社会信用代码', creditCode],
    ['办件状态', PUBLIC_STATUSES[PUBLIC_STATUS_OF[status]]],
    ['申报日', frozen?.applyDate ?? ''],
    ['政策版本', `${result.policyId} ${result.policyHash}`],
    ['自评结论', result.summary],
    ['结果指纹', resultHash],
  ];
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>${escaped(PROGRAMME_NAMES[programme])}申报</title>
<h1>${escaped(PROGRAMME_NAMES[programme])}申报</h1>
<dl>${facts.map(([term, text]) => `<dt>${term}</dt><dd>${escaped(text)}</dd>`).join('')}</dl>
<table>${row(COLUMNS, 'th')}${result.criteria.map((criterion) => row(cellsOf(criterion), 'td')).join('')}</table>
<p>预评估，不构成认定。</p></html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
