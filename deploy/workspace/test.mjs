// `npm test`: install if needed, build, format, lint, types, then every test once, on the embedded event log and,
// where Java and Maven are or KAFKA_BROKERS is set, on a real Kafka. Further arguments go to jest.
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const REPORT = '.gusu/test-report.json';

await ensureInstalled();
await ensureBuilt();
const { check } = await import('./check.mjs');
const narrow = process.argv.slice(2);
const checks = narrow.length > 0 ? { passed: 0, failures: [] } : await check();
const kafka = await startKafka();
const tests = kafka.failure ? null : await runJest(narrow);
await kafka.stop();
report();

async function startKafka() {
  const nothing = { stop: async () => undefined };
  if (process.env.KAFKA_BROKERS) return nothing;
  const { kafkaAvailability, startKafkaForTests } = await import('../kafka/dist/main.js');
  const { available, reason } = await kafkaAvailability();
  if (available) {
    const broker = await startKafkaForTests();
    process.env.KAFKA_BROKERS = broker.brokers;
    console.log(`kafka    ${broker.brokers}`);
    return broker;
  }
  console.log(`kafka    SKIPPED  ${reason}`);
  if (process.env.REQUIRE_KAFKA === '1') return { ...nothing, failure: `REQUIRE_KAFKA=1, but ${reason}` };
  process.env.KAFKA_SKIP_REASON = reason;
  return nothing;
}

async function runJest(args) {
  await mkdir('.gusu', { recursive: true });
  await rm(REPORT, { force: true });
  const jest = spawn(
    process.execPath,
    ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${REPORT}`, ...args],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => jest.kill(signal));
  await new Promise((resolve) => jest.once('exit', resolve));
  return JSON.parse(await readFile(REPORT, 'utf8'));
}

function report() {
  const failures = [...checks.failures, ...(kafka.failure ? [kafka.failure] : [])];
  const skipped = [];
  const counts = { passed: checks.passed, failed: failures.length, skipped: 0 };
  for (const file of tests?.testResults ?? []) {
    if (file.status === 'failed' && file.assertionResults.length === 0) failures.push(file.name);
    for (const test of file.assertionResults)
      if (test.status === 'pending' || test.status === 'todo') skipped.push(test.fullName);
  }
  counts.passed += tests?.numPassedTests ?? 0;
  counts.failed += (tests?.numFailedTests ?? 0) + (tests?.numRuntimeErrorTestSuites ?? 0);
  counts.skipped += (tests?.numPendingTests ?? 0) + (tests?.numTodoTests ?? 0);
  skipped.forEach((name) => console.log(`skipped: ${name}`));
  failures.forEach((name) => console.log(`failed: ${name}`));
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}
