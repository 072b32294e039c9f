import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** deploy/kafka, from dist/ as well as from src/. */
const HOME = join(dirname(fileURLToPath(import.meta.url)), '..');
const OLDEST_JAVA = 17;

export type Availability = { available: true } | { available: false; reason: string };

/** Whether a broker can be brought and started here; otherwise why not, in words. */
export async function kafkaAvailability(): Promise<Availability> {
  const java = await run('java', ['-version']).catch(() => undefined);
  if (!java)
    return { available: false, reason: `no Java on the path; Kafka needs Java ${OLDEST_JAVA} or newer` };
  const major = Number(/version "(\d+)/.exec(java.stderr)?.[1] ?? 0);
  if (major < OLDEST_JAVA)
    return { available: false, reason: `this is Java ${major}; Kafka needs Java ${OLDEST_JAVA} or newer` };
  if (isFetched()) return { available: true };
  const maven = await run('mvn', ['-v']).catch(() => undefined);
  if (!maven) return { available: false, reason: 'no Maven on the path; it brings Kafka from Maven Central' };
  return { available: true };
}

function pomHash(): string {
  return createHash('sha256')
    .update(readFileSync(join(HOME, 'pom.xml')))
    .digest('hex');
}

const STAMP = join(HOME, 'target', 'pom.sha256');

function isFetched(): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === pomHash();
}

/** The class path of the broker; brought by Maven once for each version of the pom. */
export async function brokerClassPath(): Promise<string> {
  const lib = join(HOME, 'target', 'lib');
  if (!isFetched()) {
    rmSync(lib, { recursive: true, force: true });
    mkdirSync(lib, { recursive: true });
    const goal = 'dependency:copy-dependencies';
    await run('mvn', [
      '-q',
      '-B',
      '-f',
      join(HOME, 'pom.xml'),
      goal,
      `-DoutputDirectory=${lib}`,
      '-DincludeScope=runtime',
    ]);
    writeFileSync(STAMP, pomHash());
  }
  return join(lib, '*');
}

export interface BrokerPlaces {
  dataDir: string;
  port: number;
  controllerPort: number;
}

/** One node that is broker and controller at once, on loopback only. */
export function writeProperties({ dataDir, port, controllerPort }: BrokerPlaces): string {
  const file = join(dataDir, 'server.properties');
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(dataDir, 'log'),
    'auto.create.topics.enable': false,
    'num.partitions': 8,
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'log.cleaner.dedupe.buffer.size': 16_777_216,
  };
  writeFileSync(
    file,
    Object.entries(properties)
      .map(([name, value]) => `${name}=${escaped(String(value))}\n`)
      .join(''),
  );
  return file;
}

/** Java reads properties as Latin-1 and a backslash as an escape: other letters of a folder's name would become another folder. */
function escaped(value: string): string {
  return value.replace(
    /[^\x20-\x7e]|\\/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
