import type { LocalDate } from '@gusu/values';
import { type PolicyDefect, PolicyDefects } from '../file/policy-defect.js';
import type { LoanPolicy } from './loan-policy.js';

type Period = LoanPolicy['effective'];

const covers = ({ from, to }: Period, on: LocalDate) => from <= on && (to === null || on <= to);

const meet = (a: Period, b: Period) => (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to);

/** Published versions that are known together, at most one of them in force for a programme and a day (funding.md §6.7). */
export class LoanPolicyBook {
  private constructor(readonly policies: readonly LoanPolicy[]) {}

  /** @throws PolicyDefects when two versions have one number, or rule the same day */
  static of(policies: readonly LoanPolicy[]): LoanPolicyBook {
    const defects = policies.flatMap((policy, index) =>
      policies.slice(0, index).flatMap((earlier) => disagreements(policy, earlier)),
    );
    if (defects.length > 0) throw new PolicyDefects(defects);
    return new LoanPolicyBook(policies);
  }

  /** The version that rules a filing of that day, or none: an answer, not a guess. */
  policyOn(programme: string, filedOn: LocalDate): LoanPolicy | undefined {
    return this.policies.find(
      (policy) => policy.programme === programme && covers(policy.effective, filedOn),
    );
  }

  policyById(id: string): LoanPolicy | undefined {
    return this.policies.find((policy) => policy.id === id);
  }
}

function disagreements(policy: LoanPolicy, earlier: LoanPolicy): PolicyDefect[] {
  if (policy.programme !== earlier.programme) return [];
  const file = policy.id;
  if (policy.version === earlier.version)
    return [{ file, pointer: '/version', code: 'DUPLICATE', detail: `${policy.id} is there already` }];
  if (!meet(policy.effective, earlier.effective)) return [];
  const detail = `${policy.id} and ${earlier.id} rule the same programme on the same day`;
  return [{ file, pointer: '/effective', code: 'OVERLAP', detail }];
}
