import type { Policy, PolicyAction, RuleEffect, Words } from '@gusu/policies';
import type { CreditCode, LocalDate } from '@gusu/values';

/** A rule change as it is tried on a population: the rule of the day against another, on the facts known at the end of that day. */
export interface PreviewQuestion {
  before?: Policy;
  after: Policy;
  action: PolicyAction;
  on: LocalDate;
  district?: string;
}

/** One enterprise for which something changes. */
export interface PreviewLine extends RuleEffect {
  creditCode: CreditCode;
  districtCode: string;
}

export interface EffectCounts {
  assessed: number;
  gains: number;
  loses: number;
  moves: number;
}

/** How often a criterion stands behind an effect. */
export interface EffectReason {
  effect: RuleEffect['effect'];
  criterion: string;
  label: Words;
  count: number;
}

export interface PreviewTotals extends EffectCounts {
  districts: (EffectCounts & { districtCode: string })[];
  reasons: EffectReason[];
}

const none = (): EffectCounts => ({ assessed: 0, gains: 0, loses: 0, moves: 0 });

/** Adds up the effects on a population, enterprise by enterprise. */
export class PreviewTally {
  private readonly all = none();
  private readonly districts = new Map<string, EffectCounts>();
  private readonly reasons = new Map<string, EffectReason>();

  add(districtCode: string, line: PreviewLine | undefined): void {
    const district = this.districts.get(districtCode) ?? none();
    this.districts.set(districtCode, district);
    for (const counts of [this.all, district]) {
      counts.assessed += 1;
      if (line) counts[line.effect] += 1;
    }
    for (const { id, label } of line?.because ?? []) this.reason(line?.effect ?? 'moves', id, label);
  }

  /** Districts by their code, reasons by how often they count. */
  totals(): PreviewTotals {
    const districts = [...this.districts].map(([districtCode, counts]) => ({ districtCode, ...counts }));
    districts.sort((a, b) => (a.districtCode < b.districtCode ? -1 : 1));
    const reasons = [...this.reasons.values()].sort((a, b) => b.count - a.count);
    return { ...this.all, districts, reasons };
  }

  private reason(effect: RuleEffect['effect'], criterion: string, label: Words): void {
    const key = `${effect} ${criterion}`;
    const known = this.reasons.get(key) ?? { effect, criterion, label, count: 0 };
    known.count += 1;
    this.reasons.set(key, known);
  }
}
