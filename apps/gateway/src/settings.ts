import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  SERVICES: z.string().transform((text) => z.record(z.string(), z.url()).parse(JSON.parse(text))),
  IDENTITY_URL: z.url().optional(),
  UPSTREAM_SECONDS: z.coerce.number().positive().max(3_600).default(120),
  TRUST_PROXY: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** Where the gateway listens and what lies behind it. */
export interface GatewaySettings {
  port: number;
  host: string;
  /** Service → base URL. */
  services: Readonly<Record<string, string>>;
  identityUrl?: string;
  /** How long a service may be silent before its caller is told so. */
  upstreamMillis: number;
  /** Whose X-Forwarded-For is believed; nobody's where it is not said, for the gateway is the first door. */
  trustProxy: string | false;
  logLevel: string;
}

/** @throws ZodError naming every variable that is missing or wrong */
export function readGatewaySettings(env: Readonly<Record<string, string | undefined>>): GatewaySettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const found = environment.parse(given);
  return {
    port: found.PORT,
    host: found.HOST,
    services: found.SERVICES,
    ...(found.IDENTITY_URL ? { identityUrl: found.IDENTITY_URL } : {}),
    upstreamMillis: found.UPSTREAM_SECONDS * 1_000,
    trustProxy: found.TRUST_PROXY ?? false,
    logLevel: found.LOG_LEVEL,
  };
}
