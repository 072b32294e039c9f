import type { FactSheet, PolicyAction } from '@gusu/policies';
import type { LocalDate, Programme } from '@gusu/values';
import type { FactVersions } from './assessment.js';

/** Everything that an application is judged by, as it was on the day of submission. */
export interface Snapshot {
  sheet: FactSheet;
  action: PolicyAction;
  applyDate: LocalDate;
  choices: Readonly<Record<string, string>>;
  policyId: string;
  policyHash: string;
}

/** What an officer decided that no machine can, 人工判定. */
export interface ManualDecision {
  criterionId: string;
  outcome: 'MET' | 'UNMET';
  reason: string;
  decidedBy: string;
  decidedAt: Date;
}

/** A frozen snapshot with its result, as bytes. */
export interface FrozenSnapshot {
  snapshot: string;
  result: string;
  resultHash: string;
}

/** The bytes of a snapshot: members in one order, fen as integers. The same facts give the same bytes. */
export function writeSnapshot(snapshot: Snapshot): string {
  return canonical(snapshot);
}

function canonical(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

/** Reads a snapshot back: amounts of fen are bigint again. */
export function readSnapshot(text: string): Snapshot {
  return JSON.parse(text, (name, value: unknown) =>
    name.endsWith('Fen') && typeof value === 'number' ? BigInt(value) : value,
  ) as Snapshot;
}

/**
 * The rights that an application for 高企 used up: a right of class II counts once ever, whatever becomes of it later
 * (cultivation-talent.md §3 H8, §16.1 C7).
 */
export function rightsUsedUp({ sheet, applyDate }: Snapshot, programme: Programme) {
  if (programme !== 'highTechEnterprise') return [];
  return (sheet.intellectualProperty ?? []).filter(
    (right) => right.class.startsWith('II_') && right.isValid && right.grantedOn <= applyDate,
  );
}

export function factVersionsOf({ annualFacts }: FactSheet): FactVersions {
  return Object.fromEntries(annualFacts.map(({ fiscalYear, version }) => [fiscalYear, version]));
}
