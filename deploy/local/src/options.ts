import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  port: number;
  dataDir: string;
  withDemo: boolean;
  /** HOST:PORT of a broker, or `local` for one of our own. */
  kafka?: string;
}

export const HELP = `npm start -- [options]
  --port PORT        where the gateway listens (3000)
  --data DIR         where data and secrets are kept (.gusu)
  --empty            no demo data on the first start
  --kafka HOST:PORT  events over this Kafka
  --kafka local      events over a Kafka on this machine (needs Java 17 and Maven)
DATABASE_URL and OIDC_ISSUER replace the embedded PostgreSQL and the local identity provider.`;

const KNOWN = {
  port: { type: 'string', default: '3000' },
  data: { type: 'string', default: '.gusu' },
  empty: { type: 'boolean', default: false },
  kafka: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** @throws Error in words for the person who typed it */
export function readOptions(args: readonly string[]): Options | 'help' {
  const values = read(args);
  if (values.help) return 'help';
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`--port ${values.port} is no port (1 to 65535)`);
  if (values.kafka !== undefined && values.kafka !== 'local' && !/^[^\s:]+:\d+$/.test(values.kafka))
    throw new Error(`--kafka ${values.kafka} is neither HOST:PORT nor local`);
  if (values.data === '') throw new Error('--data needs a folder');
  const kafka = values.kafka === undefined ? {} : { kafka: values.kafka };
  return { port, dataDir: resolve(values.data), withDemo: !values.empty, ...kafka };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], strict: true, options: KNOWN }).values;
  } catch (cause) {
    // The first sentence says what is wrong; the rest is advice for programmers.
    const [reason] = (cause as Error).message.split(/[.\n]/, 1);
    throw new Error(`${reason}\n\n${HELP}`, { cause });
  }
}
