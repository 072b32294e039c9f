import type { LoggerService } from '@nestjs/common';
import { isNativeError } from 'node:util/types';
import { pino, type LogFn, type Logger } from 'pino';

/** Members that are never written, wherever in a log line they stand. */
const SECRET = new Set(
  [
    'authorization',
    'cookie',
    'password',
    'secret',
    'token',
    'phone',
    'mobile',
    'email',
    'birthDate',
    'idNumber',
    'idCard',
    'identityNumber',
    'passport',
    'legalRepresentative',
    'contactName',
    'realName',
    'signature',
  ].map((name) => name.toLowerCase()),
);
const REDACTED = '[redacted]';
const DEEPEST = 8;

// A mainland mobile number, a resident identity number (18 or the older 15 digits), an e-mail address, a bearer token, a password in
// a URL. Digits inside a hexadecimal word, such as a trace id, are no telephone number.
const PERSONAL: readonly (readonly [RegExp, string])[] = [
  [/(?<![0-9a-f])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?![0-9a-f])/g, '[phone]'],
  [
    /(?<![0-9A-Z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Z])/g,
    '[id]',
  ],
  [/(?<![0-9A-Z])[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Z])/g, '[id]'],
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, '[email]'],
  [/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/(postgres(?:ql)?:\/\/[^:@/\s]+:)[^@\s]+@/g, '$1[password]@'],
];

/** A text without what points at a person. */
export function withoutPersons(text: string): string {
  return PERSONAL.reduce((masked, [pattern, mark]) => masked.replace(pattern, mark), text);
}

/** What of an error may be written: never the values of a statement, nor the row PostgreSQL quotes. */
function errorForLog(error: unknown, depth = 0): unknown {
  if (!isNativeError(error)) return typeof error === 'string' ? withoutPersons(error) : typeof error;
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  return {
    type: error.name,
    message: withoutPersons(error.message),
    stack: withoutPersons(error.stack ?? ''),
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    ...(error.cause === undefined || depth > 3 ? {} : { cause: errorForLog(error.cause, depth + 1) }),
  };
}

/** A value without personal data and secrets, at any depth. Errors have a form of their own. */
function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return withoutPersons(value);
  if (typeof value === 'number' || typeof value === 'bigint') {
    const masked = withoutPersons(String(value));
    return masked === String(value) ? value : masked;
  }
  if (typeof value !== 'object' || value === null || isNativeError(value) || value instanceof Date)
    return value;
  if (depth >= DEEPEST) return REDACTED;
  if (Array.isArray(value)) return value.map((element) => withoutSecrets(element, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      SECRET.has(name.toLowerCase()) ? REDACTED : withoutSecrets(member, depth + 1),
    ]),
  );
}

/** Messages are masked before anything is written; without one of ours pino would take the error's as it came. */
function maskMessage(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, message, ...rest] = args as [unknown, string | undefined, ...unknown[]];
  const error = typeof first === 'object' && first !== null && 'err' in first ? first.err : undefined;
  const said = message ?? (isNativeError(error) ? error.message : undefined);
  const masked = [first, said, ...rest].map((part) =>
    typeof part === 'string' ? withoutPersons(part) : part,
  );
  method.apply(this, masked as Parameters<LogFn>);
}

/** JSON lines on standard output, without personal data. */
export function createLog(
  service: string,
  level: string,
  destination?: { write(line: string): void },
): Logger {
  const options = {
    name: service,
    level,
    formatters: { log: (line: Record<string, unknown>) => withoutSecrets(line) as Record<string, unknown> },
    serializers: { err: (error: unknown) => errorForLog(error) },
    hooks: { logMethod: maskMessage },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Nest's own messages, in the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.pino.debug({ context }, withoutPersons(String(message)));
  }
  debug(message: unknown, context?: unknown): void {
    this.pino.debug({ context }, withoutPersons(String(message)));
  }
  verbose(message: unknown, context?: unknown): void {
    this.pino.trace({ context }, withoutPersons(String(message)));
  }
  warn(message: unknown, context?: unknown): void {
    this.pino.warn({ context }, withoutPersons(String(message)));
  }
  error(message: unknown, ...context: unknown[]): void {
    if (message instanceof Error) this.pino.error({ err: message }, 'error');
    else
      this.pino.error({ context: context.map(String).map(withoutPersons) }, withoutPersons(String(message)));
  }
  fatal(message: unknown, ...context: unknown[]): void {
    this.error(message, ...context);
  }
}
