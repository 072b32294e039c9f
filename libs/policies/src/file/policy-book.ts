import type { LocalDate, Programme } from '@gusu/values';
import { Slots } from '../language/scope.js';
import type { PolicyAction } from '../policy-action.js';
import { compilePolicy } from './compile-policy.js';
import { FileDefects } from './file-defects.js';
import type { Policy, PolicyPeriod } from './policy.js';
import { PolicyDefects } from './policy-defect.js';
import { partDocument, policyDocument } from './policy-document.js';
import { type ReadPart, withParts, writtenParts } from './policy-part.js';
import { disagreements, endedBySuccessors, unknownPredecessors, type WrittenPolicy } from './succession.js';
import { readSizeStandard, type SizeStandardDocument } from './read-size-standard.js';
import { type PolicySource, readShape, readYaml } from './read-source.js';

/** A size standard has sectors, a part says what it is part of; everything else is a policy. */
const isOf = (value: unknown, member: 'sectors' | 'partOf') =>
  typeof value === 'object' && value !== null && member in value;

const covers = ({ from, to }: PolicyPeriod, on: LocalDate) => from <= on && (to === undefined || on <= to);

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

function readParts(files: readonly ReadFile[]): Map<string, ReadPart> {
  const parts = files
    .filter(({ value }) => isOf(value, 'partOf'))
    .flatMap(({ defects, value }) => {
      const document = readShape(partDocument, value, defects);
      return document ? [{ document, written: value }] : [];
    });
  return new Map(parts.map((part) => [part.document.id, part]));
}

interface Content {
  policies: readonly Policy[];
  sizeStandards: readonly SizeStandardDocument[];
  slots: Slots;
  sources: readonly PolicySource[];
}

/** Reads and compiles every file by itself; what is wrong with one stays with its file. */
function compileFiles(sources: readonly PolicySource[]) {
  const slots = new Slots();
  const files = sources.map(({ file, text }): ReadFile => {
    const defects = new FileDefects(file);
    return { file, defects, value: readYaml(text, defects) };
  });
  const sizes = readSizeStandards(files);
  const standards = new Map(sizes.map(({ standard }) => [standard.id, standard]));
  const parts = readParts(files);
  const written = files.flatMap(({ file, defects, value }): WrittenPolicy[] => {
    if (value === undefined || isOf(value, 'sectors') || isOf(value, 'partOf')) return [];
    const document = readShape(policyDocument, value, defects);
    if (!document) return [];
    const whole = {
      document: withParts(document, parts, defects),
      written: [value, ...writtenParts(document, parts)],
    };
    return [{ file, policy: compilePolicy(whole, slots, defects, standards) }];
  });
  return { slots, sizes, written, defects: files.flatMap(({ defects }) => defects.found) };
}

/** All policies that are known together, at most one of them in force for a programme, an action and a day. */
export class PolicyBook {
  private constructor(private content: Content) {}

  /** @throws PolicyDefects with everything that is wrong in any of the files */
  static of(sources: readonly PolicySource[]): PolicyBook {
    const { slots, sizes, written, defects } = compileFiles(sources);
    const unknown = unknownPredecessors(written);
    const policies = written.map((each) => ({ ...each, policy: endedBySuccessors(each.policy, written) }));
    const found = [...defects, ...unknown, ...disagreements(policies)];
    if (found.length > 0) throw new PolicyDefects(found);
    return new PolicyBook({
      policies: policies.map(({ policy }) => policy),
      sizeStandards: sizes.map(({ document }) => document),
      slots,
      sources,
    });
  }

  /** A policy by its own text, whether or not it agrees with those of this book: what was proposed stays to be read. */
  read(source: PolicySource): Policy | undefined {
    const others = this.sources.filter(({ file }) => file !== source.file);
    const { written, defects } = compileFiles([...others, source]);
    return defects.length > 0 ? undefined : written.find(({ file }) => file === source.file)?.policy;
  }

  get policies(): readonly Policy[] {
    return this.content.policies;
  }

  get sizeStandards(): readonly SizeStandardDocument[] {
    return this.content.sizeStandards;
  }

  /** Where the answers of its policies are kept while one enterprise is judged. */
  get slots(): Slots {
    return this.content.slots;
  }

  /** The files it was made of. */
  get sources(): readonly PolicySource[] {
    return this.content.sources;
  }

  /** Takes over the policies of another book; whoever holds this one asks the new ones from now on. */
  become(other: PolicyBook): void {
    this.content = other.content;
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
