import type { LocalDate, Programme } from '@gusu/values';
import { Slots } from '../language/scope.js';
import type { PolicyAction } from '../policy-action.js';
import { compilePolicy } from './compile-policy.js';
import { FileDefects } from './file-defects.js';
import type { Policy, PolicyPeriod } from './policy.js';
import { type PolicyDefect, PolicyDefects } from './policy-defect.js';
import { type PartDocument, partDocument, policyDocument } from './policy-document.js';
import { withParts } from './policy-part.js';
import { readSizeStandard, type SizeStandardDocument } from './read-size-standard.js';
import { type PolicySource, readShape, readYaml } from './read-source.js';

/** A size standard has sectors, a part says what it is part of; everything else is a policy. */
const isOf = (value: unknown, member: 'sectors' | 'partOf') =>
  typeof value === 'object' && value !== null && member in value;

const covers = ({ from, to }: PolicyPeriod, on: LocalDate) => from <= on && (to === undefined || on <= to);

const meet = (a: PolicyPeriod, b: PolicyPeriod) =>
  a.action === b.action && (a.to === undefined || b.from <= a.to) && (b.to === undefined || a.from <= b.to);

interface ReadFile {
  file: string;
  defects: FileDefects;
  value: unknown;
}

function readSizeStandards(files: readonly ReadFile[]) {
  return files
    .filter(({ value }) => isOf(value, 'sectors'))
    .flatMap(({ defects, value }) => readSizeStandard(value, defects) ?? []);
}

function readParts(files: readonly ReadFile[]): Map<string, PartDocument> {
  const parts = files
    .filter(({ value }) => isOf(value, 'partOf'))
    .flatMap(({ defects, value }) => readShape(partDocument, value, defects) ?? []);
  return new Map(parts.map((part) => [part.id, part]));
}

/** All policies that are known together, at most one of them in force for a programme, an action and a day. */
export class PolicyBook {
  private constructor(
    readonly policies: readonly Policy[],
    readonly sizeStandards: readonly SizeStandardDocument[],
    readonly slots: Slots,
  ) {}

  /** @throws PolicyDefects with everything that is wrong in any of the files */
  static of(sources: readonly PolicySource[]): PolicyBook {
    const slots = new Slots();
    const files = sources.map(({ file, text }): ReadFile => {
      const defects = new FileDefects(file);
      return { file, defects, value: readYaml(text, defects) };
    });
    const sizes = readSizeStandards(files);
    const standards = new Map(sizes.map(({ standard }) => [standard.id, standard]));
    const parts = readParts(files);
    const policies = files.flatMap(({ file, defects, value }) => {
      if (value === undefined || isOf(value, 'sectors') || isOf(value, 'partOf')) return [];
      const document = readShape(policyDocument, value, defects);
      if (!document) return [];
      const whole = withParts(document, parts, defects);
      return [{ file, policy: compilePolicy(whole, slots, defects, standards) }];
    });
    const found = [...files.flatMap(({ defects }) => defects.found), ...disagreements(policies)];
    if (found.length > 0) throw new PolicyDefects(found);
    return new PolicyBook(
      policies.map(({ policy }) => policy),
      sizes.map(({ document }) => document),
      slots,
    );
  }

  /** The policy that rules an application of that day, or none: an answer, not a guess (cultivation-talent.md §0.1). */
  policyOn(programme: Programme, action: PolicyAction, applyDate: LocalDate): Policy | undefined {
    return this.policies.find(
      (policy) =>
        policy.programme === programme &&
        policy.periods.some((period) => period.action === action && covers(period, applyDate)),
    );
  }

  policyById(id: string): Policy | undefined {
    return this.policies.find((policy) => policy.id === id);
  }

  /** At most one per programme, in the order of the files. */
  inForceOn(action: PolicyAction, applyDate: LocalDate): Policy[] {
    return this.policies.filter(({ periods }) =>
      periods.some((period) => period.action === action && covers(period, applyDate)),
    );
  }
}

function disagreements(policies: readonly { file: string; policy: Policy }[]): PolicyDefect[] {
  const defects: PolicyDefect[] = [];
  policies.forEach(({ file, policy }, index) => {
    for (const period of policy.periods)
      if (period.to !== undefined && period.to < period.from)
        defects.push({
          file,
          pointer: '/effective',
          code: 'SHAPE',
          detail: 'a period ends before it begins',
        });
    for (const { policy: earlier } of policies.slice(0, index)) {
      if (earlier.id === policy.id)
        defects.push({ file, pointer: '/id', code: 'DUPLICATE', detail: `${policy.id} is there already` });
      else if (
        earlier.programme === policy.programme &&
        policy.periods.some((period) => earlier.periods.some((other) => meet(period, other)))
      )
        defects.push({
          file,
          pointer: '/effective',
          code: 'OVERLAP',
          detail: `${policy.id} and ${earlier.id} rule the same programme and action on the same day`,
        });
    }
  });
  return defects;
}
