import type { Warning } from '../enterprise/enterprise.js';
import type { JudgedRow } from './row-judge.js';
import type { RowVerdict } from './verdict.js';

/** What the register already holds under a credit code. */
export interface KnownEnterprise {
  creditCode: string;
  name: string;
  status: string;
}

/**
 * The verdict of a row: refused and duplicate come from the file, known from the register, the rest is accepted. A known
 * enterprise is not changed by an import; where the file says something else, a warning does.
 */
export function verdictOf(judged: JudgedRow, known: ReadonlyMap<string, KnownEnterprise>): RowVerdict {
  const { line, creditCode, name } = judged;
  if (judged.refusedFor.length > 0)
    return { line, creditCode, name, verdict: 'refused', codes: judged.refusedFor, warnings: [] };
  if (judged.repeated)
    return { line, creditCode, name, verdict: 'duplicate', codes: ['CREDIT_CODE_REPEATED'], warnings: [] };
  const already = known.get(creditCode);
  if (already)
    return { line, creditCode, name, verdict: 'known', codes: [], warnings: knownWarnings(already, name) };
  return { line, creditCode, name, verdict: 'accepted', codes: [], warnings: judged.row?.warnings ?? [] };
}

function knownWarnings(known: KnownEnterprise, name: string): Warning[] {
  const warnings: Warning[] = [];
  if (known.name !== name)
    warnings.push({ code: 'WARN_FACTS_DIFFER', detail: `registered as ${known.name}` });
  if (known.status === 'pendingVerification' || known.status === 'rejected')
    warnings.push({ code: 'WARN_PENDING_VERIFICATION', detail: `the registration is ${known.status}` });
  return warnings;
}
