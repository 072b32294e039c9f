/** The database cannot be asked now; the same call may succeed later. */
export class DatabaseUnavailable extends Error {
  constructor(
    readonly reason: 'connection' | 'contention' | 'outcomeUnknown',
    cause: unknown,
  ) {
    super(`database unavailable (${reason})`, { cause });
    this.name = 'DatabaseUnavailable';
  }
}

const CONNECTION_ERRNOS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);
// Shutting down, crashing, starting up, too many connections, connection exceptions.
const CONNECTION_STATES = /^(57P0[123]|53300|08...)$/;
// Lock not available, statement timeout, deadlock, serialization, idle-in-transaction timeout.
const CONTENTION_STATES = new Set(['55P03', '57014', '40P01', '40001', '25P03']);
const CONNECTION_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Cannot use a pool after calling end|server conn crashed/;

/** The SQLSTATE or errno of a driver error, if it has one. */
export function errorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

export function isConnectionError(error: unknown): boolean {
  const code = errorCode(error) ?? '';
  if (CONNECTION_ERRNOS.has(code) || CONNECTION_STATES.test(code)) return true;
  if (error instanceof AggregateError) return error.errors.some(isConnectionError);
  return error instanceof Error && CONNECTION_WORDS.test(error.message);
}

/** Driver errors that are nobody's mistake become {@link DatabaseUnavailable}; everything else stays what it is. */
export function toDatabaseError(error: unknown): unknown {
  if (error instanceof DatabaseUnavailable) return error;
  if (isConnectionError(error)) return new DatabaseUnavailable('connection', error);
  if (CONTENTION_STATES.has(errorCode(error) ?? '')) return new DatabaseUnavailable('contention', error);
  return error;
}

/** Whether the statement broke the named unique constraint or index (any, when none is named). */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (errorCode(error) !== '23505') return false;
  return constraint === undefined || (error as { constraint?: string }).constraint === constraint;
}
