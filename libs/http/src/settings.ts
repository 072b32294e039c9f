import { z } from 'zod';

const seconds = (fallback: number) =>
  z.coerce
    .number()
    .positive()
    .max(86_400)
    .default(fallback)
    .transform((value) => value * 1_000);
const count = (fallback: number, max: number) => z.coerce.number().int().min(1).max(max).default(fallback);

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres://'),
  MIGRATION_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  DATABASE_POOL: count(10, 200),
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().min(1).default('gusu'),
  OIDC_JWKS_URI: z.url().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  BODY_LIMIT_BYTES: count(1_048_576, 1_073_741_824),
  REQUEST_TIMEOUT_SECONDS: seconds(30),
  HANDLER_TIMEOUT_SECONDS: seconds(60),
  SHUTDOWN_SECONDS: seconds(10),
  RATE_LIMIT_PER_MINUTE: count(60_000, 1_000_000_000),
  RATE_LIMIT_STRANGERS_PER_MINUTE: count(1_200, 1_000_000_000),
  RATE_LIMIT_READERS_PER_MINUTE: count(600, 1_000_000_000),
  TRUST_PROXY: z.string().default('loopback'),
  IDEMPOTENCY_HOURS: count(48, 24 * 365),
});

/** What the environment of a service says. Millis and bytes are in the names. */
export interface ServiceSettings {
  port: number;
  host: string;
  /** Of the role that runs the service. */
  databaseUrl: string;
  /** Of the role that owns the tables; when it is given, migrations run at the start. */
  migrationDatabaseUrl?: string;
  databasePool: number;
  oidcIssuer: string;
  oidcAudience: string;
  /** Where the issuer's keys are, when they are not where its discovery document says. */
  oidcJwksUri?: string;
  logLevel: string;
  bodyLimitBytes: number;
  requestTimeoutMillis: number;
  handlerTimeoutMillis: number;
  shutdownMillis: number;
  /** Requests of one caller. */
  rateLimitPerMinute: number;
  /** Requests of one address that fail to say who they are. */
  rateLimitStrangersPerMinute: number;
  /** Requests of one address for what is public. */
  rateLimitReadersPerMinute: number;
  /** Whose X-Forwarded-For is believed. */
  trustProxy: string;
  idempotencyHours: number;
}

/** The environment does not describe a service that can run; every defect is named at once, values are not. */
export class SettingsError extends Error {
  constructor(readonly defects: readonly string[]) {
    super(`settings: ${defects.join('; ')}`);
    this.name = 'SettingsError';
  }
}

/**
 * Reads the settings of a service from environment variables.
 * @throws SettingsError naming every variable that is missing or wrong
 */
export function readSettings(
  env: Readonly<Record<string, string | undefined>> = process.env,
): ServiceSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = environment.safeParse(given);
  if (!read.success) throw new SettingsError(read.error.issues.map(describe));
  const found = read.data;
  return {
    port: found.PORT,
    host: found.HOST,
    databaseUrl: found.DATABASE_URL,
    migrationDatabaseUrl: found.MIGRATION_DATABASE_URL,
    databasePool: found.DATABASE_POOL,
    oidcIssuer: found.OIDC_ISSUER,
    oidcAudience: found.OIDC_AUDIENCE,
    oidcJwksUri: found.OIDC_JWKS_URI,
    logLevel: found.LOG_LEVEL,
    bodyLimitBytes: found.BODY_LIMIT_BYTES,
    requestTimeoutMillis: found.REQUEST_TIMEOUT_SECONDS,
    handlerTimeoutMillis: found.HANDLER_TIMEOUT_SECONDS,
    shutdownMillis: found.SHUTDOWN_SECONDS,
    rateLimitPerMinute: found.RATE_LIMIT_PER_MINUTE,
    rateLimitStrangersPerMinute: found.RATE_LIMIT_STRANGERS_PER_MINUTE,
    rateLimitReadersPerMinute: found.RATE_LIMIT_READERS_PER_MINUTE,
    trustProxy: found.TRUST_PROXY,
    idempotencyHours: found.IDEMPOTENCY_HOURS,
  };
}

// A value may be a secret (a URL holds a password), so only the name and the rule are told.
function describe(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')} ${issue.message}`;
}
