import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  SERVICES: z.string().transform((text) => z.record(z.string(), z.url()).parse(JSON.parse(text))),
  IDENTITY_URL: z.url().optional(),
});

/** Where the gateway listens and what lies behind it. */
export interface GatewaySettings {
  port: number;
  host: string;
  /** Service → base URL. */
  services: Readonly<Record<string, string>>;
  identityUrl?: string;
}

/** @throws ZodError naming every variable that is missing or wrong */
export function readGatewaySettings(env: Readonly<Record<string, string | undefined>>): GatewaySettings {
  const { PORT, HOST, SERVICES, IDENTITY_URL } = environment.parse(env);
  return {
    port: PORT,
    host: HOST,
    services: SERVICES,
    ...(IDENTITY_URL ? { identityUrl: IDENTITY_URL } : {}),
  };
}
