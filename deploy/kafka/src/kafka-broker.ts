import { execFile, spawn, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { freePort, isAlive, isListening } from '@gusu/embedded-postgres';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brokerClassPath, writeProperties } from './broker-files.js';

const run = promisify(execFile);

/** Any 16 bytes in base64url name a cluster; one data folder is one cluster. */
const CLUSTER_ID = 'Z3VzdS1rYWZrYS1sb2NhbA';
const START_MILLIS = 60_000;
const STOP_MILLIS = 30_000;
const JVM = [
  '-Xms256m',
  '-Xmx512m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Djava.awt.headless=true',
];

export interface KafkaOptions {
  dataDir: string;
  port?: number;
}

export interface RunningKafka {
  brokers: string;
  port: number;
  pid: number;
  /** Resolves when the broker's process has ended, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
  /** As if the power failed. */
  kill(): Promise<void>;
}

/** Starts one Kafka node (KRaft) on 127.0.0.1; one left over on the same folder by a killed parent is stopped first. */
export async function startKafka({ dataDir, port }: KafkaOptions): Promise<RunningKafka> {
  mkdirSync(dataDir, { recursive: true });
  await stopSurvivor(dataDir);
  const classPath = await brokerClassPath();
  const places = { dataDir, port: port ?? (await freePort()), controllerPort: await freePort() };
  const properties = writeProperties(places);
  if (!existsSync(join(dataDir, 'log', 'meta.properties'))) await format(classPath, properties);
  const broker = launch(classPath, properties, dataDir);
  const ended = new Promise<void>((resolve) => broker.once('exit', () => resolve()));
  await untilListening(broker, places.port, dataDir);
  const pid = pidOf(broker);
  const end = async (signal: NodeJS.Signals) => {
    if (isAlive(pid)) process.kill(pid, signal);
    // Polled, because neither the child nor a promise keeps this process from ending first.
    for (const deadline = Date.now() + STOP_MILLIS; isAlive(pid); await sleep(20))
      if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
    rmSync(pidFile(dataDir), { force: true });
  };
  return {
    brokers: `127.0.0.1:${places.port}`,
    port: places.port,
    pid,
    ended,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** A broker in a folder that is removed when it stops. */
export async function startKafkaForTests(): Promise<RunningKafka> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gusu-kafka-'));
  const broker = await startKafka({ dataDir });
  const removed = async (stop: () => Promise<void>) => {
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...broker, stop: () => removed(broker.stop), kill: () => removed(broker.kill) };
}

async function format(classPath: string, properties: string): Promise<void> {
  const tool = ['-cp', classPath, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', properties];
  await run('java', [...JVM, ...tool]);
}

function launch(classPath: string, properties: string, dataDir: string): ChildProcess {
  const log = openSync(join(dataDir, 'broker.log'), 'a');
  const broker = spawn('java', [...JVM, '-cp', classPath, 'kafka.Kafka', properties], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  broker.unref();
  writeFileSync(pidFile(dataDir), String(pidOf(broker)));
  return broker;
}

function pidOf(broker: ChildProcess): number {
  if (broker.pid === undefined) throw new Error('the broker has no process');
  return broker.pid;
}

function pidFile(dataDir: string): string {
  return join(dataDir, 'broker.pid');
}

async function stopSurvivor(dataDir: string): Promise<void> {
  if (!existsSync(pidFile(dataDir))) return;
  const pid = Number(readFileSync(pidFile(dataDir), 'utf8'));
  const isBroker = pid > 0 && isAlive(pid) && commandLine(pid).includes('kafka.Kafka');
  if (!isBroker) return;
  process.kill(pid, 'SIGTERM');
  for (const deadline = Date.now() + STOP_MILLIS; isAlive(pid); await sleep(50))
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

async function untilListening(broker: ChildProcess, port: number, dataDir: string): Promise<void> {
  const deadline = Date.now() + START_MILLIS;
  while (!(await isListening(port))) {
    if (broker.exitCode !== null || broker.signalCode !== null) {
      const log = readFileSync(join(dataDir, 'broker.log'), 'utf8');
      throw new Error(`Kafka did not start:\n${log.split('\n').slice(-8).join('\n')}`);
    }
    if (Date.now() > deadline) throw new Error(`Kafka did not listen within ${START_MILLIS / 1000} s`);
    await sleep(50);
  }
}
