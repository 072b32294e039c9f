import { addYears, daysBetween, isLocalDate, type LocalDate, parseLocalDate } from '@gusu/values';
import { NOWHERE, type NumberCode, originOf, type TextCode } from './code.js';
import type { Arguments, FunctionRule } from './function-rule.js';
import { truth } from './truth.js';

/** Days of a fact sheet and of a policy are days by their types; the language has already kept the two apart from texts. */
const day = (text: string) => text as LocalDate;

function span(
  args: Arguments,
  unit: 'days' | 'years',
  between: (a: LocalDate, b: LocalDate) => number,
): NumberCode {
  args.expect(2);
  const [from, to] = [args.text(0, 'date'), args.text(1, 'date')];
  return {
    type: 'number',
    unit,
    origin: originOf(from.origin, to.origin),
    read: (view, item) => {
      const [first, last] = [from.read(view, item), to.read(view, item)];
      return first === undefined || last === undefined ? undefined : between(day(first), day(last));
    },
  };
}

/** Keeps the last answer: a whole population is asked about the same day of application. */
function remembering(work: (text: string) => string): (text: string) => string {
  let asked: string | undefined;
  let answer = '';
  return (text) => {
    if (text !== asked) [asked, answer] = [text, work(text)];
    return answer;
  };
}

function fullYears(from: LocalDate, to: LocalDate): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

export const DATE_FUNCTIONS: readonly FunctionRule[] = [
  {
    name: 'days',
    usage: 'days(from, to)',
    says: 'Calendar days from one day to another.',
    compile: (args) => span(args, 'days', daysBetween),
  },
  {
    name: 'years',
    usage: 'years(from, to)',
    says: 'Full years from one day to another.',
    compile: (args) => span(args, 'years', fullYears),
  },
  {
    name: 'yearsBefore',
    usage: 'yearsBefore(day, years)',
    says: 'The same day so many years earlier.',
    compile(args): TextCode {
      args.expect(2);
      const [date, years] = [args.text(0, 'date'), args.years(1)];
      const earlier = remembering((from) => addYears(day(from), -years));
      return {
        type: 'date',
        origin: date.origin,
        read: (view, item) => {
          const found = date.read(view, item);
          return found === undefined ? undefined : earlier(found);
        },
      };
    },
  },
  {
    name: 'yearEnd',
    usage: 'yearEnd(yearsBack)',
    says: '31 December so many years before that of the application: yearEnd(1) is 上年末.',
    compile(args): TextCode {
      args.expect(1);
      const years = args.years(0);
      return { type: 'date', origin: NOWHERE, read: (view) => `${view.year - years}-12-31` };
    },
  },
  {
    name: 'date',
    usage: "date('2011-01-01')",
    says: 'A day written in the policy.',
    compile(args): TextCode {
      args.expect(1);
      const text = args.written(0);
      if (!isLocalDate(text)) throw args.wrong(`${JSON.stringify(text)} is no day`);
      const written = parseLocalDate(text);
      return { type: 'date', origin: NOWHERE, constant: written, read: () => written };
    },
  },
  {
    name: 'lastsUntil',
    usage: 'lastsUntil(validTo, on)',
    says: 'That something without an end, or whose end is not before the day, still holds on it.',
    compile(args) {
      args.expect(2);
      const [end, on] = [args.text(0, 'date'), args.text(1, 'date')];
      return {
        type: 'truth',
        origin: originOf(end.origin, on.origin),
        span: args.syntax,
        reason: { shape: 'claim' },
        read: (view, item) => {
          const [last, asked] = [end.read(view, item), on.read(view, item)];
          return truth(asked === undefined ? undefined : last === undefined || last >= asked);
        },
      };
    },
  },
];
