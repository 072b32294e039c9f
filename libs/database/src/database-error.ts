/**
 * The database cannot serve now; the same call may succeed later. Nothing of it was written, except that after
 * `outcomeUnknown` (the connection broke while COMMIT was on its way) it is either wholly there or wholly absent.
 */
export class DatabaseUnavailable extends Error {
  /** For `Retry-After`. */
  readonly retryAfterSeconds = 1;

  constructor(
    readonly reason: 'connection' | 'contention' | 'outcomeUnknown',
    cause: unknown,
  ) {
    super(`database unavailable (${reason}): ${wordsOf(cause)}`, { cause });
    this.name = 'DatabaseUnavailable';
  }
}

function wordsOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.message === '') return cause.errors.map(wordsOf).join('; ');
  return cause instanceof Error ? cause.message : String(cause);
}

const CONNECTION_ERRNOS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
// Shutting down, crashing, starting up, database dropped, connection exceptions; idle in transaction for too long, which
// closes the session; a full disk, no memory, too many connections.
const CONNECTION_STATES = /^(57P0[1-5]|25P0[34]|53[0-3]00|08...)$/;
// Lock not available, statement timeout, deadlock, serialization.
const CONTENTION_STATES = new Set(['55P03', '57014', '40P01', '40001']);
// The driver has no code for these. A cached plan goes stale when a migration changes a table that a service is reading.
const CONNECTION_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|not queryable|Cannot use a pool after calling end|server conn crashed|cached plan must not change result type/;

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

/** Whether the statement broke an exclusion constraint: two rows that must not meet do. */
export function isExclusionViolation(error: unknown): boolean {
  return errorCode(error) === '23P01';
}

/** Whether the statement broke the named unique constraint or index (any, when none is named). */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (errorCode(error) !== '23505') return false;
  return constraint === undefined || (error as { constraint?: string }).constraint === constraint;
}
