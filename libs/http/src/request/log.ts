import type { LoggerService } from '@nestjs/common';
import { pino, type LogFn, type Logger } from 'pino';

/** Members that are never written, wherever a log line carries them. */
const SECRET = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'phone',
  'mobile',
  'email',
  'idNumber',
  'identityNumber',
  'legalRepresentative',
  'contactName',
  'signature',
];
const PATHS = SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

// A mainland mobile number, a resident identity number, an e-mail address, a bearer token.
const PERSONAL: readonly (readonly [RegExp, string])[] = [
  [/(?<!\d)1[3-9]\d{9}(?!\d)/g, '[phone]'],
  [
    /(?<![0-9A-Z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Z])/g,
    '[id]',
  ],
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
  if (!(error instanceof Error)) return typeof error === 'string' ? withoutPersons(error) : typeof error;
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

/** Without a message of ours pino takes the error's, as it came: it is masked here before anything is written. */
function maskMessage(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, message, ...rest] = args as [unknown, string | undefined, ...unknown[]];
  if (
    message === undefined &&
    typeof first === 'object' &&
    first !== null &&
    'err' in first &&
    first.err instanceof Error
  )
    method.apply(this, [first, withoutPersons(first.err.message)]);
  else method.apply(this, [first, message, ...rest] as Parameters<LogFn>);
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
    redact: { paths: PATHS, censor: '[redacted]' },
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
