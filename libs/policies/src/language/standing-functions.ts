import { type LocalDate, PROGRAMMES } from '@gusu/values';
import {
  type CreditEvent,
  CREDIT_EVENT_TYPES,
  type HeldQualification,
  type IntellectualProperty,
} from '../dossier.js';
import { Fraction } from '../exact/exact.js';
import { sizeOf } from '../file/size-standard.js';
import { NOWHERE, originOf, type Read, type TruthCode } from './code.js';
import { compileFigure } from './name.js';
import type { Arguments, FunctionRule } from './function-rule.js';
import { FALSE, TRUE, type Truth, truth, UNKNOWN } from './truth.js';

const claim = (args: Arguments, read: Read<Truth>, origin: TruthCode['origin']): TruthCode => ({
  type: 'truth',
  read,
  origin,
  span: args.syntax,
  reason: { shape: 'claim' },
});

const stands = ({ occurredOn, removedOn }: CreditEvent, on: string) =>
  occurredOn <= on && (removedOn === undefined || removedOn > on);

function noCreditEvent(args: Arguments): TruthCode {
  args.expect(2, 3);
  const types = new Set<string>(args.someOf(0, CREDIT_EVENT_TYPES));
  const first = args.text(1, 'date');
  const last = args.count === 3 ? args.text(2, 'date') : undefined;
  const read: Read<Truth> = (view, item) => {
    const from = first.read(view, item);
    const to = last?.read(view, item);
    if (from === undefined || (last && to === undefined)) return UNKNOWN;
    for (const event of view.sheet.creditEvents) {
      if (!types.has(event.type)) continue;
      if (to === undefined ? stands(event, from) : event.occurredOn > from && event.occurredOn <= to)
        return FALSE;
    }
    return TRUE;
  };
  return claim(args, read, { ...originOf(first.origin), profile: true });
}

/** A lapsed title was valid on the days of its term; during review a title goes on past them (cultivation-talent.md §7.2). */
function isValidOn({ status, validFrom, validTo }: HeldQualification, on: LocalDate | string): boolean {
  if (status === 'reviewInProgress') return validFrom <= on;
  const isHeld = status === 'valid' || status === 'expiring' || status === 'lapsed';
  return isHeld && validFrom <= on && on <= validTo;
}

function hasValid(args: Arguments): TruthCode {
  args.expect(2);
  const programme = args.oneOf(0, PROGRAMMES);
  const day = args.text(1, 'date');
  const read: Read<Truth> = (view, item) => {
    const on = day.read(view, item);
    if (on === undefined) return UNKNOWN;
    for (const title of view.sheet.qualifications)
      if (title.programme === programme && isValidOn(title, on)) return TRUE;
    return FALSE;
  };
  return claim(args, read, { ...originOf(day.origin), lists: ['qualifications'] });
}

export const STANDING_FUNCTIONS: readonly FunctionRule[] = [
  {
    name: 'noCreditEvent',
    usage: 'noCreditEvent([TYPE, …], on) or noCreditEvent([TYPE, …], after, until)',
    says: 'That no such event stands on a day; or that none occurred after one day and until another, the latter included.',
    compile: noCreditEvent,
  },
  {
    name: 'hasValid',
    usage: 'hasValid(programme, on)',
    says: 'That the enterprise holds the title on a day, the last day of its term included.',
    compile: hasValid,
  },
  {
    name: 'smeSize',
    usage: 'smeSize()',
    says: "'SME' or 'LARGE', by the size standard that the policy names and the last fiscal year.",
    compile(args, scope) {
      args.expect(0);
      const standard = scope.sizeStandard;
      if (!standard) throw args.wrong('the policy names no size standard');
      const [staff, revenue, assets] = ['staffTotal', 'operatingRevenue', 'totalAssets'].map(
        (field) =>
          compileFigure({ field, yearsBack: 1, start: args.syntax.start, end: args.syntax.end }, scope).read,
      );
      return {
        type: 'text',
        values: ['SME', 'LARGE'],
        origin: { ...NOWHERE, yearsBack: [1], profile: true },
        read: (view) =>
          sizeOf(standard, view.sheet.profile.smeSector, {
            staff: staff?.(view, undefined),
            revenueFen: revenue?.(view, undefined),
            assetsFen: assets?.(view, undefined),
          }),
      };
    },
  },
  {
    name: 'platformScore',
    usage: 'platformScore(programme, yearsBack)',
    says: 'The evidenced score (发展评价得分) of a calendar year, 0 for that of the application. Unknown without evidence.',
    compile(args) {
      args.expect(2);
      const programme = args.oneOf(0, PROGRAMMES);
      const yearsBack = args.years(1);
      return {
        type: 'number',
        unit: 'points',
        origin: { ...NOWHERE, lists: ['platformScores'] },
        read: (view) => {
          const score = view.sheet.platformScores?.find(
            (found) => found.programme === programme && found.year === view.year - yearsBack,
          );
          return score && new Fraction(score.scoreCenti, 100);
        },
      };
    },
  },
  {
    name: 'usedFor',
    usage: 'usedFor(programme)',
    says: 'Of an intellectual property right: that an application for the programme has already counted it.',
    compile(args, scope) {
      args.expect(1);
      const programme = args.oneOf(0, PROGRAMMES);
      if (scope.list !== 'intellectualProperty') throw args.wrong('usedFor judges intellectual property');
      const read: Read<Truth> = (_view, item) =>
        truth((item as IntellectualProperty).usedInApplications.some((use) => use.programme === programme));
      return claim(args, read, { ...NOWHERE, isLocal: true });
    },
  },
  {
    name: 'startsWith',
    usage: "startsWith(text, 'beginning')",
    says: 'That a text begins so: a district code with that of its province, a right of class I with I_.',
    compile(args) {
      args.expect(2);
      const text = args.text(0, 'text');
      const beginning = args.written(1);
      const read: Read<Truth> = (view, item) => truth(text.read(view, item)?.startsWith(beginning));
      return claim(args, read, text.origin);
    },
  },
];
