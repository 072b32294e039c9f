import type { BankRefusalCode } from '@gusu/contracts';
import { checkCreditCode, isLocalDate, type CreditCode, type Fen, type LocalDate } from '@gusu/values';

/** The first thing wrong with an event, and where. */
export class EventDefect extends Error {
  constructor(
    readonly code: BankRefusalCode,
    readonly pointer: string,
  ) {
    super(`${code} at ${pointer}`);
  }
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;
// Text that a bank's staff typed: no control or invisible characters.
// eslint-disable-next-line no-control-regex
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff]/u;

// Nothing of ours is nested deeper than three; what is deeper by far is sent to break a reader.
const DEEPEST = 32;

/**
 * Looks at every number of a message, also in members nobody knows: one that a reader has rounded would be kept as something that the bank
 * has not signed, and two messages that differ in it would be taken for one (funding.md §10.25).
 */
export function requireExactNumbers(value: unknown): void {
  if (!isExact(value, 0)) refuseInexact(value, '', 0);
}

// Nearly every message is exact: where something is wrong is only worked out when something is.
function isExact(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > DEEPEST) return false;
  for (const name in value) if (!isExact((value as Record<string, unknown>)[name], depth + 1)) return false;
  return true;
}

function refuseInexact(value: unknown, path: string, depth: number): void {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new EventDefect('AMOUNT_FORMAT', path);
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEEPEST) throw new EventDefect('EVENT_SCHEMA', path);
  for (const [name, part] of Object.entries(value)) refuseInexact(part, `${path}/${name}`, depth + 1);
}

/** Reads the members of one JSON object strictly; every miss is an {@link EventDefect} with its code (funding.md §10). */
export class Fields {
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly path: string,
  ) {}

  static of(value: unknown, path: string): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new EventDefect('EVENT_SCHEMA', path);
    return new Fields(value as Record<string, unknown>, path);
  }

  has(name: string): boolean {
    return this.values[name] !== undefined && this.values[name] !== null;
  }

  object(name: string): Fields {
    return Fields.of(this.values[name], `${this.path}/${name}`);
  }

  /** An identifier exactly as the core system holds it: Excel damage (1.23E+15, a leading quote, a trailing tab) is refused. */
  id(name: string): string {
    const value = this.values[name];
    if (typeof value !== 'string' || !ID.test(value)) throw this.defect('ID_FORMAT', name);
    return value;
  }

  text(name: string, longest = 200): string {
    const value = this.values[name];
    if (typeof value !== 'string' || value === '' || value.length > longest || HIDDEN.test(value))
      throw this.defect('EVENT_SCHEMA', name);
    return value;
  }

  /** A list of texts; empty lists are taken. */
  texts(name: string, most: number): string[] {
    const value = this.values[name];
    if (!Array.isArray(value) || value.length > most) throw this.defect('EVENT_SCHEMA', name);
    const list = value as unknown[];
    const items = new Fields(Object.fromEntries(list.entries()), `${this.path}/${name}`);
    return list.map((_, index) => items.text(`${index}`));
  }

  flag(name: string): boolean {
    const value = this.values[name];
    if (typeof value !== 'boolean') throw this.defect('EVENT_SCHEMA', name);
    return value;
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const value = this.values[name];
    if (!choices.includes(value as Choice)) throw this.defect('EVENT_SCHEMA', name);
    return value as Choice;
  }

  integer(name: string, least: number, most: number): number {
    const value = this.values[name];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most)
      throw this.defect('EVENT_SCHEMA', name);
    return value;
  }

  /** A JSON integer of fen; never a text, a fraction or an exponent. */
  fen(name: string, least = 0n): Fen {
    const value = this.values[name];
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw this.defect('AMOUNT_FORMAT', name);
    if (value < 0) throw this.defect('NEGATIVE_AMOUNT', name);
    const fen = BigInt(value);
    if (fen < least) throw this.defect('AMOUNT_FORMAT', name);
    return fen;
  }

  day(name: string): LocalDate {
    const value = this.values[name];
    if (typeof value !== 'string' || !isLocalDate(value)) throw this.defect('DATE_FORMAT', name);
    return value;
  }

  /** An instant with its offset: without one nobody knows when it was. */
  instant(name: string): string {
    const value = this.values[name];
    const isInstant =
      typeof value === 'string' &&
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(value) &&
      isLocalDate(value.slice(0, 10)) &&
      !Number.isNaN(Date.parse(value));
    if (!isInstant) throw this.defect('DATE_FORMAT', name);
    return value;
  }

  /** Lower case is normalised; anything else that is wrong, full width and spaces included, is refused, never guessed. */
  creditCode(name: string): CreditCode {
    const value = this.values[name];
    const isPlain = typeof value === 'string' && /^[0-9A-Za-z]{18}$/.test(value);
    const checked = isPlain ? checkCreditCode(value) : undefined;
    if (!checked || !('code' in checked)) throw this.defect('USCC_INVALID', name);
    return checked.code;
  }

  defect(code: BankRefusalCode, name: string): EventDefect {
    return new EventDefect(code, `${this.path}/${name}`);
  }
}
